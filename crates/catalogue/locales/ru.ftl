# Public pages: home, catalogue, a service, search.
catalogue-home-title = Государственные услуги
catalogue-home-heading = Что вам нужно сделать?
catalogue-home-lead = Найдём услугу, заполним то, что уже знаем о вас, и проследим, чтобы ответ пришёл вовремя.
catalogue-find-label = Что вам нужно сделать
catalogue-find = Найти
catalogue-find-example = Например, карта
catalogue-often = Часто ищут:
catalogue-popular = Популярные услуги
catalogue-whole = Весь каталог

catalogue-how = Как это работает
catalogue-how-register = Зарегистрируйтесь
catalogue-how-register-text = Нужны телефон и почта, это пара минут
catalogue-how-confirm = Подтвердите личность
catalogue-how-confirm-text = Один раз, потом спрашивать не будем
catalogue-how-receive = Получите документ
catalogue-how-receive-text = Он придёт в личный кабинет, идти никуда не нужно

catalogue-useful = Может пригодиться
catalogue-check = Проверить документ
catalogue-check-text = Вам показали документ с QR-кодом? Узнайте за минуту, настоящий ли он и действует ли.
catalogue-centres = Найти центр обслуживания
catalogue-centres-text = Где подтвердить личность рядом с вами: часы работы, карта, запись на удобное время.
catalogue-help = Нужна помощь?
catalogue-help-text = Позвоните { $phone }, пройдём услугу вместе. Звонок бесплатный, круглосуточно.

catalogue-services-title = Электронные услуги
catalogue-services-lead = Что можно получить, сколько это стоит и нужно ли куда-нибудь приходить. Смотреть можно без входа.
catalogue-sections = Разделы
catalogue-services-empty = Услуг пока нет
catalogue-services-empty-text = Каталог наполняется. Загляните позже или позвоните, подскажем, где получить услугу сейчас.
catalogue-to-home = На главную

catalogue-channel-online = Онлайн, без визита
catalogue-channel-in-person = Лично
catalogue-channel-both = Онлайн или лично

catalogue-free = Бесплатно
catalogue-fee = { $rubles } ₽
catalogue-days =
    { $count ->
        [one] { $count } рабочий день
        [few] { $count } рабочих дня
       *[other] { $count } рабочих дней
    }
catalogue-meta = { $fee }, { $days }

catalogue-crumbs = Вы находитесь здесь
catalogue-crumb-home = Главная
catalogue-crumb-services = Услуги
catalogue-facts = Коротко об услуге
catalogue-fact-fee = Сколько стоит
catalogue-fact-days = Сколько ждать
catalogue-fact-channel = Где получить
catalogue-fact-result = Что получите
catalogue-fact-level = Какая нужна учётная запись
catalogue-result-years =
    { $count ->
        [one] { $title }, на { $count } год
        [few] { $title }, на { $count } года
       *[other] { $title }, на { $count } лет
    }
catalogue-start = Начать заявление
catalogue-start-guest = Сначала попросим войти.
catalogue-start-register = Нет учётной записи? Зарегистрируйтесь
catalogue-minutes =
    { $count ->
        [one] Заполнять около { $count } минуты.
       *[other] Заполнять около { $count } минут.
    }
catalogue-except =
    { $method ->
        [letter] Подтверждения письмом по почте мало
       *[other] Один из способов подтверждения не подойдёт
    }
catalogue-level-low = Не хватает уровня
catalogue-level-low-text = Для услуги нужна запись «{ $needed }», а у вас «{ $have }». Поднимите уровень, это нужно один раз.
catalogue-level-up = Повысить уровень
catalogue-staff = Вы вошли как сотрудник. Чтобы подать заявление, войдите в свою личную учётную запись.
catalogue-only-person = Эту услугу оказывают лично. Придите в ведомство с документами из списка ниже.
catalogue-who = Кто может получить
catalogue-need = Что понадобится
catalogue-course = Как это пройдёт
catalogue-refusals = Почему могут отказать
catalogue-refusals-lead = Проверьте заранее, чтобы не потерять время.
catalogue-faq = Частые вопросы
catalogue-agency = Кто оказывает услугу

catalogue-search-title = Поиск услуг
catalogue-search-of = { $query }: поиск услуг
catalogue-found =
    { $count ->
        [one] Нашлась { $count } услуга
        [few] Нашлось { $count } услуги
       *[other] Нашлось { $count } услуг
    }
catalogue-corrected = Показываем по запросу «{ $query }»
catalogue-nothing = Ничего не нашлось
catalogue-nothing-text = Попробуйте написать иначе: коротко, как сказали бы соседу.
catalogue-maybe = Может быть, вы искали
catalogue-instead = Вот что можно получить
catalogue-search-start = Напишите, что нужно сделать, или выберите услугу из списка.

catalogue-result-more = И ещё: { $title }
catalogue-result-each = И ещё, на каждого: { $title }
catalogue-result-some = И ещё, если положено: { $title }
