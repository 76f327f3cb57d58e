# What several steps share: choices, buttons, labels of the answers, progress.

## Progress under each question

progress = { $number ->
    [edit] Правка одного ответа
   *[other] { $number } из { $total }
}

## How long, as the limits say: $limit_… is the setting of that name (bot/limits.py)

for-draft = { $limit_draft_hours ->
    [one] { $limit_draft_hours } час
    [few] { $limit_draft_hours } часа
   *[other] { $limit_draft_hours } часов
}
for-captcha = { $limit_captcha_minutes ->
    [one] { $limit_captcha_minutes } минуту
    [few] { $limit_captcha_minutes } минуты
   *[other] { $limit_captcha_minutes } минут
}
for-pin = { $limit_pin_minutes ->
    [one] { $limit_pin_minutes } минуту
    [few] { $limit_pin_minutes } минуты
   *[other] { $limit_pin_minutes } минут
}
for-activation = { $limit_activation_hours ->
    [0] { $limit_activation_minutes ->
        [one] { $limit_activation_minutes } минуту
        [few] { $limit_activation_minutes } минуты
       *[other] { $limit_activation_minutes } минут
    }
    [one] { $limit_activation_hours } час
    [few] { $limit_activation_hours } часа
   *[other] { $limit_activation_hours } часов
}
for-hr_request = { $limit_phone_request_days ->
    [one] { $limit_phone_request_days } день
    [few] { $limit_phone_request_days } дня
   *[other] { $limit_phone_request_days } дней
}
for-hr_link = { $limit_hr_link_hours ->
    [one] { $limit_hr_link_hours } час
    [few] { $limit_hr_link_hours } часа
   *[other] { $limit_hr_link_hours } часов
}

## Choices, with the words of the insurer's form

choice-health = Здоровье (ДМС)
choice-kasko = КАСКО
choice-osago = ОСАГО
choice-property = Имущество
choice-accident = Несчастный случай
choice-travel = Поездки

choice-insured = Застрахованным
choice-policyholder = Страхователем

choice-russian = Гражданин РФ
choice-foreign = Иностранное гражданство

choice-russian_passport = Паспорт гражданина РФ
choice-russian_birth_certificate = Свидетельство о рождении РФ
choice-foreign_passport = Иностранный паспорт
choice-foreign_birth_certificate = Свидетельство о рождении

## Buttons of the questions

button-back = Назад
button-why = Зачем это?
button-cancel_edit = Отмена правки
button-none_patronymic = Нет отчества
button-none_given_name = Нет имени
button-share_phone = Отправить мой номер

## Buttons of the gates

button-agree = Согласен, начать
button-submit = Получить пин-код
button-go_on = Дальше
button-refresh = Обновить
button-replace_phone = Заменить номер
button-resend = Отправить ещё раз
button-ask_hr = Не помню ответы
button-ask_hr_sure = Да, пусть подтвердит HR
button-ask_hr_not = Нет, отвечу на вопросы
button-other_phone = Другой номер
button-generate = Придумать за меня
button-unticked = ☐ Я ознакомлен с правилами
button-ticked = ☑ Я ознакомлен с правилами
button-register = Зарегистрироваться
button-ok = Ок
button-no_mail = Нет письма?

## Buttons of /start in the middle and of /cancel

button-resume = Продолжить
button-restart = Начать заново
button-cancel = Да, удалить ответы
button-stay = Нет, продолжить

## Answers to a doubt

button-year-yes = Да, верно
button-year-no = Нет, напишу год полностью
button-layout-yes = Да, верно
button-layout-no = Нет, напишу заново
button-words-yes = Да, только он
button-words-no = Нет, всё вместе
button-email-typo-yes = Исправить
button-email-typo-no = Оставить
button-email-fault-yes = Исправить
button-email-fault-no = Нет, напишу заново

doubt-year = { $typed } — это { $proposal }?
doubt-layout =
    Похоже, клавиатура была на английском.
    { $typed } — это { $proposal }?
doubt-words = { $typed } — номер полиса здесь только { $proposal }?
doubt-email-typo = Похоже на опечатку: <code>{ $typed }</code> → <code>{ $proposal }</code>?
doubt-email-fault =
    Письмо на <code>{ $typed }</code> не дойдёт: похоже, в адресе опечатка.
    Правильный адрес — <code>{ $proposal }</code>?

## The check screen: labels of the answers

label-policy_kind = Вид полиса
label-policy_number = Номер полиса
label-role = Являюсь
label-citizenship = Гражданство
label-surname = Фамилия
label-given_name = Имя
label-patronymic = Отчество
label-birth_date = Дата рождения
label-document_kind = Документ
label-document_number = Серия и номер
label-issue_date = Дата выдачи
label-issuer = Кем выдан
label-phone = Мобильный телефон
label-email = E-mail
value-none = нет

## The check screen: buttons that edit one answer

edit-policy_kind = { label-policy_kind }
edit-policy_number = { label-policy_number }
edit-role = { label-role }
edit-citizenship = { label-citizenship }
edit-surname = { label-surname }
edit-given_name = { label-given_name }
edit-patronymic = { label-patronymic }
edit-birth_date = { label-birth_date }
edit-document_kind = { label-document_kind }
edit-document_number = { label-document_number }
edit-issue_date = { label-issue_date }
edit-issuer = { label-issuer }
edit-phone = { label-phone }

## The check screen: what looks odd, though it may be right

hint-before-birth = Документ не может быть старше владельца. Проверьте, пожалуйста, дату рождения и дату выдачи.
hint-before-passport-age = Паспорт РФ выдают с 14 лет, а по этим датам было меньше. Проверьте, пожалуйста, дату рождения и дату выдачи.
hint-passport-due = Паспорт меняют в 20 и 45 лет. Если Вы его уже заменили, укажите новый.
hint-passport-year = Год в серии паспорта обычно близок к году выдачи. Проверьте, пожалуйста, серию и дату.

## Parts of the refusals that several questions share

only-text = Такое сообщение мы прочитать не сможем: напишите ответ текстом.
only-choice = Нажмите кнопку или напишите ответ словом.
too-long = Ответ длиннее { $longest } знаков. Напишите короче, без лишних слов.
unknown-choice = Такого варианта в списке нет. Нажмите кнопку или напишите ответ словом.
foreign-signs = Здесь есть лишние знаки: { $signs }.

name-digits = В имени не бывает цифр: нужны только буквы, дефис и пробел.
name-initials = Напишите имя и отчество полностью, без инициалов, — так, как в полисе.
name-no-letters = Здесь нет букв. Напишите так, как в полисе.
name-long = Здесь больше { $longest } букв. Напишите так, как в полисе, без лишних слов.
name-latin = Здесь латинские буквы, а в полисе гражданина РФ имя написано русскими.

date-unreadable = Не получается прочитать дату: нужны день, месяц и год.
date-no-such-month = Месяца { $month } не бывает: сначала пишут день, потом месяц.
date-no-such-day = Такого дня нет в календаре: { $typed }. Проверьте день и месяц.
date-future = Эта дата ещё не наступила. Проверьте год.
date-before-birth = Документ не может быть старше владельца: эта дата раньше даты рождения. Если ошибка в дате рождения, вернитесь и исправьте её.
date-before-passport-age = Паспорт РФ выдают с 14 лет, а по этой дате было меньше. Проверьте год. Если ошибка в дате рождения, вернитесь и исправьте её.
date-too-old = Год { $year } слишком давний. Возможно, в нём опечатка.
