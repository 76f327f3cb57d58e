### What administrators of the insurer read and write

admin-commands =
    <b>Команды администратора</b>
    /stats — статистика: период, страхователь, файл
    /import — загрузить реестр из файла
    /find — найти по телефону или полису
    /unlock — снять ограничения с человека
    /resend — ещё раз отправить письмо для активации
    /pause — приостановить регистрацию
    /hr — ссылка для HR страхователя
    /health — состояние бота и шлюзов
    /audit — последние действия администраторов и HR

## People

find-usage =
    { $typed ->
        [wrong] Это не похоже ни на телефон, ни на номер полиса. Нужно так:
       *[none] Напишите телефон или номер полиса. Например:
    }
    <code>/find +7 900 000-00-01</code>
    <code>/find AM012345678/13</code>
find-nobody = В реестре никого с таким телефоном или полисом нет. Проверьте цифры: телефон нужен целиком, например +7 900 000-00-01, полис — как в договоре, например AM012345678/13.
find-found =
    { $size ->
        [one] <b>{ $size } строка реестра</b>
        [few] <b>{ $size } строки реестра</b>
       *[other] <b>{ $size } строк реестра</b>
    }
    { $lines }
find-stage-not_begun = Без кабинета: { $count }
find-stage-waiting = Кабинет ждёт активации: { $count }
find-stage-activated = Кабинет активирован: { $count }
find-stage-ended = Полис не действует: { $count }
find-requests = Номер ждёт подтверждения HR: { $count }
find-sms =
    Последнее SMS: { $at } МСК, { $status ->
        [accepted] передано шлюзу
        [waiting] передано шлюзу
        [handed_over] передано оператору
        [delivered] доставлено
        [read] прочитано
        [expired] не доставлено за отведённое время
        [unreachable] телефон вне сети
        [number_fault] номер не принимает SMS
        [sim_changed] оператор держит SMS из-за новой SIM-карты
        [rejected] оператор не пропустил
        [no_money] на счёте шлюза нет денег
        [refused] ни один шлюз не принял
       *[unknown] неизвестно, дошло ли
    }
find-mail =
    Письмо: { $job ->
        [done] отправлено
        [refused] почта этого адреса его не приняла
        [dead] не отправлено
        [uncertain] неизвестно, ушло ли
       *[waiting] отправляется
    }, ссылка действует до { $until } МСК
find-lock =
    { $rule ->
        [pin-phone] Много SMS на этот номер
        [pin-insured] Много SMS этому человеку
        [pin-miss-phone] Много неверных пин-кодов с этого номера
        [pin-miss-insured] Много неверных пин-кодов у этого человека
        [registry-user] Много неудачных сверок в этом чате
        [registry-person] Много неудачных сверок с этими данными
        [control-answers] Попытки ответить на контрольные вопросы закончились
        [phone-request-chat] Много просьб к HR из этого чата
        [phone-request-insured] Много просьб к HR об этом человеке
        [mail-day] Много писем на этот адрес
        [mail-pause] Письмо запрошено только что
        [mail-change] Много исправлений e-mail
       *[other] { $rule }
    }: { $until ->
        [never] пока не снимете
       *[time] до { $until } МСК
    }
find-no-locks = Ограничений нет.
button-admin_unlock = Снять ограничения
button-admin_resend = Отправить письмо ещё раз
unlock-usage =
    { $typed ->
        [wrong] Это не похоже ни на телефон, ни на id в Telegram. Нужно так:
       *[none] Напишите телефон или id в Telegram. Например:
    }
    <code>/unlock +7 900 000-00-01</code>
    <code>/unlock id 123456789</code>
unlock-no-chat = Человека с таким id бот не знает. Проверьте цифры, например: <code>/unlock id 123456789</code>
unlock-done =
    { $locks ->
        [0] Ограничений не было, счётчики обнулены.
       *[other] Ограничения сняты, счётчики обнулены. { $chats ->
            [0] В чат не написали: кабинета у этого человека нет, и пин-код в чате ещё никто не подтвердил. Ему можно просто попробовать ещё раз.
            [one] Об этом написали в { $chats } чат.
            [few] Об этом написали в { $chats } чата.
           *[other] Об этом написали в { $chats } чатов.
        }
    }
unlocked = Ограничение снято, можно продолжить.
resend-usage =
    { $typed ->
        [wrong] Это не похоже на мобильный телефон. Нужно так:
       *[none] Напишите телефон человека, чей кабинет ждёт активации. Например:
    }
    <code>/resend +7 900 000-00-01</code>
resend-done = Письмо уходит ещё раз, прежняя ссылка больше не действует. В чат человеку написали.
resend-nothing = Письма не ждёт ни один кабинет этого человека: он ещё не зарегистрирован или уже активирован.
resend-outdated = После регистрации договор изменился: в нём другой номер телефона или закончился срок полиса. Письмо кабинет уже не откроет, человеку нужно зарегистрироваться ещё раз.
resend-too-early = Письмо запрошено только что. Следующее можно через { $wait }.
resend-limit = Писем на этот адрес уже достаточно, сверх обычного одно уже ушло. Следующее можно { moment }.

## Pause

pause-usage =
    Регистрация идёт. Чтобы приостановить её, напишите, что увидят люди. Например:
    <code>/pause Обновляем реестр, вернёмся к 15:00. Ваши ответы сохранены.</code>
pause-too-long = Это длиннее { $longest } знаков, нужно короче. Например: <code>/pause Обновляем реестр, вернёмся к 15:00.</code>
pause-begun =
    <b>Регистрация приостановлена.</b> Ответы людей сохранены, ссылки из писем действуют. Все, кроме администраторов, видят:

    { $text }
pause-running =
    <b>Регистрация приостановлена</b> с { $since } МСК, id { $by }. Люди видят:

    { $text }
pause-ended = Регистрация продолжается. Люди отвечают на тот же вопрос, на котором остановились.
pause-none = Паузы нет, регистрация идёт как обычно. Приостановить её можно так: <code>/pause Вернёмся к 15:00.</code>
pause-told = { $text }
button-admin_unpause = Снять паузу

## Health

health-asked = Проверяем, это до 15 секунд.
health-report =
    <b>Состояние бота</b>
    { $process }

    <b>Задания</b>
    { $jobs }

    <b>База</b>
    { $database }

    <b>Связь</b>
    { $outside }

    <b>Последние ошибки</b>
    { $errors ->
        [none] Их не было.
       *[some] { $errors }
    }
health-process =
    Версия: { $version }
    Работает: { $up }
    В памяти ждут: { $waiting }
health-jobs =
    Ждут: { $waiting }
    Идут: { $doing }
    Сделаны: { $done }
    Неясны: { $uncertain }
    Мёртвые: { $dead }
health-overdue = Самое старое ждёт: { $time }
health-dead = Мёртвые { $kind }, { $error }: { $count }
health-database =
    Вид: { $kind }
    Размер: { $size } МБ
    Ответ: { $took } мс
health-error =
    { $at } МСК { $event ->
        [sms-gateway-needs-the-operator] SMS-шлюз отказал по нашей вине: деньги, пароль или имя отправителя
        [sms-day-budget-spent] исчерпан дневной предел SMS
        [sms-conversion-low] мало SMS кончаются вводом кода
        [mail-refused] почтовый сервер не принимает от нас письма
        [cabinet-not-told] кабинет не принимает учётную запись или её удаление
        [erased-data-found-again] после /forget что-то оставалось, удалено ещё раз
        [job-given-up] задание брошено
        [job-failed] задание не удалось, пробуем ещё раз
        [given-up] сообщение человека не удалось обработать
        [handling-failed] сбой при обработке сообщения, пробуем ещё раз
        [unparsable-update] обновление Telegram не прочитать
        [reply-skipped] ответ не удалось отправить
        [reply-refused] Telegram отклонил ответ
        [markup-refused] Telegram отклонил оформление ответа
        [registry-checks-are-closed] сверка закрыта: слишком много неудачных
        [database-away] база не отвечает
        [somebody-else-polls-with-the-same-BOT_TOKEN] с тем же BOT_TOKEN работает другой бот или стоит вебхук
        [webhook-refused] Telegram не принимает вебхук, проверьте WEBHOOK и PUBLIC_URL
        [telegram-away] Telegram не отвечает
        [secret-key-missing] из SECRET_KEYS убран ключ, который базе ещё нужен
        [unreadable-conversation] разговор не открыть ни одним ключом
        [unreadable-job] задание не открыть ни одним ключом
        [lost] сообщение человека потерялось
        [no-apology] извинение отправить не удалось
        [result-lost] что отправлено, не записано: ответ может повториться
        [results-refused] что отправлено, записывается по одному
        [not-kept] сообщение не удалось отложить, пробуем ещё раз
        [no-last-words] о брошенном задании никто не узнал
        [handler-failed] сбой страницы
        [connection-failed] сбой соединения со страницей
        [update-not-taken] обновление из вебхука не принято, Telegram повторит
       *[other] { $name }
    }{ $details ->
        [none] {""}
       *[some] {" "}({ $details })
    }

## Audit

audit-acts =
    { $count ->
        [0] Действий ещё не было.
       *[other] <b>Последние действия</b>
    }
    { $lines }
audit-line =
    { $at } МСК · { $actor ->
        [operator] команда на сервере
       *[other] id { $actor }
    } · { $what }
audit-detail =
    { $kind ->
        [added] добавлено { $count }
        [changed] изменено { $count }
        [same] без изменений { $count }
        [refused] не принято { $count }
        [ended] завершено { $count }
        [fitting] подошло { $count }
        [twice] повторов { $count }
        [people] людей: { $count }
        [accounts] кабинетов: { $count }
        [values] значений: { $count }
        [phone] по телефону, строк реестра: { $count }
        [policy] по полису, строк реестра: { $count }
        [HR] id { $count }
        [forgotten] сам, командой /forget
        [limit] отказано: слишком часто
        [UnreadableFile] файл не прочитался
        [BadHeader] не подошли колонки
        [TooFewRows] слишком мало строк
        [FileGone] файл не получен
        [FileAway] файл не получен
        [LoadFailed] прервалось
       *[other] {""}
    }
audit-act =
    { $act ->
        [hr_link_made] ссылка для HR
        [hr_appointed] стал HR
        [hr_revoked] отозвал HR
        [invitation_made] новая ссылка-приглашение
        [invitation_revoked] закрыл ссылку-приглашение
        [reminded] напоминание сотрудникам
        [phone_confirmed] подтвердил номер
        [phone_refused] не подтвердил номер
        [phones_looked] проверил список номеров
        [phones_uploaded] исправил номера списком
        [phone_corrected] исправил номер человека
        [registry_imported] загрузка реестра
        [accounts_exported] выгрузка кабинетов
        [keys_rotated] смена ключей
        [statistics_read] смотрел статистику
        [person_looked_up] искал человека
        [person_unlocked] снял ограничения
        [mail_resent] повторил письмо
        [paused] приостановил регистрацию
        [pause_ended] снял паузу
        [health_read] смотрел состояние
       *[other] { $act }
    }
