# Applications: the person's side.
applications-title = Мои обращения
applications-list-lead = Здесь черновики, заявки в работе и готовые документы. Это же и «Мои заявки».
applications-list-waiting = Ждут вас
applications-list-drafts = Черновики
applications-list-under-way = В работе
applications-list-done = Закрытые
applications-all = Все обращения
applications-open = Открыть
applications-empty-title = Обращений пока нет
applications-empty-text = Когда вы что-нибудь оформите, здесь появится ход дела.
applications-empty-action = Найти услугу
applications-line-draft = Черновик, изменён { $date }
applications-line-sent = № { $number }, ответим до { $due }
applications-line-other = № { $number }, { $date }
applications-waits-receipt = Подтвердите получение

applications-state-draft = Черновик
applications-state-sent = В обработке
applications-state-correction = Требуются уточнения
applications-state-approved = Одобрено
applications-state-rejected = Отклонено
applications-state-completed = Завершено
applications-state-withdrawn = Отозвано

applications-about-service = Об услуге
applications-begin = Начать заявление
applications-minutes =
    { $n ->
        [one] Заполнение займёт около { $n } минуты. Можно прерваться, черновик сохранится.
       *[other] Заполнение займёт около { $n } минут. Можно прерваться, черновик сохранится.
    }
applications-fee-text = Отправить пока нельзя: оплата на портале появится позже. Черновик сохранится, деньги никто не спишет.

applications-tasks-title = Заявление: { $service }
applications-tasks-lead = Готово частей: { $done } из { $total }. Черновик сохраняется сам, можно прерваться в любой момент.
applications-tasks-fill = Заполнить
applications-tasks-end = В конце
applications-tasks-check = Проверить и отправить
applications-tasks-check-hint = Откроется, когда закончите остальное
applications-tasks-go = Продолжить: { $section }
applications-tasks-go-check = Проверить ответы
applications-task-done = Готово
applications-task-begun = Начато
applications-task-not = Не начато
applications-task-closed = Пока закрыто
applications-later = Вернуться позже
applications-delete-ask = Черновик больше не нужен?
applications-delete-text = Удалим ответы и файлы, вернуть их не получится. Заявление можно начать заново.
applications-delete = Удалить черновик

applications-step = { $service }, часть { $n } из { $total }
applications-of-number = { $service }, № { $number }
applications-to-tasks = К списку частей
applications-to-case = К заявке
applications-to-check = К проверке ответов
applications-save-and-go = Сохранить и продолжить
applications-from-profile = Из вашего профиля. Можно исправить.
applications-from-profile-mark = из вашего профиля
applications-choose = Выберите один вариант
applications-file-missing = Приложите файл
applications-file-remove = Удалить
applications-files-full =
    { $n ->
        [one] Можно приложить { $n } файл. Удалите лишний и загрузите снова
        [few] Можно приложить { $n } файла. Удалите лишний и загрузите снова
       *[other] Можно приложить { $n } файлов. Удалите лишний и загрузите снова
    }
applications-yes = Да
applications-no = Нет
applications-not-given = Не указано

applications-check-title = Проверьте ответы перед отправкой
applications-check-due = Ответим до { $due }, это { $days }.
applications-working-days =
    { $n ->
        [one] { $n } рабочий день
        [few] { $n } рабочих дня
       *[other] { $n } рабочих дней
    }
applications-about-you = О вас
applications-change = Изменить
applications-consent-version = Версия { $version }
applications-consent-missing = Без согласия ведомство не сможет рассмотреть заявку. Прочитайте его и поставьте отметку
applications-to-code = Подтвердить кодом из SMS

applications-code-title = Подтвердите отправку
applications-code-lead = Отправили код на ваш телефон { $phone }. Введите его, и заявка уйдёт в ведомство.
applications-code-label = Код из SMS
applications-code-hint = 6 цифр, действует до { $time }
applications-code-none = 6 цифр. Прежний код уже не действует, отправьте новый
applications-code-missing = Введите код из SMS
applications-code-wrong =
    { $left ->
        [one] Код не подошёл. Осталась { $left } попытка
        [few] Код не подошёл. Осталось { $left } попытки
       *[other] Код не подошёл. Осталось { $left } попыток
    }
applications-code-over = Этот код уже не действует. Отправьте новый
applications-code-locked = Слишком много попыток. Новый код можно отправить после { $time }
applications-code-wait = Новый код можно отправить после { $time }
applications-code-again = Отправить снова
applications-code-help = Код не пришёл?
applications-code-help-text = Обычно он приходит за минуту. Проверьте, что телефон включён и ловит сеть. Если номер сменился, исправьте его в профиле. Черновик сохранён.
applications-code-refused-title = Оператор не принял сообщение
applications-code-refused-text = Проверьте номер в профиле и отправьте код снова.
applications-code-sms = { $code } — код для отправки заявки на портале «Окно». Никому его не говорите.
applications-send = Отправить заявку

applications-number = Номер обращения: { $number }
applications-when = { $date }, { $time }
applications-holds = Кто рассматривает
applications-holds-due = Ответит до { $due }
applications-answers = Ваши ответы
applications-refresh = Обновить страницу
applications-step-sent = Заявка принята
applications-step-reviewed = Рассматриваем
applications-step-decision = Решение
applications-step-document = Документ
applications-step-correction = Нужно уточнить
applications-step-correct = Ждём ваших исправлений
applications-step-corrected = Исправления отправлены
applications-step-approved = Одобрено
applications-step-making = Готовим документ
applications-step-issued = Документ готов
applications-step-receipt = Подтвердите получение
applications-step-rejected = Отклонено
applications-step-completed = Завершено
applications-step-withdrawn = Заявка отозвана
applications-now-wait = Заявка в ведомстве: { $agency }. Ответим до { $due }. О решении напишем в SMS и на почту.
applications-now-correct = Исправьте отмеченное, остальное менять не нужно:
applications-now-making = Это займёт около минуты. Страница обновится сама, а о готовности мы напишем.
applications-now-receive-title = Документ у вас?
applications-now-receive = Откройте или скачайте его и подтвердите. После этого заявка закроется, а документ останется в личном кабинете.
applications-receive = Подтвердить получение
applications-officer-wrote = Что написал сотрудник
applications-correct = Исправить
applications-correct-title = Исправьте отмеченное
applications-correct-lead = Остальные ответы уже у сотрудника, их менять не нужно.
applications-send-correction = Отправить исправления
applications-rejected-title = Заявку отклонили: { $reason }
applications-rejected-next = Когда причина исправлена, подайте заявку заново. Если вы не согласны, решение можно обжаловать.
applications-rejected-again = Подать заново
applications-withdraw = Отозвать заявку
applications-withdraw-title = Отозвать заявку?
applications-withdraw-text = Ведомство перестанет её рассматривать. Вернуть её не получится, но можно подать новую.
applications-withdraw-yes = Да, отозвать
applications-withdraw-no = Не отзывать
applications-done-sent = Заявка отправлена, номер { $number }
applications-done-sent-text = Ответим до { $due }. О каждом шаге напишем в SMS и на почту.
applications-done-corrected = Исправления отправлены
applications-done-corrected-text = Ответим до { $due }.
applications-done-received = Получение подтверждено
applications-done-received-text = Заявка завершена. Документ останется здесь.
applications-done-withdrawn = Заявка отозвана
applications-done-withdrawn-text = Ведомство больше её не рассматривает.

applications-document-in-force = Действует
applications-document-expired = Срок закончился
applications-document-revoked = Отменён
applications-document-number = Номер документа
applications-document-issuer = Кто выдал
applications-document-valid = Действует до
applications-document-download = Скачать PDF, { $size }
applications-document-open = Открыть и распечатать
applications-document-check = Наведите камеру или откройте проверку подлинности
applications-document-qr = QR-код для проверки документа

applications-profile-name = Фамилия, имя, отчество
applications-profile-birth-date = Дата рождения
applications-profile-birth-place = Место рождения
applications-profile-sex = Пол
applications-profile-citizenship = Гражданство
applications-profile-passport = Паспорт
applications-profile-snils = СНИЛС
applications-profile-inn = ИНН
applications-profile-registered-address = Адрес регистрации
applications-profile-living-address = Адрес проживания
applications-profile-phone = Телефон
applications-profile-email = Электронная почта

# Messages to the person.
applications-msg-sent-sms = Заявка { $number } принята, ответим до { $due }.
applications-msg-sent-subject = Заявка { $number } принята
applications-msg-sent-body =
    { $name }, мы приняли вашу заявку: { $service }. Номер обращения — { $number }.

    Состояние: «В обработке». Ответим до { $due }. О каждом шаге напишем.
applications-msg-correction-sms = Заявка { $number }: нужно уточнить данные. Подробности в личном кабинете.
applications-msg-correction-subject = Заявка { $number }: требуются уточнения
applications-msg-correction-body =
    { $name }, сотруднику не хватает данных по заявке { $number } ({ $service }). Состояние: «Требуются уточнения».

    Откройте заявку и исправьте отмеченное. Вот что написал сотрудник:
applications-msg-corrected-sms = Исправления по заявке { $number } получены, ответим до { $due }.
applications-msg-corrected-subject = Заявка { $number }: исправления получены
applications-msg-corrected-body =
    { $name }, исправления по заявке { $number } ({ $service }) у сотрудника.

    Состояние: «В обработке». Ответим до { $due }.
applications-msg-approved-sms = Заявка { $number } одобрена. Готовим документ.
applications-msg-approved-subject = Заявка { $number } одобрена
applications-msg-approved-body =
    { $name }, ваша заявка { $number } ({ $service }) одобрена.

    Состояние: «Одобрено». Готовим документ и напишем, когда его можно будет скачать.
applications-msg-issued-sms = Документ по заявке { $number } готов. Скачайте его в личном кабинете.
applications-msg-issued-subject = Документ по заявке { $number } готов
applications-msg-issued-body =
    { $name }, документ готов: { $service }.

    Откройте заявку { $number }, скачайте документ и нажмите «Подтвердить получение».
applications-msg-rejected-sms = Заявка { $number } отклонена. Причина и что делать — в личном кабинете.
applications-msg-rejected-subject = Заявка { $number } отклонена
applications-msg-rejected-body =
    { $name }, по заявке { $number } ({ $service }) принято решение.

    Состояние: «Отклонено». Вот причина и что можно сделать:
applications-msg-completed-sms = Заявка { $number } завершена. Документ остаётся в личном кабинете.
applications-msg-completed-subject = Заявка { $number } завершена
applications-msg-completed-body =
    { $name }, вы подтвердили получение документа по заявке { $number } ({ $service }).

    Состояние: «Завершено». Документ остаётся в личном кабинете, его подлинность видна по QR-коду.
applications-msg-withdrawn-sms = Заявка { $number } отозвана.
applications-msg-withdrawn-subject = Заявка { $number } отозвана
applications-msg-withdrawn-body =
    { $name }, вы отозвали заявку { $number } ({ $service }).

    Состояние: «Отозвано». Если это были не вы, смените пароль и позвоните нам.

# The desk.
applications-desk-title = Очередь заявлений
applications-desk-caption = Заявления, сначала срочные
applications-desk-filter = Отбор заявлений
applications-desk-search = Номер заявления
applications-desk-mine = Мои
applications-desk-fresh = Новые
applications-desk-new = Новое
applications-desk-taken = В работе
applications-desk-asked = Ждём заявителя
applications-desk-decided = Решено сегодня
applications-desk-number = Номер
applications-desk-service = Услуга и заявитель
applications-desk-came = Поступило
applications-desk-left = Срок
applications-desk-state = Состояние
applications-desk-next = Взять следующее
applications-desk-empty = Здесь пусто
applications-desk-empty-text = Новые заявления появятся сами, обновите страницу.
applications-desk-lost = Такого номера нет
applications-desk-lost-text = Проверьте номер. Достаточно последних цифр.
applications-desk-done-text = Заявителю ушли SMS и письмо.
applications-desk-position = { $n } из { $total }
applications-desk-previous = Предыдущее
applications-desk-following = Следующее
applications-desk-applicant = Заявитель
applications-desk-history = Что было раньше
applications-desk-marked = Просили уточнить
applications-new-window = (в новом окне)
applications-due-today = Сегодня
applications-due-late =
    { $n ->
        [one] Просрочено на { $n } день
        [few] Просрочено на { $n } дня
       *[other] Просрочено на { $n } дней
    }
applications-due-left =
    { $n ->
        [one] Остался { $n } рабочий день
        [few] Осталось { $n } рабочих дня
       *[other] Осталось { $n } рабочих дней
    }
applications-to-queue = К очереди
applications-claim-title = Заявление пока закрыто
applications-claim-came = Поступило { $date }.
applications-claim-text = Данные заявителя откроются, когда вы возьмёте заявление в работу. Каждый просмотр записывается.
applications-claim = Взять в работу
applications-claim-held = Сейчас его ведёт другой сотрудник ({ $name }).
applications-claim-over = Забрать себе
applications-claim-not-now = Сейчас по нему ничего решать не нужно.
applications-release = Вернуть в очередь
applications-decide = Решение
applications-decide-what = Что делаем?
applications-decide-approve = Одобрить
applications-decide-correct = Уточнить у заявителя
applications-decide-reject = Отказать
applications-decide-missing = Выберите решение
applications-decide-marks = Если уточняем: что исправить
applications-decide-mark-missing = Отметьте, что исправить
applications-decide-refusal = Если отказываем
applications-decide-ground = Основание
applications-decide-ground-none = Выберите основание
applications-decide-ground-missing = Выберите основание отказа
applications-decide-message = Сообщение заявителю
applications-decide-message-hint = Что не так и что сделать, простыми словами. Заявитель увидит его дословно.
applications-decide-message-missing = Напишите, что нужно исправить
applications-decide-next = Отправить и взять следующее
applications-already-title = Уже решено или у коллеги
applications-already-taken = Заявление сейчас ведёт другой сотрудник ({ $name }).
applications-already-decided = По заявлению уже есть решение: «{ $state }». Решал сотрудник { $name }
applications-already-withdrawn = Заявитель отозвал заявление, решать больше нечего.
applications-already-waits = Дело ждёт ответа реестра и пойдёт дальше само, когда ответ придёт.
applications-already-moved = Дело уже на другом этапе или снова в очереди.
applications-already-rules = По заявлению уже есть решение: «{ $state }». Его приняла программа по ответам реестров.
applications-already-safe = Ваше действие ничего не изменило, заявитель лишних сообщений не получил.
applications-keys = Клавиши
applications-desk-late = Просрочено
applications-desk-today = Срок сегодня
applications-desk-only = Услуга
applications-desk-all-services = Все услуги
applications-desk-show = Показать
applications-desk-pages = Страницы очереди
applications-desk-more = Следующие 25
applications-desk-more-team = Следующие 50
applications-desk-first = К началу
applications-desk-after = { $number }: { $state }
applications-desk-handed = { $number }: передано
applications-desk-handed-text = Теперь заявление ведёт { $name }.
applications-desk-others = Другие заявления этого человека в вашем ведомстве
applications-by-applicant = Заявитель
applications-by-portal = Портал
applications-by-to = { $by } → { $to }
applications-handed = Передал(а) { $name }
applications-handed-note = Передал(а) { $name }: { $note }
applications-step-claimed = Взято в работу
applications-step-taken-over = Забрано у коллеги
applications-step-released = Возвращено в очередь
applications-step-handed = Передано коллеге
applications-step-assigned = Назначено руководителем
applications-step-taken-away = Возвращено в очередь руководителем
applications-step-returned = Возвращено в очередь: доступ сотрудника закончился
applications-hand = Передать коллеге
applications-hand-title = Передать заявление
applications-hand-to = Кому
applications-hand-choose = Выберите сотрудника
applications-hand-to-missing = Выберите, кому передать
applications-hand-to-gone = Этот сотрудник больше не ведёт заявления вашего ведомства. Выберите другого.
applications-hand-note = Что важно знать
applications-hand-note-hint = Почему передаёте и на чём остановились. Увидят те, кто ведёт заявление.
applications-hand-note-missing = Напишите коллеге несколько слов
applications-hand-submit = Передать
applications-hand-nobody = В вашем ведомстве сейчас нет других сотрудников, которые ведут заявления. Верните заявление в очередь или попросите администратора портала добавить коллегу.
applications-team-title = Отдел
applications-team-lead = Кто что ведёт. Данные заявителей здесь не показаны.
applications-team-whose = Чьи заявления
applications-team-all = Все
applications-team-nobody = Никто не взял
applications-team-late =
    { $n ->
        [one] { $n } просрочено
       *[other] { $n } просрочено
    }
applications-team-holder = Ведёт
applications-team-move = Отмеченные заявления
applications-team-queue = Никому, вернуть в очередь
applications-team-submit = Передать отмеченные
applications-team-empty = Открытых заявлений здесь нет.
applications-team-given =
    { $n ->
        [one] Передано { $n } заявление
        [few] Передано { $n } заявления
       *[other] Передано { $n } заявлений
    }
applications-team-kept =
    { $n ->
        [one] { $n } заявление осталось как было: его уже ведёт кто-то другой, или оно там и было.
        [few] { $n } заявления остались как были: их уже ведёт кто-то другой, или они там и были.
       *[other] { $n } заявлений остались как были: их уже ведёт кто-то другой, или они там и были.
    }
applications-bulk-tick = Отметить
applications-bulk-tick-one = Отметить { $number }
applications-bulk-with = С отмеченными
applications-bulk-approve-ticked = Одобрить
applications-bulk-reject-ticked = Отказать
applications-bulk-approve = Одобрить несколько заявлений
applications-bulk-reject = Отказать по нескольким заявлениям
applications-bulk-lead =
    { $n ->
        [one] { $n } заявление
        [few] { $n } заявления
       *[other] { $n } заявлений
    }
applications-bulk-each = Пока ничего не решено. Проверьте список: каждый заявитель получит своё решение по SMS и почте.
applications-bulk-approve-submit =
    { $n ->
        [one] Одобрить { $n } заявление
        [few] Одобрить { $n } заявления
       *[other] Одобрить { $n } заявлений
    }
applications-bulk-reject-submit =
    { $n ->
        [one] Отказать по { $n } заявлению
       *[other] Отказать по { $n } заявлениям
    }
applications-bulk-message-hint = Одни и те же слова получит каждый заявитель.
applications-bulk-not = Не решать, вернуться
applications-bulk-none = Отметьте хотя бы одно заявление
applications-bulk-many = За раз можно отметить не больше 50 заявлений. Снимите лишние отметки.
applications-bulk-gone = Эти заявления уже решены, или их ведут коллеги.
applications-bulk-services = Отмечены заявления на разные услуги. За раз решают заявления одной услуги.
applications-bulk-done = Что получилось
applications-bulk-result = Итог
applications-bulk-colleague = Ведёт коллега, не решено
applications-bulk-already = Решено раньше: { $state }
applications-bulk-changed = Изменилось за это время, не решено
applications-bulk-failed = Не получилось, осталось как было
applications-figures-title = Статистика
applications-figures-back = К заявлениям
applications-figures-before = Раньше
applications-figures-after = Позже
applications-figures-length = За какой срок
applications-figures-month = Месяц
applications-figures-quarter = Квартал
applications-figures-year = Год
applications-figures-month-1 = Январь { $year } года
applications-figures-month-2 = Февраль { $year } года
applications-figures-month-3 = Март { $year } года
applications-figures-month-4 = Апрель { $year } года
applications-figures-month-5 = Май { $year } года
applications-figures-month-6 = Июнь { $year } года
applications-figures-month-7 = Июль { $year } года
applications-figures-month-8 = Август { $year } года
applications-figures-month-9 = Сентябрь { $year } года
applications-figures-month-10 = Октябрь { $year } года
applications-figures-month-11 = Ноябрь { $year } года
applications-figures-month-12 = Декабрь { $year } года
applications-figures-quarter-name = { $n } квартал { $year } года
applications-figures-year-name = { $year } год
applications-figures-file = Скачать CSV
applications-figures-service = Услуга
applications-figures-what = Показатель
applications-figures-detail = Уточнение
applications-figures-number = Значение
applications-figures-received = Поступило
applications-figures-decided = Решено
applications-figures-refused = Отказано
applications-figures-asked = Уточняли у заявителя
applications-figures-late = Решено после срока
applications-figures-median = Половина решена за, рабочих дней
applications-figures-tenth = 90 % решено за, рабочих дней
applications-figures-left = Не дошли до отправки
applications-figures-share = { $n } ({ $percent } %)
applications-figures-few = мало данных
applications-figures-note = Доли и дни считаем, когда решено не меньше пяти заявлений. Дни — от поступления до решения, вместе с уточнениями.
applications-figures-grounds = Почему отказывали
applications-figures-where-left = Где останавливаются
applications-figures-left-lead = Черновики, начатые в этот срок и не отправленные за 30 дней: какой раздел сохранили последним. Удалённые черновики сюда не входят.
applications-figures-nothing = Ни одного раздела не сохранили
applications-figures-not-split =
    { $n ->
        [one] Всего { $n }. Если их меньше пяти, не делим, чтобы никого нельзя было узнать.
       *[other] Всего { $n }. Если их меньше пяти, не делим, чтобы никого нельзя было узнать.
    }
applications-figures-empty = Пока нечего считать
applications-figures-empty-text = За этот срок заявлений не было. Выберите другой.
applications-viewer = Документ
applications-viewer-smaller = Мельче
applications-viewer-larger = Крупнее
applications-viewer-left = Повернуть влево
applications-viewer-right = Повернуть вправо
applications-viewer-close = Закрыть документ
applications-keys-all = Все клавиши
applications-keys-lead = Работают, когда курсор не стоит в поле. В русской раскладке — те же клавиши.
applications-keys-close = Закрыть
applications-keys-on = Включить клавиши
applications-keys-off = Выключить клавиши
applications-keys-are-on = Клавиши включены.
applications-keys-are-off = Клавиши выключены. Всё остаётся доступно кнопками и клавишей Tab.
applications-keys-move = вниз и вверх
applications-keys-open = открыть
applications-keys-next = взять следующее
applications-keys-tick = отметить строку
applications-keys-search = поиск
applications-keys-help = эта подсказка
applications-keys-claim = взять в работу
applications-keys-approve = одобрить
applications-keys-correct = уточнить
applications-keys-reject = отказать
applications-keys-send = отправить решение
applications-keys-message = сообщение заявителю
applications-keys-paper = открыть документ, потом следующий
applications-keys-cases = следующее и предыдущее
applications-keys-hand = передать коллеге
applications-keys-release = вернуть в очередь
applications-keys-zoom = крупнее и мельче
applications-keys-turn = повернуть документ

# Lines of the person's history.
act-application-begun = Заявление начато
act-application-deleted = Черновик удалён
act-application-sent = Заявка отправлена
act-application-claimed = Заявка взята в работу
act-application-released = Заявка возвращена в очередь
act-application-taken-over = Заявку взял в работу другой сотрудник
act-application-handed-over = Заявка передана другому сотруднику
act-application-assigned = Руководитель передал заявку сотруднику
act-application-taken-away = Руководитель вернул заявку в очередь
act-application-returned = Заявка возвращена в очередь: её сотрудник больше не ведёт заявки
act-application-moved = Заявка перешла на следующий этап
act-application-checked = По заявке ответил реестр
act-application-seen = Сотрудник открыл заявку
act-application-file-seen = Сотрудник открыл ваш файл
act-application-correction-asked = Сотрудник попросил уточнить данные
act-application-corrected = Исправления отправлены
act-application-approved = Заявка одобрена
act-application-rejected = Заявка отклонена
act-application-issued = Документ готов
act-application-completed = Получение подтверждено
act-application-withdrawn = Заявка отозвана

# Копия данных и согласия
applications-data-applications = Заявки
applications-data-issued = Выданные документы
applications-data-registries = Ответы реестров
applications-data-registry = Реестр
applications-data-asked = О чём спросили
applications-data-outcome = Что ответил
applications-data-asked-at = Когда спросили
applications-data-answered-at = Когда ответил
applications-data-number = Номер
applications-data-service = Услуга
applications-data-state = Состояние
applications-data-begun = Начата
applications-data-sent = Отправлена
applications-data-due = Срок
applications-data-decided = Решена
applications-data-correction = Что просили уточнить
applications-data-decision = Слова решения
applications-data-files = Файлы
applications-data-sent-with = Отправлено из профиля: { $name }
applications-data-document = Документ
applications-data-issuer = Кто выдал
applications-data-holder = На чьё имя
applications-data-issued-on = Выдан
applications-data-valid-until = Действует до
applications-data-revoked = Перестал действовать
applications-hinders = Заявка { $number } в работе
applications-consent = Обработка данных: { $service }
applications-consent-follows = Заявки по этой услуге, которые ещё в работе, закроются, а выданные документы перестанут действовать — сразу и без возврата.
applications-choose-one = Выберите из списка
applications-more-title = Появились ещё вопросы
applications-more-text = Они зависят от ваших ответов. Всё, что вы ввели, сохранено.
applications-conditions = Кому доступна услуга
applications-conditions-stop = Что мешает отправить
applications-condition-met = Подходит
applications-condition-not-met = Не подходит
applications-condition-unknown = Не знаем
applications-condition-fill = В вашем профиле нет нужных данных. Заполните его, и мы проверим условие сами.
applications-barred-other = Другие услуги
applications-documents = Что понадобится
applications-fee-sum = Пошлина — { $sum } ₽
applications-fee-later = Пошлина зависит от ответов
applications-condition-profile = Заполнить профиль

## Реестры и этапы
applications-lacking = В профиле не хватает: { $name }
applications-lacking-text = Без этого мы не сможем спросить реестр. Дополните профиль и вернитесь к заявлению.
applications-step-stage = Дело перешло на следующий этап
applications-now-registries = Ждём ответа, обычно это несколько минут:
applications-by-itself = Решение принято автоматически, без участия сотрудника. Если вы с ним не согласны, пожалуйтесь на него: жалобу рассмотрит сотрудник.
applications-desk-waiting = Ждут реестров
applications-desk-waits = Ждёт реестра
applications-desk-registries = Ответы реестров
applications-check-asking = Ждём ответа
applications-check-found = Сведения есть
applications-check-none = Сведений нет
applications-check-refused = Реестр отказался отвечать
applications-check-today = Ответ от { $date }, сегодня
applications-check-age = Ответ от { $date }, { $age }
applications-check-again = Спросили { $tries }, снова в { $time }
applications-check-since = Спросили { $date }
applications-days-ago =
    { $n ->
        [one] { $n } день назад
        [few] { $n } дня назад
       *[many] { $n } дней назад
    }
applications-times =
    { $n ->
        [one] { $n } раз
        [few] { $n } раза
       *[many] { $n } раз
    }
applications-waits-text = Дело ждёт ответа реестра. Когда ответ придёт, оно пойдёт дальше само.
applications-by-hand-text = Если ждать больше нельзя, рассмотрите дело без ответа. Оно станет вашим.
applications-by-hand = Рассмотреть без ответа
applications-eyes-title = Нужен другой сотрудник
applications-eyes-text = Вы уже работали с этим делом на другом этапе. Решение должен принять кто-то ещё: так услуга описана в правилах.
# Разделы, которые повторяются.
applications-rows-lead = Проверьте список. Каждую запись можно изменить или убрать.
applications-rows-lead-none = Пока здесь пусто.
applications-rows-none = Не добавлено
applications-rows-few =
    { $n ->
        [one] Добавьте хотя бы { $n } запись
        [few] Добавьте не меньше { $n } записей
       *[other] Добавьте не меньше { $n } записей
    }
applications-rows-many =
    { $n ->
        [one] Можно указать не больше { $n } записи. Уберите лишние
       *[other] Можно указать не больше { $n } записей. Уберите лишние
    }
applications-rows-full =
    { $n ->
        [one] Здесь может быть только { $n } запись.
        [few] Здесь уже { $n } записи — больше добавить нельзя.
       *[other] Здесь уже { $n } записей — больше добавить нельзя.
    }
applications-rows-unfinished = Сначала заполните список: { $section }
applications-row-save = Сохранить
applications-row-remove = Убрать
applications-row-remove-title = Убрать: { $row }?
applications-row-remove-text = Ответы и файлы этой записи удалятся. Остальные записи не изменятся.
applications-row-remove-yes = Убрать
applications-row-remove-no = Не убирать
applications-row-unfinished = { $row }: ответьте на все вопросы или исправьте ошибки
applications-row-unfinished-tag = Не закончено
applications-row-gone = Этой записи уже нет
applications-row-gone-text = Наверное, её убрали в другой вкладке. Ниже — список, как он есть сейчас.
applications-row-removed = Запись убрана
applications-row-removed-text = Остальные записи остались как были.
applications-row-late = Запись не добавлена
applications-row-late-text = В списке уже столько записей, сколько можно. Наверное, их добавили в другой вкладке.
applications-to-rows = К списку: { $section }
applications-to-correction = К исправлениям
applications-lists-title = Заполните или исправьте и список

applications-carried = Услуга изменилась
applications-carried-text = Пока вы заполняли заявление, вопросы обновили. Ответы, которые подходят, на месте. Части с изменениями просим просмотреть ещё раз.
applications-carried-left = Эти ответы больше не нужны, мы их не отправим:
applications-carried-seen = Понятно
applications-again = Подать ещё раз
applications-complain-decision = Пожаловаться на решение
applications-complain-delay = Пожаловаться на задержку
applications-about-case = Номер обращения { $number } и то, что мы о нём знаем, подставим сами.
applications-like-case = Возьмём ответы из обращения { $number }. Проверьте их и приложите файлы заново.
# Напечатанное сохраняется сразу.
applications-kept = Сохранено
applications-kept-waiting = Нет связи. Напечатанное сохранится, как только она вернётся.
applications-kept-stay = Связи всё ещё нет, поэтому мы не открыли следующую страницу: напечатанное пропало бы. Подождите немного и нажмите ещё раз.
applications-kept-ended = Вы вышли из кабинета, поэтому напечатанное пока не сохранено. Не закрывайте эту страницу.
applications-kept-enter = Войти в новой вкладке
applications-kept-elsewhere = В другой вкладке здесь другой ответ. Сохраните страницу, и мы покажем оба.
applications-kept-closed = Здесь больше ничего не меняется: заявление отправили или запись убрали в другой вкладке.
applications-typed-title = Вы не закончили эту страницу
applications-typed-text = Всё, что вы напечатали, на месте. Проверьте и сохраните.
applications-differs-title = В другой вкладке сохранили другие ответы
applications-differs-text = Мы ничего не заменили. Ниже видно оба ответа: выберите, какой оставить, и сохраните страницу.
applications-differs = { $label }: в другой вкладке сохранили другой ответ. Выберите, какой оставить
applications-differs-saved = Сейчас сохранено:
applications-differs-typed = Вы ввели:
applications-differs-take = Взять сохранённое
applications-differs-file = В другой вкладке сюда уже положили файл. Если нужен ваш, выберите его ещё раз

# «Мои услуги»
applications-mine-title = Мои услуги
applications-mine-lead = Что открыто вам сейчас и что мешает заказать остальное.
applications-mine-levels = Что открывают уровни
applications-mine-trial = Попробуйте портал в деле
applications-mine-trial-text = Закажите что-нибудь простое и увидите, как всё работает. Это бесплатно, а ответ придёт через минуту.
applications-mine-empty = Пока вам ничего не открыто
applications-mine-empty-text = Посмотрите все услуги, рядом с каждой написано, что для неё нужно.
applications-mine-begin = Начать заявление
applications-mine-meta = { $fee } · { $days }
applications-mine-free = Бесплатно
applications-mine-days = { $n ->
    [one] до { $n } рабочего дня
   *[other] до { $n } рабочих дней
}
applications-mine-later = Откроются позже
applications-mine-later-text = Здесь чего-то не хватает. Рядом написано, чего именно и что сделать.
applications-mine-level = Нужна учётная запись уровня «{ $level }».
applications-mine-level-up = Поднять уровень
applications-mine-method = Для этой услуги личность подтверждают другим способом.
applications-mine-method-other = Подтвердить иначе

applications-document-more = Вместе с ним вы получили
applications-document-load = Скачать

applications-choose-some = Выберите хотя бы один вариант
applications-choose-few =
    { $n ->
        [one] Выберите хотя бы { $n } вариант
        [few] Выберите не меньше { $n } вариантов
       *[other] Выберите не меньше { $n } вариантов
    }
applications-choose-many =
    { $n ->
        [one] Оставьте только { $n } вариант
        [few] Оставьте не больше { $n } вариантов
       *[other] Оставьте не больше { $n } вариантов
    }
applications-from-papers = Из раздела «Мои документы». Можно исправить.
applications-from-profile-mend = Исправить в профиле
applications-from-papers-mend = Исправить в «Моих документах»
