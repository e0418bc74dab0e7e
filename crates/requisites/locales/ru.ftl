# Тексты отказов: что требуется и как поправить. Аргументы — числа и названия полей.

## СНИЛС
flaw-snils-empty = Укажите СНИЛС — 11 цифр, например 112-233-445 95
flaw-snils-chars = В СНИЛС только цифры: 11 цифр, например 112-233-445 95. Уберите буквы и лишние знаки
flaw-snils-short = В СНИЛС 11 цифр, а вы ввели { $count }. Допишите недостающие, например 112-233-445 95
flaw-snils-long = В СНИЛС 11 цифр, а вы ввели { $count }. Уберите лишние, например 112-233-445 95
flaw-snils-zero = СНИЛС не бывает из одних нулей. Перепишите 11 цифр с документа, например 112-233-445 95
flaw-snils-check = В СНИЛС опечатка: две последние цифры не сходятся с остальными. Сверьте с документом все 11 цифр, например 112-233-445 95

## ИНН
flaw-inn-empty = Укажите ИНН — 12 цифр, например 500100732259
flaw-inn-chars = В ИНН только цифры: 12 цифр у человека, например 500100732259. Уберите буквы и лишние знаки
flaw-inn-count = В ИНН человека 12 цифр, у организации 10, а вы ввели { $count }. Сверьте с документом
flaw-inn-zero = ИНН не начинается с двух нулей: первые цифры — код региона. Сверьте с документом
flaw-inn-check = В ИНН опечатка: последние цифры не сходятся с остальными. Сверьте с документом каждую цифру
flaw-inn-person = Это ИНН организации, в нём 10 цифр. Впишите свой, в нём 12 цифр, например 500100732259

## Паспорт
flaw-passport-empty = Укажите серию и номер паспорта — 10 цифр, например 61 14 123456
flaw-passport-chars = В серии и номере паспорта только цифры: 4 цифры серии и 6 номера, например 61 14 123456. Уберите буквы и лишние знаки
flaw-passport-short = В серии и номере паспорта 10 цифр: 4 серии и 6 номера, а вы ввели { $count }. Допишите недостающие, например 61 14 123456
flaw-passport-long = В серии и номере паспорта 10 цифр: 4 серии и 6 номера, а вы ввели { $count }. Уберите лишние, например 61 14 123456
flaw-passport-swapped = Серия и номер перепутаны местами. Сначала 4 цифры серии, потом 6 цифр номера, например 61 14 123456
flaw-passport-zero = Номер паспорта не бывает из одних нулей. Перепишите 6 цифр номера с главной страницы, например 61 14 123456
flaw-passport-age = Паспорт выдают с 14 лет, а по этим датам вам было меньше. Проверьте дату рождения и дату выдачи
flaw-division-empty = Укажите код подразделения — 6 цифр из паспорта, например 620-012
flaw-division-chars = В коде подразделения только цифры: 6 цифр, например 620-012. Уберите буквы и лишние знаки
flaw-division-count = В коде подразделения 6 цифр, а вы ввели { $count }. Он напечатан в паспорте рядом с датой выдачи, например 620-012
flaw-division-zero = Код подразделения не бывает из одних нулей. Он напечатан в паспорте рядом с датой выдачи, например 620-012

## Телефон
flaw-phone-empty = Укажите телефон с кодом страны, например +7 900 555-01-47
flaw-phone-chars = В номере телефона только цифры и знак + в начале, например +7 900 555-01-47. Уберите буквы и добавочный номер
flaw-phone-short = В номере не хватает цифр: вы ввели { $count }. Напишите номер целиком, с кодом страны, например +7 900 555-01-47
flaw-phone-long = В номере лишние цифры: вы ввели { $count }. В российском номере их 11 вместе с кодом страны, например +7 900 555-01-47
flaw-phone-country = Не узнали код страны. Начните номер с + и кода страны: для России +7 900 555-01-47, для Беларуси +375 29 123-45-67
flaw-phone-area = После +7 не бывает такого кода. Российский мобильный начинается с +7 9, например +7 900 555-01-47

## Электронная почта
flaw-email-empty = Укажите адрес почты, например anna@example.ru
flaw-email-space = Уберите пробелы внутри адреса почты. Он пишется слитно, например anna@example.ru
flaw-email-at = В адресе почты нет знака @. Напишите имя ящика, @ и название сайта, например anna@example.ru
flaw-email-two-at = В адресе почты знак @ ставят один раз, например anna@example.ru. Уберите лишний
flaw-email-before = Допишите имя ящика перед знаком @, например anna@example.ru
flaw-email-after = Допишите адрес почты после знака @, например anna@example.ru
flaw-email-comma = В адресе почты запятых не бывает. Поставьте вместо неё точку, например anna@example.ru
flaw-email-dots = В адресе почты лишняя точка: она не стоит в начале, рядом со знаком @ и две подряд. Правильно так: anna.smirnova@example.ru
flaw-email-letters = Перед знаком @ пишут латинские буквы, цифры, точку, дефис и подчёркивание, например anna.smirnova@example.ru. Проверьте раскладку
flaw-email-no-dot = После знака @ нужно название сайта с точкой, например example.ru или почта.рф
flaw-email-domain = После знака @ ошибка в названии сайта. В нём буквы, цифры и дефис, например example.ru или почта.рф
flaw-email-ending = Адрес почты заканчивается на .ru, .рф, .com и подобное, например anna@example.ru. Проверьте, что после последней точки
flaw-email-long = Адрес почты слишком длинный: до знака @ не больше 64 знаков, всего не больше 254

## Имя
-name-of = { $field ->
    [surname] Фамилия
    [name] Имя
    [patronymic] Отчество
   *[other] Имя
}
flaw-name-empty = { $field ->
    [surname] Укажите фамилию, как в паспорте
    [name] Укажите имя, как в паспорте
    [patronymic] Укажите отчество, как в паспорте. Если его нет, оставьте поле пустым
   *[other] Укажите имя, как в паспорте
}
flaw-name-long = { -name-of(field: $field) }: слишком длинно, помещается { $max } знаков. Проверьте, не попало ли в поле лишнее
flaw-name-digit = { -name-of(field: $field) }: цифр не бывает, только буквы, дефис, пробел и апостроф. Уберите цифры
flaw-name-latin = { -name-of(field: $field) }: нужны русские буквы, как в паспорте. Переключите раскладку
flaw-name-cyrillic = { -name-of(field: $field) }: здесь нужны латинские буквы, как в иностранном документе. Переключите раскладку
flaw-name-mixed = { -name-of(field: $field) }: смешались русские и латинские буквы. Наберите заново русскими, как в паспорте
flaw-name-chars = { -name-of(field: $field) }: только буквы, дефис, пробел и апостроф, как в паспорте. Уберите остальные знаки

## Дата
flaw-date-empty = { $field ->
    [birth] Укажите дату рождения: день, месяц и год, например 03.04.1987
   *[doc] Укажите дату выдачи: день, месяц и год, например 12.05.2014
}
flaw-date-format = { $field ->
    [birth] Напишите дату рождения так: ДД.ММ.ГГГГ, например 03.04.1987
   *[doc] Напишите дату выдачи так: ДД.ММ.ГГГГ, например 12.05.2014
}
flaw-date-year = { $field ->
    [birth] Год рождения — четыре цифры. Напишите дату целиком: ДД.ММ.ГГГГ, например 03.04.1987
   *[doc] Год выдачи — четыре цифры. Напишите дату целиком: ДД.ММ.ГГГГ, например 12.05.2014
}
flaw-date-month = { $field ->
    [birth] Такого месяца нет. В дате рождения сначала день, потом месяц от 01 до 12, например 03.04.1987
   *[doc] Такого месяца нет. В дате выдачи сначала день, потом месяц от 01 до 12, например 12.05.2014
}
flaw-date-day = { $field ->
    [birth] В этом месяце нет такого дня. Проверьте дату рождения: ДД.ММ.ГГГГ, например 03.04.1987
   *[doc] В этом месяце нет такого дня. Проверьте дату выдачи: ДД.ММ.ГГГГ, например 12.05.2014
}
flaw-date-future = { $field ->
    [birth] Дата рождения ещё не наступила. Проверьте год: ДД.ММ.ГГГГ, например 03.04.1987
   *[doc] Дата выдачи ещё не наступила. Проверьте год: ДД.ММ.ГГГГ, например 12.05.2014
}
flaw-date-ancient = { $field ->
    [birth] По этой дате рождения вам больше 130 лет. Проверьте год: ДД.ММ.ГГГГ, например 03.04.1987
   *[doc] По этой дате выдачи документу больше 130 лет. Проверьте год: ДД.ММ.ГГГГ, например 12.05.2014
}

## Адрес
flaw-address-region = Укажите регион, например Рязанская область
flaw-address-city = Укажите город, село или посёлок, например Касимов
flaw-address-house = Укажите номер дома, например 12 или 12 корпус 1
flaw-address-house-digit = В номере дома нужна хотя бы одна цифра, например 12 или 12а
flaw-address-chars = В адресе только буквы, цифры, точка, запятая, дефис, косая черта, скобки и кавычки. Уберите остальные знаки
flaw-address-long = Слишком длинно: в это поле помещается { $max } знаков. Напишите здесь только эту часть адреса
flaw-postcode-empty = Укажите индекс — 6 цифр, например 391300
flaw-postcode-chars = В индексе только цифры: 6 цифр, например 391300. Уберите буквы и лишние знаки
flaw-postcode-count = В индексе 6 цифр, а вы ввели { $count }. Проверьте, например 391300
flaw-postcode-zero = Российский индекс не начинается с нуля. Проверьте 6 цифр, например 391300

## Пол и гражданство
flaw-sex = Выберите пол: мужской или женский, как в паспорте
flaw-citizenship-empty = Выберите страну гражданства
flaw-citizenship-code = Такой страны нет в списке. Выберите страну гражданства из списка
sex-male = мужской
sex-female = женский

## Пароль
flaw-password-length = От { $min } до { $max } знаков
flaw-password-upper = Хотя бы одна заглавная буква
flaw-password-lower = Хотя бы одна строчная буква
flaw-password-digit = Хотя бы одна цифра
flaw-password-special = Хотя бы один знак из набора { $set }
flaw-password-printable = В пароле есть невидимый знак. Наберите пароль заново, без табуляции и переноса строки

## Прочее
flaw-required = Заполните это поле
flaw-text-long = Слишком длинно: помещается { $max } знаков, а здесь { $count }. Сократите текст
flaw-text-control = В тексте есть невидимые знаки. Вставьте его как обычный текст или наберите заново
flaw-rule = Не получилось проверить поле. Сохраните форму, мы проверим ответ при отправке

## Страны
country-RUS = Россия
country-ABW = Аруба
country-AFG = Афганистан
country-AGO = Ангола
country-AIA = Ангилья
country-ALA = Аландские о-ва
country-ALB = Албания
country-AND = Андорра
country-ARE = ОАЭ
country-ARG = Аргентина
country-ARM = Армения
country-ASM = Американское Самоа
country-ATG = Антигуа и Барбуда
country-AUS = Австралия
country-AUT = Австрия
country-AZE = Азербайджан
country-BDI = Бурунди
country-BEL = Бельгия
country-BEN = Бенин
country-BFA = Буркина-Фасо
country-BGD = Бангладеш
country-BGR = Болгария
country-BHR = Бахрейн
country-BHS = Багамы
country-BIH = Босния и Герцеговина
country-BLR = Беларусь
country-BLZ = Белиз
country-BMU = Бермудские о-ва
country-BOL = Боливия
country-BRA = Бразилия
country-BRB = Барбадос
country-BRN = Бруней
country-BTN = Бутан
country-BWA = Ботсвана
country-CAF = Центрально-Африканская Республика
country-CAN = Канада
country-CHE = Швейцария
country-CHL = Чили
country-CHN = Китай
country-CIV = Кот-д’Ивуар
country-CMR = Камерун
country-COD = Конго - Киншаса
country-COG = Конго - Браззавиль
country-COK = о-ва Кука
country-COL = Колумбия
country-COM = Коморы
country-CPV = Кабо-Верде
country-CRI = Коста-Рика
country-CUB = Куба
country-CUW = Кюрасао
country-CYM = о-ва Кайман
country-CYP = Кипр
country-CZE = Чехия
country-DEU = Германия
country-DJI = Джибути
country-DMA = Доминика
country-DNK = Дания
country-DOM = Доминиканская Республика
country-DZA = Алжир
country-ECU = Эквадор
country-EGY = Египет
country-ERI = Эритрея
country-ESP = Испания
country-EST = Эстония
country-ETH = Эфиопия
country-FIN = Финляндия
country-FJI = Фиджи
country-FLK = Фолклендские о-ва
country-FRA = Франция
country-FRO = Фарерские о-ва
country-FSM = Федеративные Штаты Микронезии
country-GAB = Габон
country-GBR = Великобритания
country-GEO = Грузия
country-GGY = Гернси
country-GHA = Гана
country-GIB = Гибралтар
country-GIN = Гвинея
country-GLP = Гваделупа
country-GMB = Гамбия
country-GNB = Гвинея-Бисау
country-GNQ = Экваториальная Гвинея
country-GRC = Греция
country-GRD = Гренада
country-GRL = Гренландия
country-GTM = Гватемала
country-GUF = Французская Гвиана
country-GUM = Гуам
country-GUY = Гайана
country-HKG = Гонконг
country-HND = Гондурас
country-HRV = Хорватия
country-HTI = Гаити
country-HUN = Венгрия
country-IDN = Индонезия
country-IMN = о-в Мэн
country-IND = Индия
country-IRL = Ирландия
country-IRN = Иран
country-IRQ = Ирак
country-ISL = Исландия
country-ISR = Израиль
country-ITA = Италия
country-JAM = Ямайка
country-JEY = Джерси
country-JOR = Иордания
country-JPN = Япония
country-KAZ = Казахстан
country-KEN = Кения
country-KGZ = Киргизия
country-KHM = Камбоджа
country-KIR = Кирибати
country-KNA = Сент-Китс и Невис
country-KOR = Республика Корея
country-KWT = Кувейт
country-LAO = Лаос
country-LBN = Ливан
country-LBR = Либерия
country-LBY = Ливия
country-LCA = Сент-Люсия
country-LIE = Лихтенштейн
country-LKA = Шри-Ланка
country-LSO = Лесото
country-LTU = Литва
country-LUX = Люксембург
country-LVA = Латвия
country-MAC = Макао
country-MAR = Марокко
country-MCO = Монако
country-MDA = Молдова
country-MDG = Мадагаскар
country-MDV = Мальдивы
country-MEX = Мексика
country-MHL = Маршалловы о-ва
country-MKD = Северная Македония
country-MLI = Мали
country-MLT = Мальта
country-MMR = Мьянма (Бирма)
country-MNE = Черногория
country-MNG = Монголия
country-MNP = Северные Марианские о-ва
country-MOZ = Мозамбик
country-MRT = Мавритания
country-MSR = Монтсеррат
country-MTQ = Мартиника
country-MUS = Маврикий
country-MWI = Малави
country-MYS = Малайзия
country-MYT = Майотта
country-NAM = Намибия
country-NCL = Новая Каледония
country-NER = Нигер
country-NGA = Нигерия
country-NIC = Никарагуа
country-NIU = Ниуэ
country-NLD = Нидерланды
country-NOR = Норвегия
country-NPL = Непал
country-NRU = Науру
country-NZL = Новая Зеландия
country-OMN = Оман
country-PAK = Пакистан
country-PAN = Панама
country-PER = Перу
country-PHL = Филиппины
country-PLW = Палау
country-PNG = Папуа — Новая Гвинея
country-POL = Польша
country-PRI = Пуэрто-Рико
country-PRK = КНДР
country-PRT = Португалия
country-PRY = Парагвай
country-PSE = Палестинские территории
country-PYF = Французская Полинезия
country-QAT = Катар
country-REU = Реюньон
country-ROU = Румыния
country-RWA = Руанда
country-SAU = Саудовская Аравия
country-SDN = Судан
country-SEN = Сенегал
country-SGP = Сингапур
country-SHN = о-в Св. Елены
country-SJM = Шпицберген и Ян-Майен
country-SLB = Соломоновы о-ва
country-SLE = Сьерра-Леоне
country-SLV = Сальвадор
country-SMR = Сан-Марино
country-SOM = Сомали
country-SPM = Сен-Пьер и Микелон
country-SRB = Сербия
country-SSD = Южный Судан
country-STP = Сан-Томе и Принсипи
country-SUR = Суринам
country-SVK = Словакия
country-SVN = Словения
country-SWE = Швеция
country-SWZ = Эсватини
country-SXM = Синт-Мартен
country-SYC = Сейшельские о-ва
country-SYR = Сирия
country-TCA = Тёркс и Кайкос
country-TCD = Чад
country-TGO = Того
country-THA = Таиланд
country-TJK = Таджикистан
country-TKL = Токелау
country-TKM = Туркменистан
country-TLS = Восточный Тимор
country-TON = Тонга
country-TTO = Тринидад и Тобаго
country-TUN = Тунис
country-TUR = Турция
country-TUV = Тувалу
country-TWN = Тайвань
country-TZA = Танзания
country-UGA = Уганда
country-UKR = Украина
country-URY = Уругвай
country-USA = Соединенные Штаты
country-UZB = Узбекистан
country-VAT = Ватикан
country-VCT = Сент-Винсент и Гренадины
country-VEN = Венесуэла
country-VGB = Виргинские о-ва (Великобритания)
country-VIR = Виргинские о-ва (США)
country-VNM = Вьетнам
country-VUT = Вануату
country-WLF = Уоллис и Футуна
country-WSM = Самоа
country-YEM = Йемен
country-ZAF = Южно-Африканская Республика
country-ZMB = Замбия
country-ZWE = Зимбабве
country-XXX = без гражданства
