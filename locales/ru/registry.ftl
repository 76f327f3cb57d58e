# The registry file: what `import-registry` says to the operator, and /import in the chat.
# Rows and columns are named, values never.

## The file as a whole

import-file-too-big = Файл больше 50 МБ. Разделите его на части и загрузите их по очереди без --replace.
import-file-too-heavy = Файл слишком большой: в нём больше ячеек, чем можно прочитать. Скопируйте таблицу в новый файл или сохраните её как CSV.
import-file-not-found = Файл не открывается. Проверьте путь и права на чтение.
import-file-not-a-table = Это не CSV и не XLSX, или файл повреждён. Сохраните таблицу заново как XLSX или CSV.
import-file-unclosed-quote = Строка { $row }: не закрыта кавычка или значение длиннее 128 КБ, дальше файл не разобрать. Исправьте эту строку и попробуйте ещё раз.
import-file-empty = В файле нет ни одной заполненной строки.
import-header = Колонки файла не подходят.{ $missing ->
        [none] {""}
       *[some] {" "}Не хватает: { $missing }.
    }{ $unknown ->
        [none] {""}
       *[some] {" "}Неизвестны: { $unknown }{ $more ->
            [0] {""}
           *[other] {" "}и ещё { $more }
        }.
    }{ $repeated ->
        [none] {""}
       *[some] {" "}Повторяются: { $repeated }.
    }
import-too-few = Хороших строк в файле: { $good }, а в реестре: { $known }, это меньше половины. Ничего не записано. Если так и нужно, добавьте --force.
import-nothing-good = Ни одна строка не подошла, реестр остался прежним.

## Progress

import-phase-reading = Чтение
import-phase-storing = Запись

## The report

import-done =
    Добавлено: { $added }, изменено: { $changed }, без изменений: { $unchanged }.
import-dry-run =
    Пробная загрузка, ничего не записано. Будет добавлено: { $added }, изменено: { $changed }, без изменений: { $unchanged }.
import-refused = Не принято строк: { $rows }.
import-refused-row = Строка { $row }: { $reason }
import-refused-cell = Строка { $row }, «{ $column }»: { $reason }
import-missing = Есть в реестре, но нет в файле: { $rows }. Чтобы закрыть их, добавьте --replace.
import-missing-kept = Есть в реестре, но не нашлись в файле: { $rows }.
import-kept =
    { $ending ->
        [refused] Закрывать отсутствующих не стали:
       *[later] Закрывать отсутствующих пока нельзя:
    } { import-doubtful }
import-doubtful =
    { $doubtful ->
        [one] { $doubtful } строка файла не принята, в ней может быть один из этих людей. Исправьте её и загрузите файл ещё раз.
        [few] { $doubtful } строки файла не приняты, среди них могут быть эти люди. Исправьте строки и загрузите файл ещё раз.
       *[other] { $doubtful } строк файла не приняты, среди них могут быть эти люди. Исправьте строки и загрузите файл ещё раз.
    }
import-ended = Закрыто строк, которых нет в файле: { $rows }.
import-to-be-ended = Будет закрыто строк, которых нет в файле: { $rows }.
import-missing-heading = Есть в реестре, но не нашлись в файле:
import-missing-of = { $policyholder }: { $rows }{ $ids ->
        [none] {""}
       *[some] {" "}(идентификаторы { $ids }{ $more ->
            [0] {""}
           *[other] {" "}и ещё { $more }
        })
    }

## Why a row is refused: the whole row

import-reason-extra-cells = значений больше, чем колонок. Возможно, разделитель стоит внутри значения без кавычек.
import-reason-line-break =
    { $lines ->
        [0] не закрыта кавычка или в значении лишний перенос строки.
        [one] не закрыта кавычка или в значении перенос строки, и ещё { $lines } строка файла прочитана как её продолжение. Закройте кавычку или уберите перенос.
        [few] не закрыта кавычка или в значении перенос строки, и ещё { $lines } строки файла прочитаны как её продолжение. Закройте кавычку или уберите перенос.
       *[other] не закрыта кавычка или в значении перенос строки, и ещё { $lines } строк файла прочитаны как её продолжение. Закройте кавычку или уберите перенос.
    }
import-reason-repeated = тот же человек с тем же полисом и ролью есть в строках { $others }. Оставьте одну.
import-reason-look-alike = номер полиса неотличим от номера в строках { $others }, а страхователь или вид полиса другой.
import-reason-known-otherwise = такой номер уже есть в реестре у другого страхователя или вида полиса. Если файл — весь реестр, загрузите его на сервере: import-registry --replace.

## Why a row is refused: one value

import-reason-empty = пусто, а значение обязательно.
import-reason-date-cell = Excel превратил значение в дату. Сделайте ячейку текстовой и введите его заново.
import-reason-too-long = значение слишком длинное.
import-reason-ends-before-begin = окончание раньше начала.
import-reason-year = год записан двумя цифрами, нужны четыре, например: 05.11.1988.
import-reason-layout = похоже на русское слово в английской раскладке.
import-reason-unknown-choice = такого значения нет в списке допустимых.
import-reason-foreign-signs = есть недопустимые знаки.
import-reason-no-number = нет ни одной цифры.
import-reason-short-number = слишком короткий номер, нужно хотя бы три знака.
import-reason-long-number = слишком длинный номер.
import-reason-digits = в имени есть цифры.
import-reason-initials = нужны полные имена, а не инициалы.
import-reason-no-letters = нет ни одной буквы.
import-reason-long-name = имя слишком длинное.
import-reason-only-yes = вместо отчества — слово «да» или подобное.
import-reason-latin = латинские буквы в имени гражданина РФ.
import-reason-unreadable = дата не читается. Нужен вид ДД.ММ.ГГГГ.
import-reason-no-such-month = такого месяца нет.
import-reason-no-such-day = такого дня нет в календаре.
import-reason-future = дата ещё не наступила.
import-reason-too-old = год слишком давний.
import-reason-before-birth = дата раньше даты рождения.
import-reason-before-passport-age = паспорт РФ выдают с 14 лет, а по этой дате было меньше.
import-reason-passport-letters = в паспорте РФ только цифры: серия — 4, номер — 6.
import-reason-passport-digits = в паспорте РФ 10 цифр. Если ячейка числовая, ноль в начале мог пропасть: сделайте её текстовой.
import-reason-travel-passport = здесь 9 цифр, а в паспорте РФ их 10. Если ячейка числовая, ноль в начале мог пропасть: сделайте её текстовой.
import-reason-certificate-digits = в номере свидетельства о рождении РФ 6 цифр. Например: IV-АИ 123456.
import-reason-certificate-series = серия свидетельства о рождении РФ — римское число, дефис и две русские буквы. Например: IV-АИ 123456.
import-reason-foreign-length = в номере документа от 4 до 25 знаков.
import-reason-no-digits = нет ни одной цифры.
import-reason-few-digits = цифр меньше, чем в номере телефона.
import-reason-many-digits = цифр больше, чем в номере телефона. Нужен один номер.
import-reason-foreign = номер не российский.
import-reason-kazakhstan = номер Казахстана, а нужен российский.
import-reason-landline = городской номер, а нужен мобильный.
import-reason-not-mobile = такого мобильного номера не бывает.

## /import in the chat

import-ask =
    <b>Пришлите файл реестра</b>: CSV или XLSX, не больше 20 МБ. Сначала проверим его и ничего не запишем, а сообщение с файлом удалим из чата.
    Можно и сразу: файл с подписью /import
file-awaits-decision = Файл проверен и ждёт решения: нажмите кнопку под отчётом. Другой файл можно прислать прямо сюда.
import-not-a-file = Нужен файл: нажмите скрепку и выберите CSV или XLSX с компьютера или телефона.
import-file-other-kind = Такой файл прочитать нельзя. Нужен CSV или XLSX, например registry.xlsx.
import-file-too-big-for-chat = Файл больше 20 МБ, такой бот получить не может. Разделите его или загрузите на сервере командой import-registry.
import-file-gone = Telegram больше не отдаёт этот файл. Пришлите его ещё раз.
import-busy = Сейчас идёт другая загрузка. Дождитесь её отчёта и пришлите файл ещё раз.
import-checking = Проверяем файл. Отчёт придёт сюда, писать ничего не нужно.
import-loading = Загружаем файл. Отчёт придёт сюда, писать ничего не нужно.
import-progress =
    { $phase ->
        [reading] Читаем строки: { $done } из { $total }
       *[storing] Сверяем с реестром: { $done } из { $total }
    }
import-checked =
    <b>Файл проверен, ничего не записано</b>
    Будет добавлено: { $added }
    Будет изменено: { $changed }
    Без изменений: { $unchanged }
    Не принято строк: { $refused }
    Есть в реестре, но не нашлись в файле: { $missing }
    { $ending ->
        [doubtful] Завершать отсутствующих пока нельзя: { import-doubtful }
        [few] Хороших строк вдвое меньше, чем в реестре: завершить отсутствующих можно только на сервере, import-registry --replace --force
       *[offered] {""}
    }
    Сообщение с файлом удалено из чата.
    { $lines }
import-useless =
    <b>Ни одна строка не подошла</b>
    Реестр остался прежним.
    Не принято строк: { $refused }

    { $lines }
import-loaded =
    <b>Реестр загружен</b>
    Добавлено: { $added }
    Изменено: { $changed }
    Без изменений: { $unchanged }
    Не принято строк: { $refused }
    { $ending ->
        [yes] Завершено строк, которых нет в файле: { $missing }
        [doubtful] Завершать отсутствующих не стали: { import-doubtful }
       *[no] Осталось строк, которых нет в файле: { $missing }
    }

    { $lines }
import-bad-header =
    <b>Колонки файла не подходят</b>, ничего не записано.
    { $missing ->
        [none] {""}
       *[some] Не хватает: { $missing }.
    }
    { $unknown ->
        [0] {""}
        [one] { $unknown } колонка с незнакомым названием.
        [few] { $unknown } колонки с незнакомыми названиями.
       *[other] { $unknown } колонок с незнакомыми названиями.
    }
    { $repeated ->
        [none] {""}
       *[some] Повторяются: { $repeated }.
    }
    В первой строке должны стоять названия колонок: вид полиса, номер полиса, страхователь и другие.
import-few = Хороших строк в файле: { $good }, а в реестре: { $known }, это меньше половины. Ничего не записано. Если так и нужно, загрузите файл на сервере: import-registry --replace --force
import-failed = Загрузка прервалась, попробуйте ещё раз. Строки записываются целиком, поэтому файл можно загружать снова. Если не выйдет и тогда, посмотрите /health.
import-list-caption = Все строки отчёта
import-list-rest = … и ещё строк: { $rows }
import-cancelled = Загрузка отменена, реестр остался прежним.
import-stale = Этот файл уже не ждёт решения. Пришлите его ещё раз: /import
button-admin_load = Загрузить
button-admin_replace = Загрузить и завершить отсутствующих ({ $count })
button-admin_cancel = Отмена
