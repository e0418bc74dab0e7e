rights-title = Данные и согласия
rights-lead = Что портал хранит о вас, на что вы согласились и как забрать всё с собой.
rights-open = Открыть
rights-not-now = Не сейчас
rights-pages = Страницы
rights-newer = Новее
rights-older = Раньше

rights-consents-title = Согласия
rights-consents-text = На что вы соглашались, когда и с каким текстом. Здесь же согласие можно отозвать.
rights-consents-lead = Каждое согласие — с текстом, который вы видели в тот день.
rights-consents-empty = Согласий нет
rights-consents-empty-text = Здесь появится всё, на что вы согласитесь.
rights-read = Прочитать
rights-given = Дано { $time }
rights-on-paper = Подписано на бумаге
rights-version = Версия { $version }
rights-stands = Действует
rights-withdrawn = Отозвано
rights-withdrawn-at = Отозвано { $time }
rights-consent-text = Текст согласия
rights-consent-no-text = Тогда портал хранил только отпечаток текста. Сам текст покажут в поддержке.
rights-withdraw-title = Отозвать согласие
rights-withdraw = Отозвать согласие
rights-withdraw-closes = Без этого согласия учётной записи быть не может: отозвать его — значит закрыть её.
rights-withdrawn-done = Согласие отозвано
rights-withdrawn-done-text = Что из этого следует, уже сделано. Если понадобится снова — спросим.

rights-looks = Кто смотрел мои данные
rights-looks-text = Каждый раз, когда сотрудник открывал ваши данные: кто, когда и почему.

rights-copy-title = Копия моих данных
rights-copy-text = Всё, что портал хранит о вас, одним файлом: PDF для чтения и JSON для программ.
rights-copy-page-lead = Соберём всё, что портал хранит о вас. Обычно это занимает меньше минуты.
rights-copy-ask = Собрать копию
rights-copy-ask-again = Собрать новую копию
rights-copy-of = Копия от { $time }
rights-copy-being-made = Собираем. Страница обновится сама
rights-copy-until = Можно скачать до { $day }
rights-copy-pdf = Скачать PDF
rights-copy-json = Скачать JSON
rights-copy-too-many = Сегодня копий уже пять
rights-copy-too-many-text = Следующую можно собрать { $time }.
rights-copy-what = В копии — профиль, документы, заявки с ответами, посещения, проверки, согласия, сообщения, история и то, кто смотрел ваши данные. Паролей и кодов в ней нет.
rights-copy-care = В файле всё о вас: не пересылайте его и не оставляйте на чужом компьютере.
rights-copy-lead = Всё, что портал «Окно» хранит об этом человеке. Собрано { $time }.
rights-copy-empty = Ничего нет
rights-copy-foot = Копия данных учётной записи { $number }
rights-copy-more = Здесь { $shown } из { $all }, новые первыми. Все — в файле JSON.
rights-copied-subject = Копия ваших данных готова
rights-copied-body =
    { $name }, копия всего, что портал хранит о вас, собрана. Скачать её можно неделю.

    Если вы её не просили, смените пароль и позвоните нам.

rights-close-title = Закрыть учётную запись
rights-close-text = Данные удалим, вход закроем. Две недели можно передумать.
rights-close-lead =
    { $days ->
        [one] Закроем через { $days } день. До этого можно передумать.
        [few] Закроем через { $days } дня. До этого можно передумать.
       *[many] Закроем через { $days } дней. До этого можно передумать.
    }
rights-close-first = Сначала завершите дела
rights-close-first-text = Пока по ним работают, учётную запись не закрыть. Дождитесь решения или отзовите заявку.
rights-close-goes = Что удалим
rights-close-goes-text = Профиль, паспорт, СНИЛС и ИНН, «Мои документы» со снимками, черновики, сообщения, ключи доступа, записи о браузерах, ответы реестров и всё, что собрано при подтверждении личности. Записи на приём отменим. Телефон, почту и СНИЛС можно будет привязать к новой учётной записи.
rights-close-stays = Что останется
rights-close-stays-text = Решённые заявки и выданные документы остаются у ведомств столько, сколько велит закон, — под вашим именем. Останется и журнал: что и когда происходило, без ваших данных.
rights-close-again = Если вы вернётесь, регистрироваться и подтверждать личность придётся заново.
rights-close-before = Перед тем как закрыть
rights-close-before-text = Заберите всё, что может понадобиться.
rights-close-sure = Я понимаю, что удалённое не вернуть
rights-close-sure-missing = Поставьте отметку: вернуть удалённое мы не сможем
rights-close-submit = Закрыть учётную запись
rights-close-too-many = Слишком много кодов. Попробуйте через несколько часов
rights-close-code-title = Введите код из SMS
rights-close-code-lead = Чтобы закрыть учётную запись, введите код, который мы отправили на { $to }
rights-close-code-submit = Закрыть учётную запись
rights-close-code-sms = Окно: код { $code }, чтобы закрыть учётную запись. Никому его не сообщайте.
rights-closing-title = Учётная запись закрывается
rights-closing-lead = Закроем { $day }. До этого дня всё работает как раньше.
rights-closing-on = Учётная запись закроется { $day }
rights-closing-soon-text = Передумали? Это можно отменить.
rights-closing-manage = Не закрывать
rights-keep = Не закрывать
rights-closing-not-me = Это были не вы?
rights-closing-not-me-text = Нажмите «Не закрывать» и смените пароль.
rights-closing-password = Сменить пароль
rights-kept = Учётная запись не закроется
rights-kept-text = Всё осталось на местах.

rights-closing-asked-sms = Окно: учётная запись закроется { $day }. Если это не вы, войдите и нажмите «Не закрывать».
rights-closing-asked-subject = Учётная запись закроется { $day }
rights-closing-asked-body =
    { $name }, мы закроем учётную запись { $number } { $day } и удалим данные.

    До этого дня можно передумать: войдите и нажмите «Не закрывать».

    Если это были не вы, сделайте это сейчас, смените пароль и позвоните нам: { $phone }.
rights-closing-soon-sms = Окно: через три дня, { $day }, учётная запись закроется. Отменить можно в личном кабинете.
rights-closing-soon-subject = Через три дня учётная запись закроется
rights-closing-soon-body =
    { $name }, { $day } мы закроем учётную запись { $number } и удалим данные. Вернуть их будет нельзя.

    Если вы передумали, войдите и нажмите «Не закрывать».
rights-closing-called-off-sms = Окно: учётная запись не закроется, всё остаётся как было.
rights-closing-called-off-subject = Учётная запись не закроется
rights-closing-called-off-body =
    { $name }, вы передумали, и учётная запись { $number } остаётся. Все данные на местах.

    Если это были не вы, смените пароль и позвоните нам: { $phone }.
rights-closing-stopped-sms = Окно: учётную запись пока не закрыть, подробности в личном кабинете.
rights-closing-stopped-subject = Учётную запись пока не закрыть
rights-closing-stopped-body =
    { $name }, в день, когда учётная запись { $number } должна была закрыться, по ней ещё шли дела.

    Дождитесь решения или отзовите заявку и закройте запись ещё раз.
rights-closing-closed-sms = Окно: учётная запись закрыта, данные удалены.
rights-closing-closed-subject = Учётная запись закрыта
rights-closing-closed-body =
    { $name }, учётная запись { $number } закрыта, данные удалены. Решённые заявки и выданные документы остались у ведомств.

    Спасибо, что были с нами. Вернуться можно в любой день: достаточно зарегистрироваться заново.

act-data-asked = Запрошена копия данных
act-data-copied = Копия данных собрана
act-data-fetched = Копия данных скачана
act-account-closing-asked = Запрошено закрытие учётной записи
act-account-closing-called-off = Закрытие учётной записи отменено
act-account-closing-stopped = Учётная запись не закрыта: по ней идут дела
