# What administrators read after /stats: the message, the chart and the file.

stats =
    <b>Статистика: { $period }</b>
    { $whose }

    { $kind ->
        [campaigns] Начали по ссылкам HR: { $begun }. Всего
       *[companies] Начали: { $begun },
    } зарегистрировались: { $made }, активировали: { $activated }
    В готовые кабинеты добавили полисов: { $policies }, детей: { $children }

    <b>Шаги</b>: дошли, из них остановились здесь, обычное время
    <pre>{ $steps }</pre>
    <b>Сверка с реестром</b>, проверок
    <pre>{ $registry }</pre>
    <b>SMS</b>
    <pre>{ $sms }</pre>
    <b>Письма</b>
    <pre>{ $mail }</pre>
    { $kind ->
        [campaigns] <b>Приглашения</b>: начали по ссылке, зарегистрировались, активировали
       *[companies] <b>Страхователи</b>: начали по ссылке, зарегистрировались, активировали
    }
    <pre>{ $groups }</pre>
    Таблицей: добавьте в конце слово «файл» или «csv».
stats-nothing =
    <b>Статистика: { $period }</b>
    { $whose }

    За это время ничего не произошло: никто не начинал регистрацию.
    Чтобы начали, сделайте ссылку для HR: <code>/hr ООО Маяк</code>
    Другое время: <code>/stats месяц</code>
stats-all-companies = все страхователи
stats-no-campaign = без ссылки
stats-more = и ещё { $count } — в файле
stats-sms-cost = Стоимость { $cost } ₽ за { $priced } SMS
stats-seconds = { $count } с
stats-minutes = { $count } мин
stats-hours = { $count } ч
stats-days = { $count } дн

## What cannot be counted

stats-bad-unreadable =
    Период не прочитался. Можно так:
    <code>/stats 01.11–15.11</code>
stats-bad-no-such-day = Дня { $day } в календаре нет. Пример: <code>/stats 01.11–15.11</code>
stats-bad-reversed = Первый день позже последнего. Пример: <code>/stats 01.11–15.11</code>
stats-bad-future = Этот период ещё не начался. Пример: <code>/stats вчера</code>
stats-bad-long = Период длиннее { $days } дней. Возьмите меньше, например <code>/stats месяц</code>
stats-no-company =
    Страхователя «{ $name }» в реестре нет. Название пишется как в договоре, кавычки и регистр не важны. Пример:
    <code>/stats месяц Северный маяк</code>
    Период бывает такой: сегодня, вчера, неделя, месяц, год или <code>01.11–15.11</code>
stats-which-company =
    Подходит несколько страхователей. Напишите название целиком:
    { $names }

## The chart and the file

stats-chart-title = Сколько людей дошло до шага
stats-chart-empty = За это время никто не начинал
stats-chart-caption = { $whose }, { $period }
stats-file-caption = Статистика: { $whose }, { $period }
stats-totals = Итоги
stats-funnel = Шаги
stats-companies = Страхователи
stats-campaigns = Приглашения
stats-column-name = Показатель
stats-column-value = Значение
stats-column-period = Период
stats-column-company = Страхователь
stats-column-campaign = Приглашение
stats-column-begun = Начали регистрацию
stats-column-begun-by-link = Начали по ссылке
stats-column-opened = Открыли ссылку
stats-column-made = Зарегистрировались
stats-column-activated = Активировали
stats-column-sms = SMS отправлено
stats-column-cost = Стоимость SMS, ₽
stats-column-step = Шаг
stats-column-reached = Дошли
stats-column-answered = Пошли дальше
stats-column-left = Остановились здесь
stats-column-left-percent = Остановились здесь, %
stats-column-median = Медиана, с (±19 %)

## Names of steps, at most 13 signs

stats-step-consent = Согласие
stats-step-policy_kind = Вид полиса
stats-step-policy_number = Номер полиса
stats-step-role = Являюсь
stats-step-citizenship = Гражданство
stats-step-full_name = ФИО
stats-step-surname = Фамилия
stats-step-given_name = Имя
stats-step-patronymic = Отчество
stats-step-birth_date = Дата рождения
stats-step-document_kind = Документ
stats-step-document_number = Серия и номер
stats-step-document_issued = Выдача
stats-step-issue_date = Дата выдачи
stats-step-issuer = Кем выдан
stats-step-phone = Телефон
stats-step-review = Проверка
stats-step-captcha = Картинка
stats-step-registry = Сверка
stats-step-questions = Замена номера
stats-step-pin = Пин-код
stats-step-email = E-mail
stats-step-password = Пароль
stats-step-password_repeat = Повтор пароля
stats-step-rules = Правила
stats-step-activation = Активация

## Names of what is counted, at most 26 signs

stats-invitation-opened = Открыта ссылка HR
stats-registry-matched = Данные совпали
stats-registry-not_found = Не найдены
stats-registry-not_in_force = Полис не действует
stats-registry-already_registered = Кабинет уже есть
stats-registry-phone_different = Другой телефон в реестре
stats-registry-phone_missing = Нет телефона в реестре
stats-registry-too_often = Слишком много попыток
stats-registry-busy = Сверка была закрыта
stats-sms-sent = SMS отправлено
stats-sms-priced = SMS с известной ценой
stats-sms-uncertain = SMS без ясного ответа
stats-sms-refused = SMS не ушло
stats-sms-delivered = SMS доставлено
stats-sms-undelivered = SMS не доставлено
stats-mail-sent = Писем отправлено
stats-mail-failed = Писем не ушло
stats-account-made = Зарегистрировались
stats-account-activated = Активировали кабинет
stats-added-policy = Полисов добавлено
stats-added-child = Детей добавлено
