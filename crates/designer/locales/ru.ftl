## Мастерская услуг

designer-title = Мастерская услуг
designer-lead = Так услуга устроена внутри: путь заявления, вопросы, правила. Любую можно пройти за выдуманного человека, ничего не сохранится.
designer-services = Услуги
designer-service = Услуга
designer-name = Имя папки
designer-version = Версия
designer-agency = Ведомство
designer-questions-head = Вопросы
designer-rules-head = Правила
designer-registries-head = Реестры
designer-examples = Примеры
designer-faults-head = Ошибки
designer-empty = Услуг пока нет
designer-empty-text = Начните новую: okno services new ИМЯ. Как только в папке появится услуга, она будет здесь.
designer-all-good = { $n ->
    [one] { $n } сошёлся
    [few] { $n } сошлись
   *[many] { $n } сошлись
}
designer-no-examples = Примеров нет
designer-no-examples-text = Напишите в service.yaml, кто что отвечает и что должно выйти. «Попробовать» покажет готовый текст.
designer-faults = { $n ->
    [one] { $n } ошибка в папке
    [few] { $n } ошибки в папке
   *[many] { $n } ошибок в папке
}
designer-faults-text = Пока они есть, показываем последнюю исправную версию.

designer-try = Попробовать
designer-public = Страница услуги
designer-flow = Путь заявления
designer-flow-of = Путь заявления: { $title }
designer-flow-legend = Сверху вниз — от первого вопроса до решения, справа — чем всё кончается. Пунктиром обведено то, что бывает не у всех.
designer-flow-picture = Картинка пути, её можно прокрутить
designer-flow-list = То же списком
designer-flow-optional = не у всех
designer-flow-then = Дальше:
designer-flow-if = если { $rule }
designer-flow-else = иначе
designer-flow-on = дальше
designer-flow-answered = всё отвечено
designer-flow-sent = Проверка и отправка
designer-flow-code = Ответы на одной странице, код из SMS
designer-flow-number = заявление получает номер
designer-flow-registries = Запросы в реестры
designer-flow-asked = спрашиваем в фоне
designer-flow-approve = одобрить
designer-flow-reject = отказать
designer-flow-to = передать
designer-flow-back = вернуть
designer-flow-by-hand = взять
designer-flow-silent = Реестр молчит: сотрудник может взять дело
designer-flow-by-rules = Решают правила, первое верное
designer-flow-official = Решает сотрудник
designer-flow-four-eyes = Другой сотрудник, не тот, что в «{ $stages }»
designer-flow-review = Рассмотрение
designer-flow-refusal = Отказ
designer-flow-refusal-note = Основание словами, понятными человеку
designer-flow-repeats = повторяется { $min }–{ $max }
designer-flow-valid = { $years ->
    [one] на { $years } год
    [few] на { $years } года
   *[many] на { $years } лет
}
designer-act-approve = Одобрить
designer-act-reject = Отказать
designer-act-correct = Попросить исправить
designer-kind-section = Страница формы
designer-kind-sent = Отправка
designer-kind-registries = Реестры
designer-kind-waits = Ждёт реестры
designer-kind-official = Стол сотрудника
designer-kind-document = Результат
designer-kind-refusal = Отказ
designer-questions = { $n ->
    [one] { $n } вопрос
    [few] { $n } вопроса
   *[many] { $n } вопросов
}
designer-queries = { $n ->
    [one] { $n } запрос
    [few] { $n } запроса
   *[many] { $n } запросов
}

designer-example = Пример
designer-came = Чем кончается
designer-wrong = Ошибки в ответах
designer-wrong-none = Нет
designer-mistakes = { $n ->
    [one] { $n } ошибка
    [few] { $n } ошибки
   *[many] { $n } ошибок
}
designer-state = Проверка
designer-as-expected = Как ожидали
designer-otherwise = Вышло иначе
designer-end-approve = Правила одобряют
designer-end-reject = Правила отказывают: «{ $ground }»
designer-end-official = Решает сотрудник: «{ $stage }»
designer-end-review = Решает сотрудник
designer-end-waits = Ждём ответа реестра: { $checks }

## Попробовать

designer-try-lead = Ответьте за кого-нибудь и посмотрите, что выйдет и какое правило так решило. Ничего не сохраняется.
designer-who = Кто подаёт
designer-find = Выдуманный человек
designer-find-hint = Фамилия или её часть. Профиль и поля из профиля заполнятся сами
designer-nobody = Таких нет. Попробуйте другую фамилию или заполните профиль сами.
designer-today = День заявления
designer-today-hint = От него считают возраст и сроки
designer-holder = Имя для документа
designer-holder-hint = Правила его не видят
designer-holder-usual = Образцов Образец Образцович
designer-more-profile = Остальной профиль
designer-profile-birth_date = Дата рождения
designer-profile-citizenship = Гражданство
designer-profile-city = Город
designer-profile-email = Электронная почта
designer-profile-inn = ИНН
designer-profile-level = Уровень учётной записи
designer-profile-passport_number = Серия и номер паспорта
designer-profile-passport_issued = Паспорт выдан
designer-profile-phone = Телефон
designer-profile-region = Регион
designer-profile-sex = Пол
designer-profile-male = Мужской
designer-profile-female = Женский
designer-profile-snils = СНИЛС
designer-unchosen = Не выбрано
designer-files-hint = Сколько файлов приложено
designer-date-hint = ДД.ММ.ГГГГ
designer-money-hint = Рубли, например 1500,50
designer-rows-hint = По строке на запись: { $fields }
designer-odd-date = Напишите день как 14.08.1987
designer-odd-int = Напишите целое число
designer-odd-money = Напишите сумму, например 1500,50
designer-odd-choice = Выберите из списка
designer-odd-rows = В каждой строке через точку с запятой: столько значений, сколько полей, того же вида
designer-hidden = Сейчас этот вопрос не задаётся
designer-hidden-part = Сейчас этой страницы в форме нет
designer-drop = Убрать
designer-registries = Что ответят реестры
designer-answers = Ответ
designer-silent = Молчит
designer-found = Нашёл
designer-not-found = Не нашёл
designer-what-found = Что ответит: { $keeper }
designer-check = Проверить
designer-new-example = новый пример

## Что вышло

designer-result = Что вышло
designer-no-result = Сначала поправьте отмеченные поля.
designer-can-be-sent = Заявление можно отправить
designer-cannot-be-sent = Отправить нельзя
designer-way = Путь
designer-taken = Сработала строка { $n }
designer-taken-else = Сработала последняя строка, { $n }: ни одно правило не подошло
designer-stage-waits = Ждёт, пока ответят все реестры
designer-conditions = Условия
designer-met = Да
designer-not-met = Нет
designer-met-unknown = Неизвестно
designer-met-unasked = Без правила
designer-asked = Запросы в реестры
designer-not-asked = Не спрашиваем
designer-lacks = Не с чем спросить
designer-lacks-what = В профиле или ответах нет: { $names }
designer-documents = Документы и пошлина
designer-documents-none = Документы не нужны.
designer-needed = Нужен
designer-not-needed = Не нужен
designer-needed-unknown = Пока неизвестно
designer-fee = Пошлина
designer-free = Бесплатно
designer-fee-unknown = Пока нельзя посчитать
designer-hidden-head = Не спрашиваем
designer-values = Значения с именем
designer-missing = Ответа нет
designer-too-few = Записей меньше, чем нужно
designer-too-many = Записей больше, чем можно
designer-no-option = Такого варианта нет
designer-yes = да
designer-no = нет
designer-value-none = нет ответа
designer-months = { $n } мес.
designer-days = { $n } дн.
designer-yaml = Как пример
designer-yaml-region = Текст примера
designer-yaml-text = Скопируйте в examples файла service.yaml. Проверьте, что ожидания верны: здесь записано то, что вышло.

designer-document = Образец документа
designer-document-show = Показать документ
designer-sample = ОБРАЗЕЦ
designer-document-odd = Некоторые поля не разобрать. Вернитесь и поправьте их.
designer-document-refused = С такими ответами документа не будет: заявление не отправить или правила отказывают.
designer-document-busy = Сейчас печатается слишком много документов. Попробуйте через минуту.
designer-document-template = Документ не получился. Поправьте шаблон или заполните в ответе реестра все поля.
