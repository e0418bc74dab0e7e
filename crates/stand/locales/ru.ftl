stand-name = Стенд
stand-banner = Стенд: учебный внешний мир. Люди и данные вымышлены
stand-skip = К содержанию
stand-nav = Разделы
stand-to-portal = Открыть портал
stand-other-language = English
stand-to-home = На главную стенда
stand-none = нет

stand-missing = Такой страницы нет
stand-missing-text = Возможно, письмо уже стёрто или адрес набран с ошибкой.

stand-home = Внешний мир
stand-home-text = Здесь всё, что в жизни находится за порогом портала: телефон и почта человека, государственные реестры и их сбои.
stand-phone = Телефон
stand-mail = Почта
stand-people = Люди
stand-switchboard = Пульт
stand-home-phone = SMS и звонки с кодами
stand-home-mail = Письма портала
stand-home-people = Данные, чтобы заполнить анкету
stand-home-switchboard = Сбои реестров, SMS и почты
stand-messages = { $count ->
    [0] сообщений нет
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[other] { $count } сообщений
  }
stand-letters = { $count ->
    [0] писем нет
    [one] { $count } письмо
    [few] { $count } письма
   *[other] { $count } писем
  }
stand-persons = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[other] { $count } человек
  }
stand-faults = { $count ->
    [one] { $count } сбой
    [few] { $count } сбоя
   *[other] { $count } сбоев
  }
stand-repeats = { $count ->
    [one] прислано ещё { $count } раз
    [few] прислано ещё { $count } раза
   *[other] прислано ещё { $count } раз
  }
stand-bytes = { $count ->
    [one] { $count } байт
    [few] { $count } байта
   *[other] { $count } байт
  }
stand-all-well = всё работает
stand-how = С чего начать
stand-how-person = Выберите человека: у каждого есть паспорт, СНИЛС, телефон и почта.
stand-how-first = Например, Амина Сафина, у неё всё в порядке
stand-how-portal = Откройте портал и зарегистрируйтесь с её данными.
stand-how-code = Код из SMS придёт в раздел «Телефон», письма — в раздел «Почта».
stand-how-fault = Сломайте что-нибудь на «Пульте» и посмотрите, как портал справится.

stand-phone-text = Номера, на которые пришли сообщения. Страница обновляется сама.
stand-phone-empty = Пока тихо. Как только портал отправит SMS, номер появится здесь.
stand-all-phones = Все телефоны
stand-one-phone-empty = На этот номер ещё ничего не приходило.
stand-text-message = SMS
stand-spoken = Звонок

stand-post = Отделение почты
stand-home-post = Бумажные письма с кодом
stand-post-text = Заказные письма, которые портал отдал печатать. Что с письмом случится дальше, решаете вы.
stand-post-empty = Писем нет. Закажите письмо с кодом на портале, и оно появится здесь.
stand-post-accept = Отправить конверт самому
stand-post-accept-do = Сдать в окно
stand-post-imitation = Это учебная почта: никакого письма никто не несёт.
stand-all-parcels = Все письма
stand-parcel = Письмо
stand-parcel-to = Кому
stand-parcel-address = Куда
stand-parcel-track = Номер отправления
stand-parcel-open = Открыть письмо (PDF)
stand-parcel-way = Путь
stand-parcel-over = Больше с этим письмом ничего не случится.
stand-step-printed = Напечатано
stand-step-dispatched = Отправлено
stand-step-arrived = Прибыло в отделение
stand-step-handed_over = Вручено по паспорту
stand-step-lost = Утеряно
stand-step-returned = Возвращено
stand-act-dispatched = Отправить
stand-act-arrived = Прибыло
stand-act-handed_over = Вручить по паспорту
stand-act-lost = Утеряно
stand-act-returned = Вернуть

stand-mail-text = Почтовые ящики, в которые пришли письма. Страница обновляется сама.
stand-mail-empty = Писем нет. Как только портал что-нибудь отправит, ящик появится здесь.
stand-all-mailboxes = Все ящики
stand-mailbox-empty = В этом ящике пусто.
stand-no-subject = Без темы
stand-attachments = Вложения
stand-letter-source = Письмо в HTML, исходный текст

stand-people-text = Все номера придуманы, но их контрольные цифры верны. Первые шестнадцать человек всегда одни и те же.
stand-people-caption = Откройте человека, чтобы скопировать данные для анкеты
stand-all-people = Все люди
stand-her-phone = Сообщения на телефоне
stand-her-mail = Почтовый ящик
stand-copy-hint = Значение выделяется целиком одним щелчком.
stand-group-registration = Для регистрации
stand-group-person = О человеке
stand-group-passport = Паспорт
stand-group-address = Адрес регистрации
stand-group-foreign-passport = Заграничный паспорт
stand-group-oms-policy = Полис ОМС
stand-group-driving-licence = Водительское удостоверение
stand-group-vehicle = Автомобиль
stand-group-birth-certificate = Свидетельство о рождении ребёнка
stand-group-child = Ребёнок
stand-group-income = Доходы в налоговой
stand-group-health = Медосмотр
stand-group-objects = Недвижимость в Росреестре
stand-group-records = Что ещё знают реестры
stand-label-income = Доход за год
stand-label-employer = Место работы
stand-label-employer-inn = ИНН работодателя
stand-label-examined-on = Дата осмотра
stand-label-health-group = Группа здоровья
stand-label-conclusion = Заключение
stand-health-never = Осмотра не было
stand-health-fit = Без ограничений
stand-health-limited = С ограничениями
stand-label-object = Объект
stand-object-flat = Квартира
stand-object-house = Жилой дом
stand-object-land = Земельный участок
stand-label-cadastral-number = Кадастровый номер
stand-label-records = Судимости
stand-label-vehicle = Марка и год
stand-label-leads = Руководит организацией
stand-label-firm-inn = ИНН организации
stand-label-until = Действует до
stand-label-categories = Категории
stand-label-plate = Номерной знак
stand-label-vin = VIN
stand-label-child = Ребёнок
stand-label-number = Номер
stand-label-series-number = Серия и номер
stand-label-full-name = Фамилия, имя, отчество
stand-label-surname = Фамилия
stand-label-name = Имя
stand-label-patronymic = Отчество
stand-label-phone = Телефон
stand-label-email = Электронная почта
stand-label-password = Пароль, который подойдёт
stand-label-birth-date = Дата рождения
stand-label-birth-place = Место рождения
stand-label-sex = Пол
stand-label-citizenship = Гражданство
stand-label-snils = СНИЛС
stand-label-inn = ИНН
stand-label-passport = Серия и номер паспорта
stand-label-issued-on = Дата выдачи
stand-label-issued-by = Кем выдан
stand-label-record-place = Место записи
stand-label-division-code = Код подразделения
stand-label-postcode = Индекс
stand-label-region = Регион
stand-label-district = Район
stand-label-city = Населённый пункт
stand-label-street = Улица
stand-label-house = Дом
stand-label-flat = Квартира
stand-label-special = Что особенного
stand-sex-female = женский
stand-sex-male = мужской
stand-citizenship = Россия

stand-registries-say = Что ответят реестры
stand-question-passport = МВД, паспорт
stand-question-snils = Социальный фонд, СНИЛС
stand-question-inn = ФНС, сверка ИНН
stand-question-find = ФНС, поиск ИНН
stand-question-address = ФИАС, адрес
stand-outcome-match = Совпадает
stand-outcome-mismatch = Не совпадает
stand-outcome-not-found = Не найдено
stand-state-lost = Паспорт потерян
stand-state-expired = Паспорт просрочен
stand-state-invalid = Паспорт недействителен

stand-special-plain = Все реестры подтвердят данные.
stand-special-yo = В паспорте «ё», в реестрах «е». Реестры подтвердят: это не ошибка.
stand-special-double-name = Двойная фамилия и двойное имя. Реестры подтвердят данные.
stand-special-no-patronymic = Нет отчества. Реестры подтвердят данные.
stand-special-teen = Шестнадцать лет, первый паспорт. Реестры подтвердят данные.
stand-special-tax-birth-date = В налоговой другая дата рождения: на день раньше.
stand-special-passport-expired = Паспорт не поменяли в 45 лет: МВД скажет, что он просрочен.
stand-special-passport-lost = Паспорт объявлен потерянным.
stand-special-passport-invalid = МВД признало паспорт недействительным.
stand-special-division-code = У МВД другой код подразделения.
stand-special-no-inn = ИНН нет, и налоговая его не найдёт.
stand-special-other-inn = В налоговой записан другой ИНН.
stand-special-maiden-name = В Социальном фонде осталась девичья фамилия.
stand-special-other-snils = В Социальном фонде записан другой СНИЛС.
stand-special-unknown = Ни один реестр не знает этого человека.

stand-note-surname = В реестре другая фамилия
stand-note-name = В реестре другое имя
stand-note-patronymic = В реестре другое отчество
stand-note-birth-date = В реестре другая дата рождения
stand-note-passport-number = В реестре другой номер паспорта
stand-note-passport-issued-on = В реестре другая дата выдачи паспорта
stand-note-division-code = В реестре другой код подразделения
stand-note-snils = В реестре другой СНИЛС
stand-note-inn = В реестре другой ИНН

stand-switchboard-text = Сломайте любую систему и посмотрите, что увидит человек на портале.
stand-switchboard-wrong = Не получилось: проверьте, что в полях стоят числа. Процент от 0 до 100, задержка до 120 000 миллисекунд.
stand-system-mvd = МВД, паспорта
stand-system-sfr = Социальный фонд
stand-system-fns = Налоговая служба
stand-system-fias = ФИАС, адреса
stand-system-foms = ФОМС, полисы
stand-system-zags = ЗАГС, рождения
stand-system-rosreestr = Росреестр, недвижимость
stand-system-egisz = ЕГИСЗ, медосмотры
stand-system-gibdd = ГИБДД, автомобили
stand-system-sms = SMS
stand-system-voice = Звонки
stand-system-smtp = Почта
stand-system-post = Отделение почты
stand-system-clamav = Проверка файлов на вирусы
stand-mode = Как работает
stand-mode-ok = Работает
stand-mode-down = Не отвечает
stand-mode-lost = Делает дело, но ответ теряется
stand-mode-slow = Отвечает медленно
stand-mode-error = Отвечает ошибкой
stand-mode-wrong = Отвечает неправду
stand-mode-refuse = Отказывает
stand-mode-garbage = Отвечает бессмыслицей
stand-more = Подробнее: задержка, доля, срок
stand-latency = Задержка, мс
stand-percent = Доля вызовов, %
stand-for-calls = Сколько вызовов
stand-minutes = Сколько минут
stand-apply = Применить
stand-now-latency = задержка { $count } мс
stand-now-calls = { $count ->
    [one] ещё { $count } вызов
    [few] ещё { $count } вызова
   *[other] ещё { $count } вызовов
  }
stand-now-until = до
stand-now-applied = { $count ->
    [one] испорчен { $count } вызов
    [few] испорчено { $count } вызова
   *[other] испорчено { $count } вызовов
  }
stand-all-ok = Починить всё
stand-all-ok-text = Все системы снова работают, сообщения остаются.
stand-reset = Начать сначала
stand-reset-text = Сотрёт сообщения, письма, журнал вызовов и сбои.
stand-calls = Последние вызовы
stand-calls-empty = Портал ещё никого не спрашивал.
stand-call-time = Время
stand-call-system = Система
stand-call-outcome = Чем кончилось
stand-call-status = Код ответа
stand-call-person = Человек

# The authenticator.
stand-authenticator = Аутентификатор
stand-authenticator-text = Коды второго входа, как в приложении на телефоне сотрудника. Меняются каждые полминуты.
stand-authenticator-empty = Пока пусто. Добавьте секрет, который портал показал при первом входе сотрудника.
stand-authenticator-left =
    { $count ->
        [one] Смена через { $count } секунду
        [few] Смена через { $count } секунды
       *[many] Смена через { $count } секунд
    }
stand-authenticator-add = Добавить
stand-authenticator-label = Чей код
stand-authenticator-secret = Секрет
stand-authenticator-keep = Запомнить
stand-authenticator-wrong = Секрет не подошёл: в нём 32 знака, латинские буквы и цифры от 2 до 7.

# Banks.
stand-system-bank = Банки
stand-banks = Банки
stand-home-banks = Три интернет-банка, которые подтверждают личность
stand-banks-text = Три интернет-банка, которые знают людей стенда. Портал спрашивает их по протоколу OpenID Connect.
stand-all-banks = Все банки
stand-bank-imitation = Это имитация банка: настоящего банка здесь нет, ваши пароли и деньги не нужны.
stand-bank-identity = Удостоверение личности
stand-bank-identity-text = Банк может передать порталу ваши данные, чтобы подтвердить личность или создать учётную запись.
stand-bank-service = Госуслуги
stand-bank-asks = Портал просит ваши данные
stand-bank-asks-text = Фамилию, имя, отчество, дату рождения, СНИЛС, ИНН и паспорт. Выберите, кто вы, и согласитесь или откажитесь.
stand-bank-asks-signature = Банк закажет сертификат электронной подписи на ваше имя, передаст его порталу и подпишет им то, о чём вы попросите на портале. Ключ останется в банке.
stand-bank-person = Человек
stand-bank-agree = Согласиться
stand-bank-refuse = Отказаться
stand-bank-wrong = Запрос пришёл не от портала: его адрес возврата банк не знает.
stand-twist = Как банки обманывают
stand-twist-label = Что не так
stand-twist-hint = Сами отказы и задержки — на пульте.
stand-twist-none = Всё как есть
stand-twist-spelling = Имя заглавными, «е» вместо «ё», без дефисов
stand-twist-birth-date = Другая дата рождения
stand-twist-surname = Другая фамилия
stand-twist-documents = Другие СНИЛС и паспорт
stand-twist-inn = Другой ИНН
stand-twist-no-documents = Нет ни СНИЛС, ни паспорта
stand-twist-signature = Чужая подпись
stand-twist-issuer = Чужой отправитель
stand-twist-audience = Ответ для другого сайта
stand-twist-nonce = Ответ на другой запрос
stand-twist-stale = Ответ просрочен
stand-twist-sick = Банк возвращает человека с ошибкой
stand-twist-no-card = Ни к одному телефону не привязана карта
stand-twist-narrow = Человек разрешает передать не всё
stand-bank-agree-password = Согласие подтвердите мобильным паролем: он придёт в SMS.
stand-password-title = Согласие на передачу данных
stand-password-text = Мы отправили мобильный пароль в SMS: он на странице «Телефон» этого стенда. Введите его, и банк передаст данные порталу.
stand-password-wrong = Пароль не подошёл.
stand-password-label = Мобильный пароль
stand-password-confirm = Подтвердить согласие
stand-password-sms = мобильный пароль { $password }. Вы соглашаетесь передать данные порталу «Окно».
stand-card-sms = код { $code } для портала «Окно». Никому его не говорите.

# Certification authority.
stand-signature = Удостоверяющий центр
stand-home-signature = Сертификаты и электронная подпись
stand-certificates = { $count ->
    [0] сертификатов нет
    [one] { $count } сертификат
    [few] { $count } сертификата
   *[other] { $count } сертификатов
  }
stand-signature-text = Это имитация: никто никого не проверял, и подпись отсюда ничего не значит за пределами стенда. Выпустите сертификат вымышленному человеку, скачайте его и подпишите файл, который дал портал.
stand-signature-broken = Не получилось: команда openssl не справилась или в ней нет ГОСТ.
stand-signature-issue = Выпустить сертификат
stand-signature-person = Кому
stand-signature-algorithm = Алгоритм ключа
stand-algorithm-rsa = RSA 2048
stand-algorithm-ecdsa = ECDSA P-256
stand-algorithm-gost256 = ГОСТ Р 34.10-2012, 256 бит
stand-algorithm-gost512 = ГОСТ Р 34.10-2012, 512 бит
stand-signature-list = Выпущенные сертификаты
stand-signature-empty = Пока ни одного.
stand-signature-certificate = Сертификат (.cer)
stand-signature-key = Ключ с сертификатом (.pfx), пароль { $password }
stand-signature-file = Файл, который нужно подписать
stand-signature-sign = Подписать этим ключом
stand-signature-revoke = Отозвать
stand-signature-revoked = Отозван
stand-signature-public = Что центр публикует
stand-signature-roots = Корневые сертификаты
stand-signature-crl = Список отозванных: { $house }
