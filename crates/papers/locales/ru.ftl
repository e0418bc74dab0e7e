## Мои документы
papers-title = Мои документы
papers-lead = Здесь лежат данные ваших документов. Добавить можно всё сразу или потом, когда понадобится
papers-numbers-show = Показать номера целиком
papers-numbers-hide = Скрыть номера
papers-add-word = Добавить
papers-issued = Выдан { $date }
papers-until = Действует до { $date }
papers-number = Серия и номер
papers-issued-on = Дата выдачи
papers-issuer = Кем выдан
papers-pictures-count = { $count ->
    [one] { $count } снимок
    [few] { $count } снимка
   *[many] { $count } снимков
}
papers-safe = Кто это видит
papers-safe-text = Только вы. Данные хранятся зашифрованными. Ведомство получит их, лишь когда вы сами отправите заявление

## Как стоит документ
papers-tag-entered = Добавлен
papers-tag-asked = Проверяем
papers-tag-waiting = Ждём реестр
papers-tag-checked = Проверен
papers-tag-differs = Не сошлось
papers-tag-over = Срок истёк
papers-tag-ends = { $days ->
    [0] Последний день
    [one] Остался { $days } день
    [few] Осталось { $days } дня
   *[many] Осталось { $days } дней
}
papers-over = Срок документа истёк
papers-over-text = Получите новый документ, а потом нажмите «Заменить на новый»
papers-soon = Скоро закончится срок
papers-soon-text = { $days ->
    [0] Документ действует последний день. Новый лучше заказать сейчас
    [one] Документ действует ещё { $days } день. Новый лучше заказать заранее
    [few] Документ действует ещё { $days } дня. Новый лучше заказать заранее
   *[many] Документ действует ещё { $days } дней. Новый лучше заказать заранее
}
papers-differs = Данные не сошлись с реестром
papers-differs-text = Не сошлось: { $fields }. Сравните с документом и исправьте, а если всё верно, спросите реестр ещё раз
papers-trouble-unknown = Реестр не знает такого документа. Сравните номер с документом. Если он новый, реестр может узнать о нём через несколько дней
papers-trouble-another = По этому номеру в реестре записан другой человек. Сравните номер с документом, а в профиле — имя и дату рождения
papers-trouble-lost = В реестре документ числится утерянным. Если это ошибка, обратитесь туда, где его выдали
papers-trouble-expired = По данным реестра срок документа истёк. Если вы получили новый, нажмите «Заменить на новый»
papers-trouble-invalid = По данным реестра документ недействителен. Обратитесь туда, где его выдали
papers-waiting = Реестр пока не отвечает
papers-waiting-text = Спросим его ещё раз в { $time }. Ничего делать не нужно
papers-unasked = Документ ещё не проверен
papers-unasked-text = Для проверки нужны имя и дата рождения из профиля. Заполните профиль или нажмите «Проверить в реестре»

## Из профиля
papers-changed = Записан { $date }
papers-checked-at = Проверен в реестре { $date }
papers-profile-empty = Этих данных пока нет
papers-profile-empty-text = Они хранятся в профиле. Заполните его, и данные появятся здесь
papers-profile-checked = Проверено в реестре
papers-profile-checked-text = Данные закреплены в профиле: мы подставляем их в заявления и справки и сверяем с ними электронную подпись
papers-profile-differs = Посмотрите в профиле, что не совпало, и исправьте
papers-to-profile = Изменить в профиле

## Добавить и исправить
papers-add = Добавить документ
papers-add-lead = Перепишите данные из документа. Если есть реестр, мы сразу сверим их с ним
papers-correct = Сохранить исправление
papers-correct-lead = Исправьте, что написано не так, как в документе. Мы пришлём код по SMS
papers-replace = Заменить
papers-replace-lead = Перепишите данные из нового документа. Прежний останется в списке ниже. Мы пришлём код по SMS
papers-until-early = Срок не может закончиться раньше, чем документ выдали. Проверьте обе даты
papers-issued-early = Документ не могли выдать раньше дня рождения. Проверьте обе даты
papers-many = Документов этого вида уже двадцать, больше добавить нельзя. Удалите те, что не нужны
papers-codes = На ваш телефон уже отправили несколько кодов. Попробуйте через час
papers-code-title = Подтвердите исправление
papers-code-lead = Отправили код на { $to }
papers-code-submit = Подтвердить
papers-code-sms = Код { $code } — исправить документ в «Моих документах». Никому его не говорите
papers-edit = Исправить
papers-another = Заменить на новый
papers-check = Проверить в реестре
papers-remove = Удалить

## Что сделано
papers-added = Документ добавлен
papers-added-text = Ниже можно приложить снимки
papers-kept = Документ добавлен
papers-kept-text = Он есть в списке «Мои документы»
papers-saved = Изменения сохранены
papers-saved-text = { "" }
papers-removed = Документ удалён
papers-removed-text = Вместе с ним удалены его снимки
papers-asked = Спрашиваем реестр
papers-asked-text = Обычно это занимает несколько секунд
papers-limit = Реестр уже спрашивали много раз
papers-limit-text = Попробуйте ещё раз через час
papers-stale = Документ изменился
papers-stale-text = Пока вы вводили код, его исправили в другой вкладке. Посмотрите, что записано сейчас
papers-picture-kept = Снимок сохранён
papers-picture-kept-text = { "" }
papers-picture-removed = Снимок удалён
papers-picture-removed-text = { "" }

## Снимки
papers-pictures = Снимки
papers-pictures-text = Снимок пригодится, когда услуга попросит копию документа. Он хранится зашифрованным
papers-picture-add = Приложить
papers-picture-replace = Заменить снимок
papers-picture-remove = Удалить снимок
papers-picture-missing = Выберите файл: PDF, JPEG или PNG, до 5 МБ

## Прежние документы
papers-earlier = Прежние документы
papers-ended = до { $date }

## Удаление
papers-remove-title = Удалить документ?
papers-remove-text = Данные и снимки исчезнут из личного кабинета. На заявления, которые уже отправлены, это не повлияет
papers-remove-yes = Удалить
papers-remove-no = Оставить

## Сообщения
papers-differs-subject = Данные документа не сошлись с реестром
papers-differs-body =
    { $name }, документ «{ $document }» не сошёлся с данными реестра.

    Откройте «Мои документы»: там написано, что именно не совпало и что делать.
papers-differs-sms = { $document }: данные не сошлись с реестром. Посмотрите в «Моих документах»
papers-ends-subject = { $document }: срок до { $date }
papers-ends-body =
    { $name }, документ «{ $document }» действует до { $date }.

    Новый лучше заказать заранее. Когда получите его, замените документ в личном кабинете: прежний останется в списке.
papers-ends-sms = { $document }: действует до { $date }. Новый лучше заказать заранее

## История действий
act-paper-added = Документ добавлен в «Мои документы»
act-paper-corrected = Документ исправлен, код подтверждён
act-paper-replaced = Документ заменён на новый, код подтверждён
act-paper-removed = Документ удалён из «Моих документов»
act-paper-asked = Отправлен запрос в реестр о документе
act-paper-answered = Пришёл ответ реестра о документе
act-paper-picture-kept = Сохранён снимок документа
act-paper-picture-removed = Удалён снимок документа

# Копия данных
papers-data-documents = Мои документы
papers-data-pictures = Снимки документов
papers-data-kind = Документ
papers-data-state = Состояние
papers-data-state-entered = Указан вами
papers-data-state-asked = Спрашиваем реестр
papers-data-state-waiting = Ждём реестр
papers-data-state-checked = Совпадает с реестром
papers-data-state-differs = Не совпадает с реестром
papers-data-checked = Проверен
papers-data-changed = Изменён
papers-data-replaced = Заменён
papers-data-file = Файл
