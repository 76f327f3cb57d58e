# The questions of the form. For each step: example-, ask-, why-, wrong-content-, bad-<reason>.
# A question stands in the first line, its example in the second, the progress below.

## Вид полиса

example-policy_kind = Например: Здоровье (ДМС).
ask-policy_kind =
    Выберите <b>вид полиса</b>, { $purpose ->
        [adding] который добавляем.
       *[registration] для которого открываете кабинет.
    }
    Полис от работодателя — обычно «Здоровье (ДМС)».
    <i>{ progress }</i>
why-policy_kind = У каждого вида полиса свой список договоров: так мы сразу ищем Ваш в нужном.
wrong-content-policy_kind = { only-choice } { example-policy_kind }
bad-policy_kind-unknown-choice = { unknown-choice } { example-policy_kind }
bad-policy_kind-too-long = { too-long } { example-policy_kind }

## Номер полиса

example-policy_number = Например: 123/14 или AM012345678/13.
ask-policy_number =
    Напишите <b>номер полиса</b>. Подойдёт и номер договора.
    { example-policy_number }
    <i>{ progress }</i>
why-policy_number = По номеру находим договор страхования. Номер есть на карточке ДМС, в полисе или у HR.
wrong-content-policy_number = { only-text } { example-policy_number }
bad-policy_number-foreign-signs = { foreign-signs } В номере бывают буквы, цифры, «/», «-», «.» и пробел. { example-policy_number }
bad-policy_number-no-number = Здесь нет цифр, а в номере полиса они есть всегда. { example-policy_number }
bad-policy_number-short-number = Номер слишком короткий: в нём хотя бы три знака. { example-policy_number }
bad-policy_number-long-number = Номер длиннее { $longest } знаков. Оставьте только номер полиса, без других слов. { example-policy_number }
bad-policy_number-too-long = { too-long } { example-policy_number }

## Являюсь

example-role = Например: застрахованный.
ask-role =
    <b>Являюсь</b> по этому полису…
    Если полис оформил работодатель, Вы — застрахованный. Если застрахован ребёнок, выберите «Застрахованным» и отвечайте за него.
    <i>{ progress }</i>
why-role = Страхователь заключил договор и платит за него, застрахованный им пользуется. От этого зависит, что будет в кабинете.
wrong-content-role = { only-choice } { example-role }
bad-role-unknown-choice = { unknown-choice } { example-role }
bad-role-too-long = { too-long } { example-role }

## Гражданство

example-citizenship = Например: РФ или Узбекистан.
ask-citizenship =
    <b>Гражданство</b>, как в полисе?
    { example-citizenship }
    <i>{ progress }</i>
why-citizenship = От гражданства зависит, какие документы мы предложим первыми.
wrong-content-citizenship = { only-choice } { example-citizenship }
bad-citizenship-unknown-choice = { unknown-choice } { example-citizenship }
bad-citizenship-too-long = { too-long } { example-citizenship }

## Фамилия, Имя, Отчество

example-full_name = Например: Иванов Иван Иванович.
ask-full_name = { $patronymic ->
    [none]
        Напишите фамилию и имя, как в полисе.
        Например: Иванов Иван.
   *[awaited]
        <b>Фамилия, Имя, Отчество</b>, как в полисе, одним сообщением.
        { example-full_name }
    }
    <i>{ progress }</i>
why-full_name = По имени и дате рождения находим Вас среди застрахованных по договору.
wrong-content-full_name = { only-text } { example-full_name }
bad-full_name-digits = { name-digits } { example-full_name }
bad-full_name-foreign-signs = { foreign-signs } { example-full_name }
bad-full_name-initials = { name-initials } { example-full_name }
bad-full_name-no-letters = { name-no-letters } { example-full_name }
bad-full_name-long-name = { name-long } { example-full_name }
bad-full_name-latin = { name-latin } { example-full_name }
bad-full_name-only-yes = Напишите фамилию, имя и отчество, как в полисе. { example-full_name }
bad-full_name-many-words = Здесь больше семи слов. Оставьте только фамилию, имя и отчество. { example-full_name }
bad-full_name-too-long = { too-long } { example-full_name }

example-surname = Например: Иванов.
ask-surname = { $rest ->
    [told] Имя и отчество записали. Осталась <b>Фамилия</b>, как в полисе.
   *[edited] <b>Фамилия</b>, как в полисе?
    }
    { example-surname }
    <i>{ progress }</i>
why-surname = { why-full_name }
wrong-content-surname = { only-text } { example-surname }
bad-surname-digits = { name-digits } { example-surname }
bad-surname-foreign-signs = { foreign-signs } { example-surname }
bad-surname-initials = { name-initials } { example-surname }
bad-surname-no-letters = { name-no-letters } { example-surname }
bad-surname-long-name = { name-long } { example-surname }
bad-surname-latin = { name-latin } { example-surname }
bad-surname-too-long = { too-long } { example-surname }

example-given_name = Например: Иван.
ask-given_name = { $rest ->
    [told] Фамилию записали. Теперь <b>Имя</b>, как в полисе.
   *[edited] <b>Имя</b>, как в полисе?
    }
    { example-given_name }
    <i>{ progress }</i>
why-given_name = { why-full_name }
wrong-content-given_name = { only-text } { example-given_name }
bad-given_name-digits = { name-digits } { example-given_name }
bad-given_name-foreign-signs = { foreign-signs } { example-given_name }
bad-given_name-initials = { name-initials } { example-given_name }
bad-given_name-no-letters = { name-no-letters } { example-given_name }
bad-given_name-long-name = { name-long } { example-given_name }
bad-given_name-latin = { name-latin } { example-given_name }
bad-given_name-too-long = { too-long } { example-given_name }

example-patronymic = Например: Иванович. Если отчества нет, так и напишите: нет.
ask-patronymic =
    <b>Отчество</b>, как в полисе?
    { example-patronymic }
    <i>{ progress }</i>
why-patronymic = { why-full_name }
wrong-content-patronymic = { only-text } { example-patronymic }
bad-patronymic-digits = { name-digits } { example-patronymic }
bad-patronymic-foreign-signs = { foreign-signs } { example-patronymic }
bad-patronymic-initials = { name-initials } { example-patronymic }
bad-patronymic-no-letters = { name-no-letters } { example-patronymic }
bad-patronymic-long-name = { name-long } { example-patronymic }
bad-patronymic-latin = { name-latin } { example-patronymic }
bad-patronymic-only-yes = Напишите само отчество — так, как в полисе. { example-patronymic }
bad-patronymic-too-long = { too-long } { example-patronymic }

## Дата рождения

example-birth_date = Например: 12.03.1990 или 12 марта 1990.
ask-birth_date =
    <b>Дата рождения</b>, как в полисе?
    { example-birth_date }
    <i>{ progress }</i>
why-birth_date = Полные тёзки бывают, а с датой рождения их почти нет: так кабинет не откроется другому человеку.
wrong-content-birth_date = { only-text } { example-birth_date }
bad-birth_date-unreadable = { date-unreadable } { example-birth_date }
bad-birth_date-no-such-month = { date-no-such-month } { example-birth_date }
bad-birth_date-no-such-day = { date-no-such-day } { example-birth_date }
bad-birth_date-future = { date-future } { example-birth_date }
bad-birth_date-too-old = { date-too-old } { example-birth_date }
bad-birth_date-too-long = { too-long } { example-birth_date }

## Документ

example-document_kind = Например: паспорт или свидетельство о рождении.
ask-document_kind =
    <b>Документ</b> — какой указан в договоре?
    { example-document_kind }
    <i>{ progress }</i>
why-document_kind = Сверяем документ с договором: он подтверждает, что кабинет открываете именно Вы.
wrong-content-document_kind = { only-choice } { example-document_kind }
bad-document_kind-unknown-choice = { unknown-choice } { example-document_kind }
bad-document_kind-too-long = { too-long } { example-document_kind }

## Серия и номер

example-document_number = Паспорт РФ: 4509 123456. Свидетельство о рождении РФ: IV-АИ 123456. Иностранный документ: AB 1234567.
ask-document_number = { $document ->
    [russian_passport]
        <b>Серия и номер</b> паспорта гражданина РФ?
        Например: 4509 123456.
    [russian_birth_certificate]
        <b>Серия и номер</b> свидетельства о рождении РФ?
        Например: IV-АИ 123456.
    [foreign_passport]
        <b>Серия и номер</b> иностранного паспорта?
        Например: AB 1234567.
   *[foreign_birth_certificate]
        <b>Серия и номер</b> свидетельства о рождении?
        Например: AB 1234567.
    }
    <i>{ progress }</i>
why-document_number = Номер документа знаете только Вы: так никто другой не откроет Ваш кабинет. Мы сверяем его с договором и не храним.
wrong-content-document_number = { only-text } { example-document_number }
bad-document_number-passport-letters = В паспорте РФ серия и номер — только цифры: серия — 4, номер — 6. Например: 4509 123456.
bad-document_number-passport-digits =
    Здесь { $typed ->
        [one] { $typed } цифра
        [few] { $typed } цифры
       *[other] { $typed } цифр
    }, а нужно 10: серия — 4, номер — 6. Например: 4509 123456.
bad-document_number-travel-passport = Здесь 9 цифр, а нужно 10: серия — 4, номер — 6. Если это заграничный паспорт, возьмите внутренний. Например: 4509 123456.
bad-document_number-certificate-digits =
    В конце здесь { $typed ->
        [one] { $typed } цифра
        [few] { $typed } цифры
       *[other] { $typed } цифр
    }, а в номере свидетельства о рождении РФ их 6. Например: IV-АИ 123456.
bad-document_number-certificate-series = Серия свидетельства о рождении РФ — римское число, дефис и две русские буквы. Например: IV-АИ 123456.
bad-document_number-foreign-signs = { foreign-signs } В номере бывают буквы, цифры, дефис, «/» и пробел. Например: AB 1234567.
bad-document_number-foreign-length =
    Здесь { $typed ->
        [one] { $typed } знак
        [few] { $typed } знака
       *[other] { $typed } знаков
    }, а в номере документа их от 4 до 25. Например: AB 1234567.
bad-document_number-too-long = { too-long } { example-document_number }

## Дата выдачи, Кем выдан

example-document_issued = Например: 15.04.2010, ОВД Тверской.
ask-document_issued =
    <b>Дата выдачи</b> и <b>Кем выдан</b> — одним сообщением, как в документе.
    { $document ->
        [russian_birth_certificate] Например: 15.04.2010, Тверской отдел ЗАГС.
        [foreign_passport] Например: 15.04.2010, МВД Узбекистана.
        [foreign_birth_certificate] Например: 15.04.2010, ЗАГС города Ташкента.
       *[other] { example-document_issued }
    }
    <i>{ progress }</i>
why-document_issued = По дате выдачи видно, тот ли это документ, что указан в договоре: после замены в договоре иногда остаётся прежний.
wrong-content-document_issued = { only-text } { example-document_issued }
bad-document_issued-no-letters = Здесь не видно ни даты, ни того, кто выдал документ. { example-document_issued }
bad-document_issued-no-such-month = { date-no-such-month } { example-document_issued }
bad-document_issued-no-such-day = { date-no-such-day } { example-document_issued }
bad-document_issued-future = { date-future } { example-document_issued }
bad-document_issued-too-old = { date-too-old } { example-document_issued }
bad-document_issued-before-birth = { date-before-birth } { example-document_issued }
bad-document_issued-before-passport-age = { date-before-passport-age } { example-document_issued }
bad-document_issued-too-long = { too-long } { example-document_issued }

example-issue_date = Например: 15.04.2010.
ask-issue_date =
    <b>Дата выдачи</b> документа?
    { example-issue_date }
    <i>{ progress }</i>
why-issue_date = { why-document_issued }
wrong-content-issue_date = { only-text } { example-issue_date }
bad-issue_date-unreadable = { date-unreadable } { example-issue_date }
bad-issue_date-no-such-month = { date-no-such-month } { example-issue_date }
bad-issue_date-no-such-day = { date-no-such-day } { example-issue_date }
bad-issue_date-future = { date-future } { example-issue_date }
bad-issue_date-too-old = { date-too-old } { example-issue_date }
bad-issue_date-before-birth = { date-before-birth } { example-issue_date }
bad-issue_date-before-passport-age = { date-before-passport-age } { example-issue_date }
bad-issue_date-too-long = { too-long } { example-issue_date }

example-issuer = Например: ОВД Тверской.
ask-issuer =
    <b>Кем выдан</b> документ?
    { example-issuer }
    <i>{ progress }</i>
why-issuer = Этот вопрос есть и в анкете страховщика. Пишите своими словами: точного совпадения не нужно.
wrong-content-issuer = { only-text } { example-issuer }
bad-issuer-no-letters = Здесь нет слов, а нужно название того, кто выдал документ. { example-issuer }
bad-issuer-too-long = { too-long } { example-issuer }

## Мобильный телефон

example-phone = Например: +7 916 123-45-67.
ask-phone =
    <b>Мобильный телефон</b> из договора — на него придёт пин-код.
    { example-phone }

    Номер мобильного телефона будет использован для активации доступа в личный кабинет, а также является уникальным идентификатором для совершения операций в личном кабинете. Обязательно укажите корректный номер телефона Застрахованного по договору.
    <i>{ progress }</i>
why-phone = На этот номер придёт SMS с пин-кодом: так мы убедимся, что телефон в договоре — Ваш.
wrong-content-phone = { only-text } Или нажмите «Отправить мой номер». { example-phone }
bad-phone-no-digits = Здесь нет цифр, а нужен номер телефона. { example-phone }
bad-phone-few-digits =
    Без +7 и 8 здесь { $typed ->
        [one] { $typed } цифра
        [few] { $typed } цифры
       *[other] { $typed } цифр
    }, а нужно 10. { example-phone }
bad-phone-many-digits =
    Без +7 и 8 здесь { $typed ->
        [one] { $typed } цифра
        [few] { $typed } цифры
       *[other] { $typed } цифр
    }, а нужно 10. Напишите один номер. { example-phone }
bad-phone-foreign = Это номер другой страны, а пин-код приходит только на российские мобильные. { example-phone }
bad-phone-kazakhstan = Это номер Казахстана, а пин-код приходит только на российские мобильные. { example-phone }
bad-phone-landline = Это городской номер, а SMS с пин-кодом приходит только на мобильный. { example-phone }
bad-phone-not-mobile = Это не мобильный номер: после +7 мобильные начинаются с 9. { example-phone }
bad-phone-too-long = { too-long } { example-phone }

## E-mail

example-email = Например: <code>ivanov@mail.ru</code>.
ask-email =
    Ваш <b>E-mail</b>? Он будет логином, на него придёт ссылка для активации.
    { example-email }
    <i>{ progress }</i>
why-email = С этим адресом Вы будете входить в личный кабинет. Туда же придёт ссылка, которая его включит.
wrong-content-email = { only-text } { example-email }
bad-email-no-at = В адресе нет знака @. { example-email }
bad-email-many-at = Знак @ в адресе бывает только один. Напишите один адрес. { example-email }
bad-email-spaces = В адресе есть пробел, а нужно без пробелов. { example-email }
bad-email-commas = В адресе есть запятая, а нужна точка. { example-email }
bad-email-russian-letters = Адрес пишут латинскими буквами, а здесь до знака @ есть русские. { example-email }
bad-email-no-name = Перед знаком @ должно быть имя ящика. { example-email }
bad-email-bad-domain = После знака @ нужен адрес почты с точкой, как <code>mail.ru</code>. { example-email }
bad-email-bad-address = На такой адрес письмо не дойдёт: проверьте, нет ли в нём лишнего знака. { example-email }
bad-email-too-long = { too-long } { example-email }
