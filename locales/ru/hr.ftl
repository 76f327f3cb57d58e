### HR people of policyholders: their role, their menu, the links they share

done = Готово.

## The role

hr-usage =
    Напишите страхователя, для которого нужна ссылка. Например:
    <code>/hr ООО Маяк</code>
hr-no-company = Страхователя { $name } в реестре нет. Название пишется как в договоре, кавычки и регистр не важны. Например: <code>/hr ООО Маяк</code>
hr-which-company =
    Подходит несколько страхователей. Напишите название целиком:
    { $names }
hr-link =
    <b>Ссылка для HR { $company }</b>
    { $link }

    Она сработает один раз и действует { for-hr_link }. Кто откроет её первым, сможет приглашать сотрудников и подтверждать их номера. О том, кто это, напишем Вам.
    { $count ->
        [0] Сейчас у страхователя нет HR в боте.
        [one] Сейчас { $count } HR в боте, его можно отозвать:
       *[other] Сейчас { $count } HR в боте, любого можно отозвать:
    }
hr-link-dead = Эта ссылка уже использована или устарела. Попросите у страховой компании новую.
hr-welcome = Теперь Вы HR { $company } в этом чате. Меню открывается командой /hr.
hr-appointed =
    Теперь HR { $company }: id { $user }, в Telegram называет себя <code>{ $name }</code>.
    Если это не тот человек, отзовите роль.
hr-revoked = Роль HR { $company } отозвана. Неиспользованные ссылки на эту роль закрыты, подтверждённые этим HR и ещё не использованные номера — тоже.
hr-revoked-already = Этой роли у человека уже нет: её отозвали раньше. Больше ничего делать не нужно.
hr-role-ended = Роль HR { $company } в этом чате завершена. Спасибо, что помогали коллегам. Если роль ещё нужна, попросите у страховой компании новую ссылку.
hr-not-yours = Эта кнопка больше не действует. Откройте меню: /hr
button-hr_revoke = Отозвать HR { $user }

## The menu

hr-choose-company = Для какой компании?
hr-menu =
    <b>{ $company }</b>
    Ссылка-приглашение избавит сотрудников от вопросов о полисе. Документы, даты рождения и полные номера телефонов Вам не видны.
button-hr_company = { $company }
button-hr_menu = ‹ Меню
button-hr_links = Ссылки
button-hr_new_link = Новая ссылка
button-hr_progress = Как идут дела
button-hr_remind = Напомнить незакончившим

## Links

hr-links =
    { $count ->
        [0] Ссылок у { $company } ещё нет. Сделайте первую, это три вопроса.
       *[other] <b>Ссылки { $company }</b>
    }
button-hr_one_link = { $campaign }{ $term ->
        [over] {" "}(срок вышел)
       *[other] {""}
    }
hr-link-screen =
    <b>{ $campaign }</b>
    { $term ->
        [endless] Действует бессрочно.
        [over] Срок вышел { $until }.
       *[open] Действует до { $until }.
    } { $policy ->
        [known] Номер полиса подставится сам.
       *[asked] Номер полиса сотрудник введёт сам.
    }
    { $uses ->
        [0] По ней ещё никто не пришёл.
        [one] По ней пришёл { $uses } человек.
        [few] По ней пришли { $uses } человека.
       *[other] По ней пришли { $uses } человек.
    }

    Текст для рассылки со ссылкой:
    <code>Коллеги, личный кабинет { $kind ->
        [health] ДМС
       *[other] по полису
    } открывается в чате за 3 минуты: { $link } { what-is-needed }</code>
button-hr_qr = QR-код
button-hr_poster = Плакат A4
button-hr_close = Закрыть ссылку
hr-close-link = Закрыть ссылку «{ $campaign }»? Начатые по ней регистрации продолжатся, новые начнутся без подсказок.
button-hr_closed = Закрыть
button-hr_keep = Оставить
hr-link-closed = Ссылка «{ $campaign }» закрыта.

## A new link

hr-new-link-policy =
    { $fault ->
        [unreadable] Это не похоже на номер. Бывают такие: 123/14 или AM012345678/13.
        [unknown] Такого полиса у { $company } в реестре нет. Сверьте номер с договором или выберите «У сотрудников разные номера».
       *[none] <b>Номер полиса или договора</b> для ссылки { $company }. Он подставится сам, сотрудники его не вводят.
    }
button-hr_no_policy = У сотрудников разные номера
hr-new-link-name =
    { $fault ->
        [long] Это длиннее { $longest } знаков, нужно короче. Например: Рассылка в мае.
        [no-text] Название нужно текстом. Например: Рассылка в мае.
       *[none] <b>Как назвать ссылку?</b> По названию её видно в статистике, например: Рассылка в мае.
    }
button-hr_no_name = Назвать сегодняшней датой
hr-new-link-term =
    { $fault ->
        [unknown] Такого срока нет. Выберите из четырёх, например: 90 дней. Закрыть ссылку можно в любой день.
       *[none] <b>Сколько она действует?</b> Закрыть ссылку можно в любой день.
    }
hr-link-begun-anew = На этот вопрос уже не ответить. Начните ссылку заново: /hr
button-hr_term =
    { $term ->
        [endless] Бессрочно
        [year] Год
       *[days] { $days } дней
    }

## A link in print

hr-drawing = Готовим файл, это пара секунд.
hr-qr-caption = QR-код ссылки «{ $campaign }»: для письма, портала или пропуска.
hr-poster-caption = Плакат A4 со ссылкой «{ $campaign }», готов к печати — и чёрно-белой. Для вопросов указан контакт: { $contact }.
hr-poster-contact =
    { $fault ->
        [long] Это длиннее { $longest } знаков, нужно короче. Например: Мария Образцова, добавочный 214.
       *[none] <b>Кого указать на плакате для вопросов?</b> Напишите одной строкой, например: Мария Образцова, добавочный 214.
    }
button-hr_to_link = ‹ К ссылке
poster-heading =
    { $kind ->
        [health] Личный кабинет ДМС — за 3 минуты в чате
       *[other] Личный кабинет — за 3 минуты в чате
    }
poster-step-scan = Наведите камеру телефона на код: откроется чат в Telegram.
poster-step-answer = Нажмите «Начать» и ответьте на вопросы. { what-is-needed }
poster-step-confirm = Введите код из SMS и откройте ссылку из письма. Кабинет готов.
poster-contact = Вопросы: { $contact }
poster-footer = Бот не просит данные карты и не берёт денег. Код из SMS вводят только в этом чате.

## How far people are

hr-progress =
    <b>{ $company }</b>
    На { $day } застраховано: { $insured }

    { hr-state-not_begun }: <b>{ $not_begun }</b>
    { hr-state-begun }: <b>{ $begun }</b>
    { hr-state-waiting }: <b>{ $waiting }</b>
    { hr-state-done }: <b>{ $done }</b> ({ $share })
hr-progress-caption = { $company }, { $day }
hr-progress-empty = В реестре пока никого нет
hr-state-not_begun = Не начали
hr-state-begun = В процессе
hr-state-waiting = Ждут письма
hr-state-done = Готово

## Reminders, as HR asks for them

hr-remind =
    { $count ->
        [0] <b>Сейчас напоминать некому.</b>
        [one] <b>Напомнить { $count } человеку, который начал и не закончил?</b>
       *[other] <b>Напомнить { $count } людям, которые начали и не закончили?</b>
    }
    Каждому — не чаще раза в { $days ->
        [1] день
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }, с { $begins }:00 до { $ends }:00 по Москве.

    { hr-left-out }
hr-left-out =
    { $recently ->
        [0] {""}
        [one] { $recently } человек получал напоминание недавно.{" "}
        [few] { $recently } человека получали напоминание недавно.{" "}
       *[many] { $recently } человек получали напоминание недавно.{" "}
    }{ $unreachable ->
        [0] {""}
       *[other] Не получат: { $unreachable } — закрыли чат или отказались от напоминаний.
    }
button-hr_remind_now = Напомнить
hr-reminded =
    <b>{ $count ->
        [one] Напомним { $count } человеку
       *[other] Напомним { $count } людям
    } { $day ->
        [now] прямо сейчас
        [today] сегодня с { $time } (МСК)
        [tomorrow] завтра с { $time } (МСК)
       *[later] { $date } с { $time } (МСК)
    }.</b>
    { hr-left-out }
hr-nobody-to-remind = Сейчас напоминать некому.{ $recently ->
        [0] {""}
       *[other] {" "}Недавно получали напоминание: { $recently }.
    }
