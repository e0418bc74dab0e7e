# Checks in registries.
proofing-check-passport = Проверка паспорта
proofing-check-snils = Проверка СНИЛС
proofing-check-inn = Проверка ИНН
proofing-check-address = Проверка адреса
proofing-registry-passport = реестр МВД
proofing-registry-snils = Социальный фонд (бывший ПФР)
proofing-registry-inn = Налоговая служба
proofing-registry-address = адресный реестр (ФИАС)
proofing-state-queued = Ждёт очереди
proofing-state-running = Проверяем
proofing-state-good = Совпадает
proofing-state-mismatch = Не совпало
proofing-state-waiting = Ждём реестр
proofing-state-kept = Оставлен как есть
proofing-state-unknown = Уточните
proofing-field-surname = фамилия
proofing-field-name = имя
proofing-field-patronymic = отчество
proofing-field-birth_date = дата рождения
proofing-field-passport_number = серия и номер паспорта
proofing-field-passport_issued_on = дата выдачи паспорта
proofing-field-division_code = код подразделения
proofing-field-snils = СНИЛС
proofing-field-inn = ИНН
proofing-field-region = регион
proofing-field-city = город
proofing-field-street = улица
proofing-field-house = дом
proofing-field-postcode = индекс
proofing-mismatch-text = Не совпало с тем, что записано в реестре ({ $registry }): { $fields }.
proofing-mismatch-typo = Чаще всего это опечатка. Сверьте с документом и исправьте.
proofing-address-region = В адресном реестре нет такого региона. Напишите его полностью, например «Рязанская область».
proofing-address-city = В этом регионе нет такого города или посёлка. Сверьте название с отметкой о регистрации в паспорте.
proofing-address-street = Такой улицы в этом городе реестр не знает. Проверьте название: улица могла сменить его.
proofing-address-house = На этой улице реестр не знает такого дома. Проверьте номер, корпус и строение.
proofing-address-postcode = Дом нашёлся, но индекс у него другой. Исправьте индекс или оставьте поле пустым.
proofing-address-postcode-is = Почтовый индекс этого дома: { $postcode }.
proofing-address-mend = Новые улицы и дома попадают в реестр не сразу. Если адрес написан так же, как в паспорте, оставьте его как есть: ничего не остановится.
proofing-address-keep = Оставить как есть
proofing-address-kept = В реестре такого адреса пока нет. Вы сказали, что он верный.
proofing-tax-title = Налоговая служба
proofing-tax-register = Налоговый учёт
proofing-tax-registered = Вы состоите на учёте
proofing-tax-not-registered = Вы не состоите на учёте
proofing-tax-cabinet = Личный кабинет налогоплательщика
proofing-tax-active = Есть и действует
proofing-tax-none = Пока нет
proofing-tax-has-cabinet = В налоговой службе у вас есть личный кабинет, он действует.
proofing-tax-no-cabinet = Вы состоите на налоговом учёте. Личного кабинета в налоговой службе у вас пока нет.
proofing-inn-found = Нашёлся ваш ИНН
proofing-inn-found-text = Налоговая служба узнала вас по паспорту и назвала ИНН: { $inn }. Привяжите его — вводить и проверять ничего не нужно.
proofing-inn-link = Привязать ИНН
proofing-address-sms = Окно: адрес не нашёлся в адресном реестре ({ $fields }). Проверьте его в личном кабинете.
proofing-address-subject = Проверьте адрес
proofing-passport-lost = Этот паспорт числится утерянным. Если вы получили новый, укажите его. Если это ошибка, обратитесь в подразделение МВД.
proofing-passport-expired = Срок этого паспорта вышел: его меняют в 20 и в 45 лет. Укажите новый паспорт.
proofing-passport-invalid = Этот паспорт записан как недействительный. Укажите действующий паспорт или обратитесь в подразделение МВД.
proofing-stuck-text = Реестр не смог обработать запрос. Мы уже разбираемся. Можно спросить ещё раз.
proofing-waiting-text = Реестр пока не отвечает. Спросим снова в { $time }, от вас ничего не нужно.
proofing-mismatch-sms = Окно: данные не совпали с реестром. Проверьте: { $fields }. Исправить можно в личном кабинете.
proofing-mismatch-subject = Данные не совпали с реестром
proofing-mismatch-mend = Исправьте только это — остальное проверять заново не будем. Если у вас всё верно, на странице проверки написано, что делать.
proofing-standard-sms = Окно: данные проверены. Учётная запись теперь стандартная.
proofing-standard-subject = Поздравляем: учётная запись стандартная
proofing-standard-body =
    { $name }, ваши данные совпали с реестрами. Учётная запись теперь стандартная.

    Чтобы открыть все услуги, осталось один раз подтвердить личность.

proofing-checks-title = Проверяем ваши данные
proofing-checks-title-mismatch = Данные не совпали
proofing-checks-title-address = Проверьте адрес
proofing-checks-title-done = Проверка данных
proofing-checks-lead = Сверяем с государственными реестрами. Обычно это занимает от 5 до 15 минут. Страницу можно закрыть: пришлём сообщение.
proofing-checks-lead-mismatch = Исправьте то, что не совпало. Остальное проверять заново не будем.
proofing-checks-lead-address = Остальное совпало. Адрес можно исправить или оставить как есть: на уровень учётной записи он не влияет.
proofing-checks-lead-kept = Проверка закончена.
proofing-checks-lead-done = Всё совпало.
proofing-checks-lead-none = Здесь будет видно, как проходит проверка.
proofing-checks-empty = Проверять пока нечего
proofing-checks-empty-text = Заполните профиль, и мы сверим его с реестрами.
proofing-fill-profile = Заполнить профиль
proofing-checked = Проверено { $good } из { $all }
proofing-updated = обновлено в { $time }
proofing-mend = Исправить
proofing-right = У меня всё верно
proofing-right-text = Возможно, ошибка в самом реестре. Спросим его снова, ничего менять не нужно. Если не поможет, позвоните: { $phone }, скажем, куда обратиться с документом.
proofing-again = Спросить ещё раз
proofing-refresh = Обновить страницу
proofing-now = Сейчас у вас
proofing-after = После проверки учётная запись станет стандартной.
proofing-privacy = Что мы видим
proofing-privacy-text = Ответ «совпало» или «не совпало», для адреса — индекс и номер дома в реестре, для ИНН — состоите ли вы на учёте и есть ли кабинет. Сами реестры нам не открываются.
proofing-go-confirm = Подтвердить личность
proofing-later = Позже
proofing-section-title = Проверка данных
proofing-section-more = Ход проверки
proofing-section-mismatch = Данные не совпали с реестром
proofing-section-mismatch-text = Исправьте только то, что не совпало: остальное проверять не будем.
proofing-section-running-text = Обычно от 5 до 15 минут. Пришлём сообщение.
proofing-section-address = Адрес не найден в реестре
proofing-section-address-text = Проверьте его или оставьте как есть. Остальное это не задерживает.
proofing-section-look = Посмотреть

# Confirmation in person.
proofing-confirm-title = Подтверждение личности
proofing-confirm-lead = Нужно один раз. После этого откроются все услуги, и никто не оформит их за вас.
proofing-confirmed-title = Личность подтверждена
proofing-confirmed-text = Учётная запись подтверждённая: открыты все услуги.
proofing-to-services = Все услуги
proofing-first-title = Сначала заполните профиль
proofing-first-text = Мы сверим данные с реестрами, и учётная запись станет стандартной. После этого можно подтвердить личность.
proofing-unsettled-title = Сначала закончим проверку
proofing-unsettled-text = Данные в профиле изменились, и мы сверяем их с реестрами. Когда всё совпадёт, можно будет подтвердить личность.
proofing-in-person = Лично в центре обслуживания
proofing-in-person-text = Получите код, придите с паспортом и назовите код оператору.
proofing-way-works = Доступно сейчас
proofing-way-time = Сколько времени
proofing-way-go = Нужно идти
proofing-way-cost = Стоимость
proofing-begin = Подтвердить
proofing-get-code = Получить код
proofing-your-code = Ваш код для оператора
proofing-code-read = Код:
proofing-your-code-text = Назовите его в любом центре обслуживания. Оператор сверит паспорт, и учётная запись станет подтверждённой сразу.
proofing-code-until = Код действует до { $date }
proofing-cancel = Отменить
proofing-bring = Что взять с собой
proofing-bring-passport = Паспорт, который указан в профиле
proofing-bring-snils = СНИЛС
proofing-bring-code = Код с этой страницы
proofing-where = Где это сделать
proofing-confirmed-sms = Окно: личность подтверждена. Открыты все услуги.
proofing-confirmed-subject = Личность подтверждена
proofing-confirmed-body =
    { $name }, ваша учётная запись теперь подтверждённая. Открыты все услуги портала.

    Если подтверждали не вы, сразу позвоните нам.
proofing-refused-sms = Окно: подтвердить личность не удалось. Причина — в личном кабинете.
proofing-refused-subject = Подтвердить личность не удалось
proofing-refused-body =
    { $name }, оператор не смог подтвердить личность. Причина: { $reason }

    Уровень учётной записи не изменился. Когда причина уйдёт, приходите снова с новым кодом.

# The operator's workplace.
proofing-centre-title = Центр обслуживания
proofing-centre-lead = Спросите у человека код, откройте дело и сверьте паспорт.
proofing-find = Найти
proofing-code = Код человека
proofing-code-hint = 8 цифр, например 4820 1377
proofing-code-missing = Введите код, который назвал человек
proofing-code-unknown = Открытого дела с таким кодом нет. Попросите человека открыть страницу с кодом и прочитать его ещё раз
proofing-done-today = Сегодня вы приняли
proofing-done-empty = Пока никого. Здесь будут ваши дела за день.
proofing-row-done = Подтверждено
proofing-row-refused = Сомнения
proofing-case-title = Подтверждение личности
proofing-case-at = Сейчас у окна
proofing-age =
    { $n ->
        [one] { $n } год
        [few] { $n } года
       *[many] { $n } лет
    }
proofing-passport = Паспорт
proofing-issued = Выдан
proofing-division = Код подразделения
proofing-snils = СНИЛС
proofing-phone = Телефон
proofing-compare = Сверьте паспорт
proofing-compare-hint = Отметьте всё, что проверили сами. Без трёх отметок подтвердить нельзя.
proofing-face = Человек похож на фото в паспорте
proofing-numbers = Номер и дата выдачи совпали с экраном
proofing-intact = Паспорт целый, без исправлений
proofing-vouch = Подтвердить личность
proofing-doubt = Есть сомнения
proofing-reason = Что не так
proofing-reason-face = Человек не похож на фото в паспорте
proofing-reason-numbers = Номер или дата выдачи не совпали
proofing-reason-damaged = Паспорт повреждён или исправлен
proofing-reason-other = Другая причина
proofing-reason-missing = Выберите, что не так
proofing-doubt-label = Подробнее
proofing-doubt-hint = Человек прочитает это в сообщении. Пишите просто и вежливо.
proofing-doubt-missing = Напишите, что не так: человек должен знать, что исправить
proofing-not-seen = Отметьте все три проверки. Если что-то не сошлось, выберите «Есть сомнения»
proofing-not-standard = Данные человека ещё не проверены в реестрах. Подтвердить можно после проверки
proofing-case-done = Личность подтверждена
proofing-case-other = Решение уже принял другой сотрудник.
proofing-case-cancelled = Дело закрыто
proofing-case-cancelled-text = Код отменён или его срок вышел. Попросите человека получить новый код.
proofing-case-done-text = Человеку ушли SMS и письмо.
proofing-case-refused = Записали сомнения
proofing-case-refused-text = Человек получит вашу причину и сможет прийти снова.
proofing-next = Следующий человек

# The list of ways.
proofing-ways = Способы подтверждения
proofing-contacts = Дополнительная защита
proofing-contacts-text = Эти способы уровень не повышают: они показывают, что телефон или карта ваши.
proofing-way-open = Начато
proofing-way-is-done = Подтверждено
proofing-way-not-yet = Пока недоступно
proofing-way-go-yes = Да, с паспортом
proofing-way-go-no = Нет
proofing-way-free = Бесплатно
proofing-way-fee = { $rub } ₽
proofing-way-go-on = Продолжить
proofing-way-until = Можно закончить до { $date }
proofing-way-done = { $date }
proofing-way-part = Кабинет налогоплательщика такое подтверждение не принимает.
proofing-way-unsettled = Станет доступно, когда реестры подтвердят ваши данные.
proofing-way-first = Сначала заполните профиль: данные сверят с реестрами.
proofing-way-wait = Попыток было слишком много. Снова можно { $date } в { $time }.
proofing-way-soon = В прошлый раз вы начали недавно. Снова можно { $date } в { $time }.
proofing-takes-minutes =
    { $to ->
        [one] Около { $to } минуты
       *[other] Около { $to } минут
    }
proofing-takes-minutes-range =
    { $to ->
        [one] { $from }–{ $to } минута
        [few] { $from }–{ $to } минуты
       *[many] { $from }–{ $to } минут
    }
proofing-takes-days =
    { $to ->
        [one] Около { $to } дня
       *[other] Около { $to } дней
    }
proofing-takes-days-range =
    { $to ->
        [one] { $from }–{ $to } день
        [few] { $from }–{ $to } дня
       *[many] { $from }–{ $to } дней
    }
proofing-last-entries = В прошлый раз код введён неверно слишком много раз. Начните заново.
proofing-last-refused = В прошлый раз подтвердить не удалось. Причина пришла вам сообщением, можно попробовать снова.
proofing-last-expired = Время прошлой попытки вышло. Начните заново.
proofing-refused-on = { $date } оператор не смог подтвердить личность
proofing-refused-why = Причина: { $reason }
proofing-next-video = Что дальше: позвоните ещё раз из светлого места или пришлите фото лица и паспорта.
proofing-next-face-photo = Что дальше: снимите заново при дневном свете и пришлите или позвоните оператору по видео.
proofing-next-e-document = Что дальше: пришлите другой снимок и подпишите новое заявление или выберите другой способ.
proofing-next-in-person = Что дальше: получите новый код и придите ещё раз. Если в профиле ошибка, сначала исправьте её; если паспорт повреждён, замените его.
proofing-next-mfc = { proofing-next-in-person }
proofing-next-post-office = { proofing-next-in-person }
proofing-next-pension-fund = { proofing-next-in-person }
proofing-next-rostelecom = { proofing-next-in-person }
proofing-next-paper = Что дальше: исправьте то, что названо, и подготовьте новый пакет или выберите другой способ.
proofing-confirmed-part-text = Учётная запись подтверждённая. Кабинет налогоплательщика подтверждение по почте не принимает: для него выберите ещё один способ ниже.
proofing-confirmed-part-sms = Окно: личность подтверждена. Открыты все услуги, кроме кабинета налогоплательщика.
proofing-confirmed-part-subject = Личность подтверждена
proofing-confirmed-part-body =
    { $name }, ваша учётная запись теперь подтверждённая. Открыты все услуги портала, кроме кабинета налогоплательщика: для него нужен ещё один способ подтверждения.

    Если подтверждали не вы, сразу позвоните нам.
proofing-revoked-sms = Окно: подтверждение личности отозвано. Причина — в личном кабинете.
proofing-revoked-subject = Подтверждение личности отозвано
proofing-revoked-body =
    { $name }, подтверждение вашей личности отозвано, и уровень учётной записи теперь «Стандартная».

    Подтвердить личность снова можно в личном кабинете. Если вы не понимаете, почему это произошло, позвоните нам.

# A registered letter.
proofing-letter = Письмо с кодом по почте
proofing-letter-text = Почта вручит вам заказное письмо по паспорту. Введите код из него, и личность будет подтверждена.
proofing-letter-how = Как это проходит
proofing-letter-how-order = Вы указываете адрес и заказываете письмо. Это бесплатно.
proofing-letter-how-notice = Письмо идёт от двух недель, иногда больше месяца. Когда оно придёт, напишем SMS, а почта пришлёт извещение.
proofing-letter-how-passport = В отделении письмо отдадут только вам, по паспорту: { $name }.
proofing-letter-how-code = Внутри — секретный код. Вы вводите его на этой странице.
proofing-letter-part = Кабинет налогоплательщика такое подтверждение не принимает. Для него понадобится ещё один способ.
proofing-letter-where-to = Куда отправить
proofing-letter-where-to-text = Нужен точный адрес, по которому вы живёте. Мы подставили адрес из профиля.
proofing-letter-unknown = Такого адреса нет в адресном реестре
proofing-letter-unknown-text = Проверьте его ещё раз: письмо придёт точно туда, куда вы укажете.
proofing-letter-postcode-missing = Укажите индекс: без него письмо не дойдёт. 6 цифр, например 391300
proofing-letter-order = Заказать письмо
proofing-letter-again = Заказать снова
proofing-letter-way = Где письмо
proofing-letter-step-ordered = Заказано
proofing-letter-step-printed = Напечатано
proofing-letter-step-dispatched = Отправлено
proofing-letter-step-arrived = Ждёт вас в отделении
proofing-letter-step-handed_over = Вручено по паспорту
proofing-letter-to = Кому
proofing-letter-where = Куда
proofing-letter-track = Номер отправления
proofing-letter-good-until = Код действует до
proofing-letter-opens = Номер отправления появится здесь { $date }: по нему видно путь письма.
proofing-letter-enter = Письмо у вас?
proofing-letter-enter-text = Введите код, который в нём напечатан.
proofing-letter-code = Секретный код
proofing-letter-code-hint = 10 знаков из письма, например 7KQ2M-X9R4T
proofing-letter-code-missing = Введите код из письма: 10 знаков, например 7KQ2M-X9R4T
proofing-letter-code-count =
    { $count ->
        [one] В коде 10 знаков, а вы ввели { $count } знак. Сверьте с письмом
        [few] В коде 10 знаков, а вы ввели { $count } знака. Сверьте с письмом
       *[many] В коде 10 знаков, а вы ввели { $count } знаков. Сверьте с письмом
    }
proofing-letter-code-sign = Знака «{ $sign }» в коде не бывает: там только цифры и латинские буквы. Сверьте с письмом
proofing-letter-code-wrong =
    { $left ->
        [one] Код не подошёл. Сверьте его с письмом, осталась { $left } попытка
        [few] Код не подошёл. Сверьте его с письмом, осталось { $left } попытки
       *[many] Код не подошёл. Сверьте его с письмом, осталось { $left } попыток
    }
proofing-letter-code-wait = Код не подошёл, попыток было слишком много. Снова ввести его можно в { $time }. Письмо и код остаются в силе
proofing-letter-code-stale = Этот код больше не действует: прошло 90 дней. Отмените заказ и закажите письмо снова
proofing-letter-check = Проверить
proofing-letter-code-right = Код верный
proofing-letter-waits-post = Ждём, когда почта сообщит, что вручила письмо по паспорту. Обычно это несколько часов. Делать ничего не нужно: напишем вам.
proofing-letter-waits-checks = Осталось дождаться, когда реестры проверят ваши данные. Делать ничего не нужно: напишем вам.
proofing-letter-late = Письма всё нет?
proofing-letter-late-text = Оно идёт дольше обычного. Отправим новое с другим кодом, а старый код работать перестанет.
proofing-letter-last = Прошлое письмо не дошло
proofing-letter-last-lost = Почта его потеряла. Код из него не работает. Проверьте адрес и закажите письмо снова.
proofing-letter-last-returned = За ним никто не пришёл, и почта вернула его. Код из него не работает. Закажите письмо снова.
proofing-letter-last-unsent = Почта не смогла принять его с этим адресом. Проверьте адрес и индекс и закажите снова.
proofing-letter-last-expired = Время прошлого письма вышло, его код не работает. Закажите письмо снова.
proofing-letter-dispatched-sms = Окно: письмо с кодом отправлено. Завтра в личном кабинете появится номер, по которому видно его путь.
proofing-letter-dispatched-subject = Письмо с кодом отправлено
proofing-letter-dispatched-body =
    { $name }, почта отправила ваше письмо. Обычно оно идёт от двух недель до месяца.

    Завтра в личном кабинете появится номер отправления: по нему видно, где письмо.
proofing-letter-arrived-sms = Окно: письмо с кодом ждёт вас на почте. Возьмите паспорт.
proofing-letter-arrived-subject = Письмо с кодом ждёт вас на почте
proofing-letter-arrived-body =
    { $name }, письмо пришло в ваше отделение почты. Его отдадут только вам, по паспорту.

    Когда получите письмо, введите код из него в личном кабинете.
proofing-letter-lost-sms = Окно: почта потеряла письмо с кодом. Закажите новое в личном кабинете.
proofing-letter-lost-subject = Почта потеряла письмо с кодом
proofing-letter-lost-body =
    { $name }, почта сообщила, что ваше письмо потеряно. Код из него больше не работает, воспользоваться им никто не сможет.

    Закажите письмо снова, это бесплатно, или выберите другой способ подтверждения.
proofing-letter-returned-sms = Окно: за письмом с кодом не пришли, почта вернула его. Заказать новое можно в личном кабинете.
proofing-letter-returned-subject = Почта вернула письмо с кодом
proofing-letter-returned-body =
    { $name }, за вашим письмом никто не пришёл, и почта вернула его. Код из него больше не работает.

    Закажите письмо снова, это бесплатно, или выберите другой способ подтверждения.
proofing-letter-unsent-sms = Окно: отправить письмо с кодом не удалось. Проверьте адрес в личном кабинете.
proofing-letter-unsent-subject = Письмо с кодом не отправлено
proofing-letter-unsent-body =
    { $name }, почта не смогла принять письмо с адресом, который вы указали.

    Проверьте адрес и индекс и закажите письмо снова.
# Through an internet bank.
proofing-bank = Через интернет-банк
proofing-bank-text = Войдите в свой банк и разрешите ему подтвердить, что это вы.
proofing-bank-lead = Банк уже знает вас в лицо. Разрешите ему передать данные — мы сверим их с профилем.
proofing-bank-tells = Что банк нам скажет
proofing-bank-tells-1 = Фамилию, имя, отчество и дату рождения
proofing-bank-tells-2 = СНИЛС, ИНН и паспорт
proofing-bank-new-more = Телефон, почту и адрес
proofing-bank-tells-not = О счетах, картах и покупках банк не скажет ничего.
proofing-bank-which = В каком банке вы клиент
proofing-bank-missing = Выберите банк
proofing-bank-consent-title = Согласие на передачу данных
proofing-bank-consent-1 = Я согласен, чтобы выбранный мной банк передал порталу мои фамилию, имя, отчество, дату рождения, пол, СНИЛС, ИНН и данные паспорта.
proofing-bank-consent-2 = Портал сверит эти данные с моим профилем и подтвердит по ним мою личность. После сверки портал хранит только её результат, а сами данные банка не хранит.
proofing-bank-consent-3 = Согласие действует один раз — на эту передачу. Отозвать его можно до возвращения из банка: достаточно отказаться на странице банка.
proofing-bank-consent-version = Версия { $version }
proofing-bank-consent-box = Согласен на передачу данных из банка
proofing-bank-consent-missing = Без согласия банк не может передать данные. Отметьте его или выберите другой способ
proofing-bank-go = Продолжить
proofing-bank-going = { $bank }: готовим переход
proofing-bank-going-text = Обычно это секунда. Если банк не отвечает, попробуем ещё несколько раз в течение минуты.
proofing-bank-ready = Осталось подтвердить: { $bank }
proofing-bank-ready-text = Банк спросит, согласны ли вы передать данные, и вернёт вас сюда.
proofing-bank-open = Перейти: { $bank }
proofing-bank-other = Выбрать другой банк
proofing-bank-checking = Сверяем данные
proofing-bank-checking-text = Обычно это несколько секунд. Страница обновится сама, её можно закрыть: пришлём сообщение.
proofing-bank-ended = { $bank }: подтвердить не удалось
proofing-bank-why-denied = Вы отказались передать данные. Если передумали, начните заново или выберите другой банк.
proofing-bank-why-bank = Банк вернул вас с ошибкой. Попробуйте ещё раз чуть позже или выберите другой банк.
proofing-bank-why-code = Ответ банка устарел или уже был использован. Начните заново: это займёт минуту.
proofing-bank-why-token = Ответ банка не прошёл проверку подлинности, и мы его не приняли. Попробуйте ещё раз или выберите другой банк.
proofing-bank-why-down = Банк не отвечает. Попробуйте позже или выберите другой банк.
proofing-bank-why-register = Социальный фонд не нашёл человека с такими СНИЛС, именем и датой рождения. Обновите данные в банке и начните заново или зарегистрируйтесь без банка.
proofing-bank-why-register-down = Социальный фонд не отвечает, и мы не смогли сверить СНИЛС. Попробуйте позже или зарегистрируйтесь без банка.
proofing-bank-why-mismatch = Не совпало: { $fields }. Если ошибка в профиле, исправьте его. Если в банке — обновите данные в банке. Потом начните заново.
proofing-bank-why-document = Банк не передал ни СНИЛС, ни паспорт. Обновите документы в банке или выберите другой способ.
proofing-bank-why-scope = Вы разрешили банку передать не все данные, а без них личность не подтвердить. Начните заново и в банке согласитесь на передачу всех.
proofing-bank-why-card = Данные совпали, но к карте в этом банке не привязан телефон, и код послать некуда. Привяжите телефон в банке или выберите другой банк.
proofing-bank-why-entries = Код от банка введён неверно пять раз. Начните заново: банк пришлёт новый.
proofing-bank-why-unsettled = Пока вы были в банке, данные профиля изменились. Дождитесь проверки в реестрах и начните заново.
proofing-bank-unknown = Начните подтверждение заново
proofing-bank-unknown-text = Мы не узнали этот ответ банка: он пришёл не на ваш запрос или слишком поздно. Ничего не изменилось.
proofing-bank-anew = Начать заново
proofing-bank-new = Регистрация через банк
proofing-bank-new-back = Регистрация
proofing-bank-new-lead = Банк заполнит за вас анкету и подтвердит, что это вы. Пароль вы придумаете здесь, банк его не увидит.
proofing-bank-new-consent-1 = Я согласен, чтобы выбранный мной банк передал порталу мои фамилию, имя, отчество, дату рождения, пол, СНИЛС, ИНН, данные паспорта, адрес, номер телефона и адрес электронной почты.
proofing-bank-new-consent-2 = Портал заполнит ими мою анкету и профиль, сверит их с реестрами и подтвердит по ним мою личность. Если я не закончу регистрацию за сутки, портал удалит эти данные.
proofing-bank-new-consent-3 = Отказаться можно до возвращения из банка: на его странице.
proofing-bank-new-checking-text = Обычно это несколько секунд. Страница обновится сама.
proofing-bank-new-ended = { $bank }: данные не получены
proofing-last-bank-denied = В прошлый раз вы отказались передать данные. Можно попробовать снова.
proofing-last-bank-bank = В прошлый раз банк вернул ошибку. Можно попробовать снова.
proofing-last-bank-code = В прошлый раз ответ банка устарел. Можно попробовать снова.
proofing-last-bank-token = В прошлый раз ответ банка не прошёл проверку. Можно попробовать снова.
proofing-last-bank-down = В прошлый раз банк не ответил. Можно попробовать снова.
proofing-last-bank-scope = В прошлый раз вы разрешили банку передать не все данные. Можно попробовать снова.
proofing-last-bank-card = В прошлый раз банку было некуда послать код. Можно попробовать снова.
proofing-last-bank-unsettled = В прошлый раз данные профиля изменились. Можно попробовать снова.
proofing-refused-bank-sms = Окно: через банк подтвердить личность не удалось. Причина — в личном кабинете.
proofing-refused-bank-subject = Подтвердить личность через банк не удалось
proofing-refused-bank-body =
    { $name }, подтвердить личность через банк не удалось. { $reason }

    Уровень учётной записи не изменился.

# History of acts.
act-checks-begun = Началась проверка данных в реестрах
act-check-kept = Вы оставили адрес как есть
act-inn-found = Налоговая служба нашла ваш ИНН по паспорту
act-inn-linked = Вы привязали найденный ИНН
act-check-answered =
    { $check ->
        [passport] Паспорт
        [address] Адрес
        [snils] СНИЛС
       *[inn] ИНН
    }: { $result ->
        [ok] проверка пройдена
       *[mismatch] проверка не пройдена
    }
act-proofing-found = Оператор центра обслуживания нашёл вас по коду
act-proofing-seen = Оператор центра обслуживания открыл ваши данные
act-proofing-opened =
    { $method ->
        [in_person] Получен код для подтверждения личности в центре
        [mfc] Получен код для подтверждения личности в МФЦ
        [post_office] Получен код для подтверждения личности на почте
        [pension_fund] Получен код для подтверждения личности в Социальном фонде
        [rostelecom] Получен код для подтверждения личности в офисе Ростелекома
        [bank] Начато подтверждение личности через банк
        [bank_certificate] Начато подтверждение электронной подписью от банка
        [letter] Заказано письмо с кодом
        [paper] Начато подтверждение документами по почте
        [signature] Начато подтверждение электронной подписью
        [video] Встали в очередь на видеозвонок
        [face_photo] Отправлены фото для подтверждения личности
        [e_document] Начато подтверждение электронным документом
        [sms] Начата проверка телефона: код по SMS
        [voice] Начата проверка телефона: код по звонку
       *[other] Начато подтверждение
    }
act-proofing-letter-moved =
    { $step ->
        [printed] Письмо с кодом напечатано
        [dispatched] Письмо с кодом отправлено
        [arrived] Письмо с кодом пришло в отделение почты
        [handed_over] Почта вручила письмо с кодом по паспорту
        [lost] Почта потеряла письмо с кодом
        [returned] Почта вернула письмо с кодом
       *[other] Почта сообщила о письме с кодом
    }
act-proofing-letter-code = Введён верный код из письма
act-proofing-cancelled = Подтверждение отменено
act-proofing-overtaken = Другой способ подтверждения оказался быстрее
act-proofing-expired = Время подтверждения вышло
act-proofing-ended = Подтверждение прекращено
act-proofing-revoked = Подтверждение личности отозвано
act-proofing-code-wrong = Введён неверный код подтверждения
act-proofing-decided =
    { $outcome ->
        [confirmed] { $method ->
            [in_person] Личность подтверждена в центре обслуживания
            [mfc] Личность подтверждена в МФЦ
            [post_office] Личность подтверждена на почте
            [pension_fund] Личность подтверждена в Социальном фонде
            [rostelecom] Личность подтверждена в офисе Ростелекома
            [bank] Личность подтверждена через банк
            [bank_certificate] Личность подтверждена электронной подписью от банка
            [letter] Личность подтверждена кодом из письма
            [paper] Личность подтверждена документами по почте
            [signature] Личность подтверждена электронной подписью
            [video] Личность подтверждена по видео
            [face_photo] Личность подтверждена по фото
            [e_document] Личность подтверждена электронным документом
            [sms] Телефон проверен: код по SMS и ответ на вопрос
            [voice] Телефон проверен: код по звонку и ответ на вопрос
           *[other] Подтверждение получено
        }
       *[refused] Подтвердить личность не удалось
    }

# Electronic signature.
proofing-signature = Электронной подписи или УЭК
proofing-signature-text = Подпишите файл своей электронной подписью: на носителе, в программе или в файле .pfx.
proofing-signature-lead = Вы подписываете короткий файл, а мы проверяем, что сертификат действует и выдан на вас. Код вводить не нужно.
proofing-signature-needs-1 = Сертификат электронной подписи на ваше имя, со СНИЛС или ИНН. Универсальная электронная карта подойдёт, если на ней есть такой сертификат.
proofing-signature-needs-2 = Программа, которой вы обычно подписываете файлы. Носитель ключа подключите к компьютеру.
proofing-signature-needs-3 = Либо файл .pfx и пароль от него.
proofing-signature-begin = Начать
proofing-signature-step-1 = 1. Скачайте файл и подпишите его
proofing-signature-step-1-text = Подключите носитель ключа и подпишите файл в своей программе. Выберите отсоединённую подпись: её файл отдельный, обычно .sig или .p7s.
proofing-signature-download = Скачать файл
proofing-signature-until = Файл можно подписать до { $time }. Он действует один раз и только для вас.
proofing-signature-step-2 = 2. Загрузите сертификат и подпись
proofing-signature-step-2-text = Ключ остаётся у вас: мы его не видим.
proofing-signature-certificate = Сертификат
proofing-signature-certificate-hint = Файл .cer, .crt или .pem
proofing-signature-signature = Подпись скачанного файла
proofing-signature-signature-hint = Файл .sig или .p7s
proofing-signature-lend = Если ключ в файле .pfx
proofing-signature-lend-text = Можно доверить подпись нам. Файл и пароль побудут в памяти, пока мы подписываем один раз, и сразу забудутся: мы их не храним. Надёжнее подписать самим, как описано выше.
proofing-signature-pfx = Файл с ключом
proofing-signature-pfx-hint = Файл .pfx или .p12
proofing-signature-password = Пароль от файла
proofing-signature-password-hint = Не пароль от портала
proofing-signature-sign = Подписать и подтвердить
proofing-signature-over = Время файла вышло
proofing-signature-over-text = Файл действует 15 минут. Получите новый и подпишите его.
proofing-signature-renew = Получить новый файл
proofing-signature-honest = Проверяем по международным стандартам и по ГОСТ Р 34.10-2012. Программа проверки не сертифицирована как средство криптографической защиты.
proofing-signature-challenge =
    Окно: подтверждение личности электронной подписью.
    Подписывая этот файл, вы подтверждаете, что учётная запись на { $address } ваша.
    Если файл прислал вам кто-то другой, не подписывайте его.
    Код: { $code }
    Действует до: { $until }
proofing-signature-challenge-new =
    Окно: регистрация с электронной подписью.
    Подписывая этот файл, вы создаёте учётную запись на { $address } на своё имя.
    Если файл прислал вам кто-то другой, не подписывайте его.
    Код: { $code }
    Действует до: { $until }
proofing-signature-new = Регистрация с ЭП
proofing-signature-new-lead = Подпишите короткий файл: имя, СНИЛС и ИНН возьмём из сертификата. Останется указать паспорт, телефон и почту. Личность подтвердится сама.
proofing-signature-new-sign = Подписать и продолжить
proofing-signature-new-by = Сертификат электронной подписи
proofing-signature-new-another = Сертификат, с которым вы регистрировались, выдан на другого человека, чем в профиле.
proofing-signature-new-stale = Сертификат, с которым вы регистрировались, больше не действует.
proofing-signature-no-person = В сертификате нет имени человека кириллицей и СНИЛС или ИНН. Нужен квалифицированный сертификат физического лица
proofing-signature-need-certificate = Выберите файл сертификата
proofing-signature-need-signature = Выберите файл подписи
proofing-signature-need-pfx = Выберите файл с ключом
proofing-signature-alone = Добавьте подпись. Одного сертификата мало: он открыт для всех, его мог прислать кто угодно. Подпись показывает, что ключ у вас. Скачайте файл выше, подпишите его и загрузите подпись
proofing-signature-late = Время файла вышло. Получите новый файл и подпишите его
proofing-signature-often = Слишком много попыток. Попробуйте после { $time }: начатое сохранится
proofing-signature-no-large = Файл слишком большой. Сертификат, подпись и файл с ключом занимают не больше 128 КБ
proofing-signature-no-not-certificate = Это не сертификат. Нужен файл .cer, .crt или .pem: его можно сохранить в программе, где хранится ключ
proofing-signature-no-not-signature = Это не файл подписи. Нужна отсоединённая подпись скачанного файла, обычно .sig или .p7s
proofing-signature-no-not-key = В файле нет ключа с сертификатом. Нужен файл .pfx или .p12, сохранённый вместе с ключом
proofing-signature-no-password = Пароль не подошёл к файлу. Проверьте раскладку и большие буквы
proofing-signature-no-old-lock = Файл закрыт устаревшим способом, и открывать его небезопасно. Сохраните ключ в новый .pfx или подпишите файл сами
proofing-signature-no-no-gost = На портале сейчас нет программы для подписи по ГОСТ. Мы уже знаем. Подтвердите личность другим способом
proofing-signature-no-weak = Ключ или алгоритм сертификата слишком слабый: такие подписи больше не принимаются. Получите новый сертификат
proofing-signature-no-wrong = Подпись не подходит к файлу. Проверьте, что подписан именно последний скачанный файл, без изменений, и что сертификат от того же ключа
proofing-signature-no-not-yet = Сертификат начнёт действовать { $date }. Попробуйте после этого дня
proofing-signature-no-expired = Срок сертификата закончился { $date }. Получите новый в удостоверяющем центре
proofing-signature-no-use = Этот сертификат не для подписи человека. Выберите сертификат, которым вы подписываете документы
proofing-signature-no-root = Сертификат выдал удостоверяющий центр, которого нет в нашем списке. Нужен сертификат аккредитованного центра
proofing-signature-no-chain = Между вашим сертификатом и корневым что-то не в порядке. Обратитесь в удостоверяющий центр, который его выдал
proofing-signature-no-revoked = Сертификат отозван { $date }. Получите новый в удостоверяющем центре
proofing-signature-no-no-list = Сейчас не можем узнать, не отозван ли сертификат: свежий список удостоверяющего центра ещё не пришёл. Попробуйте позже, мы уже запросили список
proofing-signature-no-number = В сертификате нет ни СНИЛС, ни ИНН, которые указаны в профиле. Нужен квалифицированный сертификат физического лица
proofing-signature-no-another = Сертификат выдан на другого человека: не совпадает { $fields }. Выберите свой сертификат и подпишите новый файл. Если ваши данные изменились, сначала исправьте профиль
proofing-signature-field-surname = фамилия
proofing-signature-field-given = имя или отчество
proofing-signature-field-snils = СНИЛС
proofing-signature-field-inn = ИНН
act-proofing-signature-refused = Электронная подпись не принята

# The remote desk: a video call, or photos.
proofing-video = Видеозвонок с оператором
proofing-video-text = Поговорите с оператором и покажите паспорт в камеру. Прямо из дома.
proofing-video-lead = Оператор увидит вас и паспорт и сразу подтвердит личность. Разговор занимает около 7 минут.
proofing-video-needs = Что понадобится
proofing-video-needs-1 = Паспорт, который указан в профиле
proofing-video-needs-2 = Телефон или компьютер с камерой и микрофоном
proofing-video-needs-3 = Светлое место, где вас хорошо видно и слышно
proofing-video-consent-title = Согласие на видеозвонок
proofing-video-consent-1 = Я согласен показать оператору по видео лицо и паспорт, чтобы он сравнил их с данными моей учётной записи.
proofing-video-consent-2 = Видео и звук не записываются. Сохраняются решение оператора и снимки лица и паспорта, если он их сделает. Снимки зашифрованы, их видит только этот оператор, а каждый просмотр попадает в журнал.
proofing-video-consent-3 =
    { $days ->
        [one] Снимки удаляются через { $days } день после решения.
        [few] Снимки удаляются через { $days } дня после решения.
       *[many] Снимки удаляются через { $days } дней после решения.
    }
proofing-video-consent-box = Согласен на видеозвонок
proofing-video-consent-missing = Без согласия позвонить нельзя. Отметьте его или выберите другой способ
proofing-consent-version = Версия { $version } от 22 ноября 2026 года
proofing-video-line = Встать в очередь
proofing-video-wait = Узнаём ваше место в очереди…
proofing-video-answered = Оператор ответил.
proofing-video-may-leave = Страницу можно закрыть и вернуться: место сохранится. Пока страница закрыта, мы вас не вызываем.
proofing-video-cancel = Выйти из очереди
proofing-video-photo = Нет камеры или плохая связь?
proofing-video-photo-text = Пришлите фото лица и паспорта, оператор сверит их позже.
proofing-video-photo-link = Отправить фото
proofing-remote-line =
    { $n ->
        [0] Очереди нет. Ответим в течение { $minutes } мин.
        [one] Перед вами { $n } человек. Ждать около { $minutes } мин.
        [few] Перед вами { $n } человека. Ждать около { $minutes } мин.
       *[many] Перед вами { $n } человек. Ждать около { $minutes } мин.
    }
proofing-remote-place =
    { $place ->
        [1] Вы первые в очереди. Ждать около { $minutes } мин.
       *[other] Ваше место в очереди: { $place }. Ждать около { $minutes } мин.
    }
proofing-remote-closed = Сейчас на звонки не отвечаем
proofing-remote-opens = Сейчас на звонки не отвечаем. Начнём { $day } в { $time }.
proofing-remote-today = сегодня
proofing-remote-tomorrow = завтра
proofing-remote-never = Сейчас на звонки не отвечаем.
proofing-call = Видеозвонок
proofing-call-start = Включить камеру и микрофон
proofing-call-camera-on = Включить камеру
proofing-call-camera-off = Выключить камеру
proofing-call-mic-on = Включить микрофон
proofing-call-mic-off = Выключить микрофон
proofing-call-play = Включить видео и звук
proofing-call-you = Ваше изображение
proofing-call-operator = Изображение оператора
proofing-call-person = Изображение человека
proofing-call-lost = Связь с порталом прервалась. Подключаемся снова, разговор не закончен.
proofing-call-elsewhere = Звонок открыт в другой вкладке или на другом устройстве.
proofing-call-resume = Продолжить здесь
proofing-call-denied = Браузер не пустил нас к камере. Разрешите камеру и микрофон для этого сайта рядом с его адресом и нажмите кнопку ещё раз.
proofing-call-none = Камера или микрофон не нашлись. Подключите их и нажмите кнопку ещё раз или отправьте фото.
proofing-call-desk-no-camera = Камера или микрофон не включились. Человек вас не увидит.
proofing-call-linked = Видео и звук подключены.
proofing-call-linking = Подключаем видео и звук…
proofing-call-noscript = Для видеозвонка нужны скрипты, а они выключены. Включите их или отправьте фото.

proofing-face-photo = Фото лица и паспорта
proofing-face-photo-text = Пришлите две фотографии. Оператор сверит их с вашими данными.
proofing-face-photo-lead = Оператор сравнит лицо с фото в паспорте, а паспорт — с вашими данными. Обычно это 1–2 дня.
proofing-face-photo-tip-1 = Снимайте при дневном свете, без бликов.
proofing-face-photo-tip-2 = Лицо — прямо, без очков и головного убора. Снимок должен быть сегодняшним.
proofing-face-photo-tip-3 = Паспорт — разворот с фотографией целиком, чтобы читалась каждая буква.
proofing-face-photo-face = Фото лица
proofing-face-photo-face-hint = JPG или PNG до 5 МБ
proofing-face-photo-face-missing = Выберите фото лица
proofing-face-photo-document = Фото паспорта
proofing-face-photo-document-hint = Разворот с фотографией, JPG или PNG до 5 МБ
proofing-face-photo-document-missing = Выберите фото паспорта
proofing-face-photo-licence = Водительское удостоверение
proofing-face-photo-licence-hint = Если фото в паспорте старое: так оператору легче узнать вас. JPG или PNG до 5 МБ
proofing-face-photo-consent-title = Согласие на обработку фотографий
proofing-face-photo-consent-1 = Я согласен, чтобы оператор сравнил мои фотографии лица, паспорта и водительского удостоверения, если я его приложу, с данными учётной записи.
proofing-face-photo-consent-2 = Фотографии хранятся зашифрованными. Их видит только оператор, который принимает решение, и каждый просмотр попадает в журнал.
proofing-face-photo-consent-3 =
    { $days ->
        [one] Фотографии удаляются через { $days } день после решения.
        [few] Фотографии удаляются через { $days } дня после решения.
       *[many] Фотографии удаляются через { $days } дней после решения.
    }
proofing-face-photo-consent-box = Согласен на обработку фотографий
proofing-face-photo-consent-missing = Без согласия фотографии отправить нельзя. Отметьте его или выберите другой способ
proofing-face-photo-send = Отправить на проверку
proofing-face-photo-sent = Фотографии у нас
proofing-face-photo-sent-text = Отправлены { $date } в { $time }. Оператор сверит их, обычно за 1–2 дня. Пришлём сообщение, страницу можно закрыть.
proofing-face-photo-kept = Фотографии удалим через { $days } дн. после решения.
proofing-face-photo-cancel = Отозвать фотографии
proofing-face-photo-video = Хотите быстрее?
proofing-face-photo-video-text = По видеосвязи оператор решит сразу.
proofing-face-photo-video-link = Позвонить оператору
proofing-picture-kind = Нужна фотография: JPG или PNG
proofing-last-face-photo-unclear = В прошлый раз на фотографиях было плохо видно лицо или паспорт. Снимите при дневном свете и пришлите снова.
proofing-last-video-connection = В прошлый раз связь была плохой. Позвоните ещё раз или пришлите фото лица и паспорта.
proofing-last-video-unclear = В прошлый раз было плохо видно лицо или паспорт. Выберите светлое место и позвоните снова.
proofing-refused-video-sms = Окно: по видео подтвердить личность не удалось. Причина — в личном кабинете.
proofing-refused-video-subject = По видео подтвердить личность не удалось
proofing-refused-video-body =
    { $name }, оператор не смог подтвердить личность по видео. Причина: { $reason }

    Уровень учётной записи не изменился. Можно позвонить ещё раз, прислать фото лица и паспорта или выбрать другой способ.
proofing-refused-face_photo-sms = Окно: по фото подтвердить личность не удалось. Причина — в личном кабинете.
proofing-refused-face_photo-subject = По фото подтвердить личность не удалось
proofing-refused-face_photo-body =
    { $name }, оператор не смог подтвердить личность по фотографиям. Причина: { $reason }

    Уровень учётной записи не изменился. Можно прислать новые фотографии, позвонить по видео или выбрать другой способ.

# An electronic document: pictures of the passport and a signed request.
proofing-e-document = Электронный документ: паспорт и подпись
proofing-e-document-text = Пришлите снимок паспорта и подпишите электронное заявление. Оператор сверит их с вашими данными.
proofing-e-document-lead = Снимок показывает паспорт, подпись — что заявление ваше. Оператор сверит их с профилем и реестрами, обычно за 1–2 дня.
proofing-e-document-how-1 = Пришлите снимок паспорта.
proofing-e-document-how-2 = Прочитайте заявление, которое мы составим, и скачайте его.
proofing-e-document-how-3 = Подпишите его своей электронной подписью: в программе или ключом из файла .pfx.
proofing-e-document-step-1 = 1. Снимки паспорта
proofing-e-document-step-1-text = Снимайте при дневном свете, без бликов: разворот целиком, чтобы читалась каждая буква.
proofing-e-document-step-1-done = Снимки у нас. Откройте их и проверьте, что всё читается.
proofing-e-document-document = Разворот с фотографией
proofing-e-document-document-hint = JPG, PNG или PDF до 5 МБ
proofing-e-document-document-missing = Выберите снимок разворота с фотографией
proofing-e-document-address = Страница с адресом
proofing-e-document-address-hint = Если хотите подтвердить и адрес регистрации. JPG, PNG или PDF до 5 МБ
proofing-e-document-consent-1 = Я согласен, чтобы оператор сравнил снимки моего паспорта и подписанное мной заявление с данными учётной записи и ответами реестров.
proofing-e-document-consent-2 = Снимки хранятся зашифрованными. Их видят только оператор, который принимает решение, и аудитор, и каждый просмотр попадает в журнал.
proofing-e-document-consent-3 =
    { $days ->
        [one] Снимки удаляются через { $days } день после решения. Заявление с подписью остаётся.
        [few] Снимки удаляются через { $days } дня после решения. Заявление с подписью остаётся.
       *[many] Снимки удаляются через { $days } дней после решения. Заявление с подписью остаётся.
    }
proofing-e-document-consent-box = Согласен на обработку снимков
proofing-e-document-consent-missing = Без согласия снимки отправить нельзя. Отметьте его или выберите другой способ
proofing-e-document-send = Составить заявление
proofing-e-document-replace = Заменить снимки
proofing-e-document-nothing = Выберите новый снимок
proofing-e-document-step-2 = 2. Заявление
proofing-e-document-step-2-text = Прочитайте его. Длинные строки из цифр и букв — отпечатки ваших файлов (SHA-256): по ним видно, что снимки не подменили.
proofing-e-document-download = Скачать заявление
proofing-e-document-sign-until = Подписать можно до { $date }.
proofing-e-document-stale = Данные профиля изменились
proofing-e-document-stale-text = Это заявление составлено по прежним данным и больше ничего не значит. Составим новое по тем же снимкам. Если сменился паспорт, сначала замените снимки.
proofing-e-document-again = Составить новое заявление
proofing-e-document-step-3 = 3. Подпишите
proofing-e-document-step-3-text = Подпишите скачанное заявление в своей программе: нужна отсоединённая подпись, её файл отдельный, обычно .sig или .p7s. Ключ остаётся у вас.
proofing-e-document-give = Отправить оператору
proofing-e-document-sign = Подписать и отправить
proofing-e-document-another = Сертификат выдан на другого человека: не совпадает { $fields }. Подпишите заявление своим сертификатом. Если ваши данные изменились, сначала исправьте профиль
proofing-e-document-sent = Заявление у оператора
proofing-e-document-sent-text = { $number } подписано { $date } в { $time }. Оператор сверит его, обычно за 1–2 дня. Пришлём сообщение, страницу можно закрыть.
proofing-e-document-others = Прислать другие снимки
proofing-e-document-others-text = Снимок, который вы выберете, заменит прежний. Заявление станет новым, и подписать нужно будет его.
proofing-e-document-cancel = Отозвать заявление
proofing-e-document-request =
    Электронное заявление № { $number } от { $date }
    Прошу подтвердить мою личность на портале { $address } по паспорту, снимки которого приложены.
proofing-e-document-request-name = Заявитель: { $value }
proofing-e-document-request-birth = Дата рождения: { $value }
proofing-e-document-request-passport = Паспорт: { $value }
proofing-e-document-request-issued = Выдан: { $value }
proofing-e-document-request-snils = СНИЛС: { $value }
proofing-e-document-request-inn = ИНН: { $value }
proofing-e-document-request-address = Адрес регистрации: { $value }
proofing-e-document-request-files = Приложенные файлы и их SHA-256:
proofing-e-document-request-file-document = Разворот с фотографией: { $value }
proofing-e-document-request-file-address = Страница с адресом: { $value }
proofing-e-document-request-warning = Данные верны, паспорт мой. Если заявление прислал вам кто-то другой, не подписывайте его.
proofing-e-document-request-code = Код: { $value }
proofing-passport-mark = На снимке паспорт этого человека, разворот целиком
proofing-e-document-signed = Подписанное заявление
proofing-e-document-number = Номер
proofing-e-document-at = Подписано
proofing-e-document-issuer = Кто выдал сертификат
proofing-e-document-serial = Номер сертификата
proofing-e-document-until = Сертификат действует до
proofing-e-document-own = Подпись верна, сертификат действует и выдан на этого человека. Ключ был у него.
proofing-e-document-lent = Подпись верна, сертификат действует и выдан на этого человека. Ключ он доверил порталу на одну подпись.
proofing-e-document-text-shown = Текст заявления
proofing-e-document-changed = Заявление изменилось: человек заменил снимки или данные. Решать по прежнему нельзя. Вернитесь к очереди
proofing-e-document-no-list = Сейчас не узнать, не отозван ли сертификат: свежий список ещё не пришёл. Мы его запросили, попробуйте через несколько минут
proofing-e-document-void = Сертификат подписи больше не действует: он отозван или его срок вышел. Откажите с этой причиной: человек подпишет заново
proofing-last-e-document-wrong_page = В прошлый раз на снимке был не паспорт или не тот разворот. Пришлите разворот с фотографией.
proofing-last-e-document-unreadable = В прошлый раз снимок не удалось прочитать. Снимите при дневном свете и пришлите снова.
proofing-last-e-document-certificate = В прошлый раз сертификат перестал действовать до решения. Подпишите новое заявление действующим.
proofing-refused-e_document-sms = Окно: по электронному документу подтвердить личность не удалось. Причина — в личном кабинете.
proofing-refused-e_document-subject = По электронному документу подтвердить личность не удалось
proofing-refused-e_document-body =
    { $name }, оператор не смог подтвердить личность по электронному документу. Причина: { $reason }

    Уровень учётной записи не изменился. Можно прислать новые снимки и подписать новое заявление, позвонить по видео или выбрать другой способ.
act-proofing-request-signed = Подписано электронное заявление
act-proofing-request-void = Подпись электронного заявления больше не действует: изменились снимки или данные

# The remote desk, for the operator.
proofing-remote-title = Видеозвонки, фото и заявления
proofing-remote-lead = Берите следующего: люди идут по очереди.
proofing-remote-line-video = Видеозвонки
proofing-remote-line-face_photo = Фотографии
proofing-remote-line-e_document = Подписанные заявления
proofing-remote-waiting =
    { $n ->
        [0] Никто не ждёт
        [one] Ждёт { $n } человек
        [few] Ждут { $n } человека
       *[many] Ждут { $n } человек
    }
proofing-remote-next-video = Ответить следующему
proofing-remote-next-face_photo = Взять следующие фото
proofing-remote-next-e_document = Взять следующее заявление
proofing-remote-video = Видеозвонок
proofing-remote-face_photo = Сверка по фото
proofing-remote-e_document = Сверка электронного документа
proofing-remote-here = Человек на связи. Попросите показать паспорт.
proofing-remote-away = Человек отошёл или потерял связь. Ждём его.
proofing-remote-compare = Сравните
proofing-remote-compare-hint =
    { $n ->
        [3] Отметьте всё, что проверили сами. Без трёх отметок подтвердить нельзя.
       *[other] Отметьте всё, что проверили сами. Без четырёх отметок подтвердить нельзя.
    }
proofing-remote-not-seen =
    { $n ->
        [3] Отметьте всё, что проверили: без трёх отметок подтвердить нельзя
       *[other] Отметьте всё, что проверили: без четырёх отметок подтвердить нельзя
    }
proofing-live = Человек живой: отвечает и двигается по просьбе
proofing-fresh = Фото лица снято недавно и не с экрана
proofing-remote-refuse = Отказать
proofing-reason-unclear = Плохо видно лицо или паспорт
proofing-reason-wrong_page = На снимке не паспорт или не тот разворот
proofing-reason-unreadable = Снимок нечёткий: паспорт не прочитать
proofing-reason-certificate = Сертификат подписи больше не действует
proofing-reason-connection = Связь прервалась или плохо слышно и видно. Позвоните ещё раз или пришлите фото лица и паспорта
proofing-remote-bad-line = Связь плохая, попросить фото
proofing-remote-give-back = Вернуть в очередь
proofing-remote-on = К очереди
proofing-pictures = Снимки
proofing-pictures-text = Видео не записывается. Снимайте только то, что нужно для решения.
proofing-picture-face = Лицо, { $time }
proofing-picture-document = Паспорт, { $time }
proofing-picture-licence = Водительское удостоверение, { $time }
proofing-picture-address = Страница с адресом, { $time }
proofing-picture-take-face = Снять лицо
proofing-picture-take-document = Снять паспорт
proofing-picture-many = Снимков уже достаточно
proofing-picture-failed = Снимок не сохранился. Попробуйте ещё раз.
act-proofing-taken =
    { $method ->
        [video] Оператор ответил на видеозвонок
        [e_document] Оператор взял ваше электронное заявление на проверку
       *[other] Оператор взял ваши фотографии на сверку
    }
act-proofing-returned = Заявка вернулась в очередь к операторам
act-proofing-picture-sent =
    { $method ->
        [e_document] Отправлены снимки паспорта
       *[other] Отправлены фотографии лица и документов
    }
act-proofing-picture-taken = Оператор сделал снимок во время видеозвонка
act-proofing-picture-seen = Оператор посмотрел снимок
act-proofing-pictures-forgotten = Снимки удалены
# At other offices, and the post's code on paper.
proofing-in-person-code-text = { proofing-your-code-text }
proofing-mfc = Лично в МФЦ
proofing-mfc-text = Получите код, придите в МФЦ с паспортом и СНИЛС и назовите код специалисту.
proofing-mfc-code-text = Назовите его специалисту в любом МФЦ. Он сверит документы, и учётная запись станет подтверждённой сразу.
proofing-pension-fund = Лично в Социальном фонде (ПФР)
proofing-pension-fund-text = Получите код, придите в клиентскую службу с паспортом и СНИЛС и назовите код специалисту.
proofing-pension-fund-code-text = Назовите его в любой клиентской службе. Специалист сверит документы, и учётная запись станет подтверждённой сразу.
proofing-rostelecom = Лично в офисе Ростелекома
proofing-rostelecom-text = Получите код, придите в офис с паспортом и СНИЛС и назовите код сотруднику.
proofing-rostelecom-code-text = Назовите его в любом офисе, где подтверждают личность. Сотрудник сверит документы, и учётная запись станет подтверждённой сразу.
proofing-post-office = Лично на Почте России
proofing-post-office-text = Придите в отделение с паспортом и кодом. Работник почты сверит паспорт и выдаст секретный код на бумаге: его вы введёте здесь.
proofing-post-office-code-text = Назовите его в любом отделении, где подтверждают личность. Запись не нужна. Взамен вам дадут секретный код на бумаге: вернитесь с ним на эту страницу.
proofing-post-office-enter = Введите код, который вам дали на почте
proofing-post-office-enter-text = Паспорт проверен. Код действует до { $date }. Большие и маленькие буквы, дефис и пробелы не важны.
proofing-post-office-code-hint = 10 знаков с бумаги, например 7KQ2M-X9R4T
proofing-post-office-code-missing = Введите код с бумаги: 10 знаков, например 7KQ2M-X9R4T
proofing-post-office-code-count =
    { $count ->
        [one] В коде 10 знаков, а введён { $count }
        [few] В коде 10 знаков, а введено { $count }
       *[many] В коде 10 знаков, а введено { $count }
    }
proofing-post-office-code-sign = Знака «{ $sign }» в коде не бывает: там только цифры и латинские буквы. Сверьте с бумагой
proofing-post-office-code-wrong =
    { $left ->
        [0] Код не подошёл. Сверьте его с бумагой
        [one] Код не подошёл. Сверьте его с бумагой: осталась { $left } попытка
        [few] Код не подошёл. Сверьте его с бумагой: осталось { $left } попытки
       *[many] Код не подошёл. Сверьте его с бумагой: осталось { $left } попыток
    }
proofing-post-office-code-wait = Код не подошёл, попыток было слишком много. Снова ввести его можно в { $time }. Сам код остаётся в силе
proofing-post-office-code-stale = Этот код больше не действует. Зайдите на почту с паспортом: вам дадут новый
proofing-post-office-code-unsettled = Код верный, но данные в профиле ещё сверяют с реестрами. Введите его ещё раз, когда проверка закончится
proofing-post-office-hand-out = Паспорт сверен, выдать код
proofing-post-office-slip = Код для человека
proofing-post-office-slip-lead = Напечатайте или перепишите и отдайте человеку. Мы этот код не храним: второй раз он не покажется.
proofing-post-office-slip-code = Секретный код
proofing-post-office-slip-url = Введите его в личном кабинете: { $url }
proofing-post-office-slip-secret = Никому не показывайте код. Без входа в ваш личный кабинет он не сработает.
proofing-post-office-handed = Код уже выдан
proofing-post-office-handed-text = Если человек потерял бумагу, сверьте паспорт ещё раз и выдайте новый код. Прежний перестанет действовать.
proofing-code-elsewhere = Этот код для другого места: { $place }. Попросите человека выбрать на портале ваше место и получить новый код
proofing-code-first = Сначала код, потом время
proofing-code-first-text = Получите код для оператора. Сразу после этого выберете время визита.
act-proofing-post-handed = Работник почты сверил паспорт и выдал секретный код
proofing-sheet = Распечатать заявочный лист
proofing-sheet-text = На листе ваш код, QR-код для сотрудника и список того, что взять. Без листа тоже примут: назовите код.

# Proofs of contact.
proofing-contact = Регистрация с подтверждением личности
proofing-contact-lead = Укажите СНИЛС или ИНН и телефон и выберите, как получить код. Это бесплатно.
proofing-contact-honest = Так вы подтверждаете, что телефон ваш и данные знаете вы. Уровень учётной записи от этого не меняется: подтверждённой её делает другой способ, например видеозвонок или банк.
proofing-contact-number = СНИЛС или ИНН
proofing-contact-number-hint = 11 или 12 цифр
proofing-contact-number-missing = Введите СНИЛС или ИНН
proofing-contact-number-other-snils = Это не тот СНИЛС, что в вашем профиле. Проверьте цифры или исправьте профиль
proofing-contact-number-other-inn = Это не тот ИНН, что в вашем профиле. Проверьте цифры, введите СНИЛС или исправьте профиль
proofing-contact-phone = Телефон
proofing-contact-phone-hint = Тот, с которым вы зарегистрированы
proofing-contact-phone-other = Это не телефон вашей учётной записи. Если номер сменился, сначала измените его в профиле
proofing-contact-way = Как получить код
proofing-contact-way-missing = Выберите, как получить код
proofing-contact-by-sms = СМС-код
proofing-contact-by-sms-hint = Сообщение с шестью цифрами
proofing-contact-by-voice = Звонок
proofing-contact-by-voice-hint = Позвоним и продиктуем шесть цифр
proofing-contact-begin = Получить код
proofing-contact-wait = Кодов было слишком много. Следующий можно получить в { $time }
proofing-contact-code-sms = Код для подтверждения телефона в «Окне»: { $code }. Никому его не говорите
proofing-contact-code-voice = Здравствуйте! Это портал «Окно». Ваш код: { $code }. Никому его не говорите. Повторяю: { $code }.
proofing-contact-code-sms-title = Код из SMS
proofing-contact-code-voice-title = Код из звонка
proofing-contact-code-sms-lead = Отправили 6 цифр на номер { $phone }.
proofing-contact-code-voice-lead = Звоним на номер { $phone } и диктуем 6 цифр. Возьмите трубку.
proofing-contact-code-sms-label = Код из SMS
proofing-contact-code-voice-label = Код из звонка
proofing-contact-code-until = Код действует 5 минут, до { $time }
proofing-contact-code-over = Срок кода вышел, запросите новый
proofing-contact-code-missing = Введите 6 цифр кода
proofing-contact-code-wrong =
    { $left ->
        [one] Код не подошёл. Осталась { $left } попытка
        [few] Код не подошёл. Осталось { $left } попытки
       *[many] Код не подошёл. Осталось { $left } попыток
    }
proofing-contact-code-locked = Код введён неверно слишком много раз. Новый можно получить в { $time }
proofing-contact-check = Проверить
proofing-contact-sms-again = Отправить снова
proofing-contact-voice-again = Позвонить снова
proofing-contact-secret = Мы никогда не спрашиваем код по телефону и в переписке. Не говорите его никому.
proofing-contact-question = Вопрос о ваших данных
proofing-contact-question-lead = Так мы убедимся, что телефон не в чужих руках. После неверного ответа придётся подождать.
proofing-contact-question-street = На какой улице вы зарегистрированы?
proofing-contact-question-issued = Когда выдан ваш паспорт?
proofing-contact-answer = Ответить
proofing-contact-answer-missing = Выберите ответ
proofing-contact-answers-wrong = Ответы не совпали с данными профиля.
proofing-contact-suspended = Проверка приостановлена
proofing-contact-suspended-until = Приостановлено до { $date }, { $time }
proofing-contact-suspended-text = Ответ не совпал с вашими данными. После этого времени зададим другой вопрос, код вводить снова не нужно. Ждать не обязательно: можно выбрать другой способ.
proofing-contact-suspended-over = Можно продолжить: зададим другой вопрос. Ещё один неверный ответ закончит проверку.
proofing-contact-go-on = Продолжить
proofing-contact-other-ways = Другие способы
proofing-contact-look = Посмотреть мои данные
proofing-contact-streets = Ленина, Садовая, Набережная, Школьная, Лесная, Молодёжная, Центральная, Заречная, Полевая, Советская
proofing-contact-streets-male = Садовый, Заречный, Лесной, Школьный, Полевой, Речной, Солнечный, Зелёный
proofing-sms = Код по SMS
proofing-sms-text = Покажет, что телефон ваш: код из сообщения и один вопрос о ваших данных.
proofing-voice = Код по звонку
proofing-voice-text = Позвоним и продиктуем код, потом один вопрос о ваших данных.
proofing-last-sms-answer = В прошлый раз ответы не совпали с данными профиля. Проверьте профиль и попробуйте снова.
proofing-last-voice-answer = В прошлый раз ответы не совпали с данными профиля. Проверьте профиль и попробуйте снова.
proofing-refused-sms-sms = Окно: проверка телефона не пройдена. Причина — в личном кабинете.
proofing-refused-sms-subject = Проверка телефона не пройдена
proofing-refused-sms-body =
    { $name }, проверка телефона закончилась. { $reason }

    Уровень учётной записи не изменился. Сверьте профиль и попробуйте снова или выберите другой способ. Если отвечали не вы, сразу смените пароль и позвоните нам.
proofing-refused-voice-sms = Окно: проверка телефона не пройдена. Причина — в личном кабинете.
proofing-refused-voice-subject = Проверка телефона не пройдена
proofing-refused-voice-body =
    { $name }, проверка телефона закончилась. { $reason }

    Уровень учётной записи не изменился. Сверьте профиль и попробуйте снова или выберите другой способ. Если отвечали не вы, сразу смените пароль и позвоните нам.
proofing-contact-by-card = Банковская карта
proofing-contact-by-card-hint = Код пришлёт ваш банк на телефон, к которому привязана карта
proofing-card = Банковская карта
proofing-card-text = Банк пришлёт код на телефон, к которому привязана карта. Введите его здесь — и всё.
proofing-card-lead = Если карта привязана к вашему телефону { $phone }, банк пришлёт на него код. Номер карты мы не спрашиваем.
proofing-card-which = Банк вашей карты
proofing-card-consent-1 = Я согласен, чтобы портал передал выбранному мной банку номер моего телефона.
proofing-card-consent-2 = Банк проверит, привязана ли к этому телефону карта, пришлёт на него код и скажет порталу, верно ли он введён. О карте и счетах портал ничего не узнает.
proofing-card-consent-box = Согласен на передачу номера телефона в банк
proofing-card-consent-missing = Без согласия мы не можем обратиться в банк. Отметьте его или выберите другой способ
proofing-card-none = { $bank }: такой карты нет
proofing-card-none-text = К телефону вашей учётной записи в этом банке карта не привязана. Выберите другой банк.
proofing-card-down = { $bank } не отвечает
proofing-card-down-text = Попробуйте позже или выберите другой банк.
proofing-card-codes-over = Банк уже прислал пять кодов, больше не попросим. Отмените и начните позже или выберите другой способ
proofing-card-code-title = Код от банка
proofing-card-code-last = Данные совпали, остался последний шаг.
proofing-card-code-sent = { $bank } отправил код на телефон, к которому привязана карта. Номер заканчивается на { $digits }.
proofing-card-code-label = Код из SMS банка
proofing-card-code-until = Код действует до { $time }
proofing-card-code-missing = Введите код из SMS банка: от 4 до 8 цифр
proofing-card-code-wanted = { $bank }: данные совпали
proofing-card-code-wanted-text = Остался код. Банк пришлёт его на телефон, к которому привязана карта.
proofing-card-code-asked = { $bank }: просим прислать код
proofing-card-code-asked-text = Обычно это секунда. Если банк не отвечает, попробуем ещё несколько раз в течение минуты.
proofing-card-code-checked = { $bank }: проверяем код
proofing-card-code-checked-text = Обычно это секунда. Страница обновится сама.
proofing-last-card-unsettled = В прошлый раз телефон сменился, пока вы вводили код. Можно попробовать снова.
proofing-bank-code-sms = Окно: данные из банка совпали, остался код. Он ждёт в личном кабинете.
proofing-bank-code-subject = Остался код от банка
proofing-bank-code-body =
    { $name }, данные совпали. Чтобы подтвердить личность, откройте в личном кабинете «Через интернет-банк» и получите код: { $reason } пришлёт его на телефон, к которому привязана карта.

    Если вы не регистрировались на портале, сразу позвоните нам.
act-proofing-bank-agreed = Вы согласились в банке передать данные порталу
act-proofing-card-sent = Банк отправил код на телефон, к которому привязана карта
act-proofing-card-code = Введён верный код от банка
act-proofing-contact-code = Введён верный код для проверки телефона
act-proofing-suspended = Проверка телефона приостановлена: ответ не совпал с профилем
## Рабочее место: сверка и документы
proofing-compared = Сверка с реестрами
proofing-compared-what = Документ
proofing-compared-typed = Человек указал
proofing-compared-registry = Реестр ответил
proofing-compared-passport = Паспорт
proofing-compared-snils = СНИЛС
proofing-compared-inn = ИНН
proofing-compared-address = Адрес регистрации
proofing-compared-at = Ответ получен { $at }
proofing-compared-again = Спрашиваем ещё раз. Прошлый ответ — { $at }
proofing-compare-now = Сверить сейчас
proofing-papers = Сканы
proofing-papers-empty = Пока ничего не приложено.
proofing-paper-kind = Что на скане
proofing-paper-file = Файл
proofing-paper-file-hint = PDF, JPG или PNG до 5 МБ
proofing-paper-missing = Выберите файл
proofing-paper-many = Приложено уже 12 файлов, больше не нужно
proofing-paper-add = Приложить
proofing-paper-remove = Убрать
proofing-paper-passport = Паспорт
proofing-paper-photo = Фото человека
proofing-paper-signature = Подпись
proofing-paper-other = Другой документ
proofing-paper-consent = Подписанное согласие
proofing-paper-inn = Свидетельство ИНН
proofing-paper-work-book = Трудовая книжка
proofing-paper-income = Справка о доходах

## Рабочее место: регистрация человека
proofing-visit-link = Зарегистрировать человека без учётной записи
proofing-visit-title = Регистрация в центре
proofing-visit-lead = Перепишите данные из документов. Телефон и почту человек подтвердит кодами прямо у окна.
proofing-visit-person = О человеке
proofing-visit-back = Назад
proofing-visit-back-one = К регистрации
proofing-visit-start = Отправить коды
proofing-visit-today = Сегодня
proofing-visit-row-open = Не закончено
proofing-visit-row-made = Ждём реестры
proofing-visit-row-confirmed = Подтверждено
proofing-visit-row-over = Не получилось
proofing-visit-need = Что нужно
proofing-visit-need-text = Паспорт и СНИЛС. Телефон и почта, которые человек может открыть сейчас. Если есть учётная запись, найдём её по СНИЛС.
proofing-fund = Социальный фонд (бывший ПФР): что интересует
proofing-fund-pension = Пенсия
proofing-fund-benefits = Пособия и выплаты
proofing-fund-capital = Материнский капитал
proofing-visit-step =
    { $n ->
        [2] Шаг 2 из 4: телефон
        [3] Шаг 3 из 4: почта
       *[4] Шаг 4 из 4: документы
    }
proofing-visit-phone = Код из SMS
proofing-visit-phone-lead = Отправили код на номер { $to }. Попросите человека прочитать его вслух.
proofing-visit-email = Код из письма
proofing-visit-email-lead = Отправили код на адрес { $to }. Попросите человека открыть письмо и прочитать код вслух.
proofing-visit-found = Учётная запись уже есть
proofing-visit-found-lead = Новую заводить не нужно. Отправили код на номер из учётной записи: { $to }. Попросите человека прочитать его вслух.
proofing-visit-code-hint = 6 цифр, код действует 5 минут
proofing-visit-code-submit = Проверить код
proofing-visit-code-wait = Код сюда уже отправлен. Новый можно отправить после { $time }
proofing-visit-phone-taken = Этот номер указан в учётной записи другого человека. Нужен другой номер
proofing-visit-email-taken = Этот адрес указан в учётной записи другого человека. Нужен другой адрес
proofing-visit-snils-taken = Этот СНИЛС указан в другой учётной записи. Проверьте цифры
proofing-visit-sms = Код { $code }. Назовите его сотруднику центра обслуживания, если вы сейчас у окна. Больше никому его не говорите
proofing-visit-mail = Код { $code }. Назовите его сотруднику центра обслуживания, если вы сейчас у окна. Он действует 5 минут. Больше никому его не говорите. Если вы не в центре, ничего делать не нужно.
proofing-visit-mail-subject = Код для центра обслуживания
proofing-visit-papers = Согласие и документы
proofing-visit-papers-lead = Осталось подписать согласие, приложить сканы и сверить человека с паспортом.
proofing-visit-consent = Согласие на бумаге
proofing-visit-consent-text = Напечатайте, дайте прочитать и подписать, приложите скан.
proofing-visit-consent-print = Напечатать согласие
proofing-visit-consent-there = Скан приложен
proofing-visit-consent-lacks = Скана нет
proofing-visit-consent-title = Согласие и соглашение
proofing-visit-no-consent = Приложите скан подписанного согласия: без него учётную запись создать нельзя
proofing-visit-not-seen = Отметьте все три проверки. Если человек не похож на фото или паспорт повреждён, отмените регистрацию
proofing-visit-numbers = Данные на экране совпали с документами
proofing-visit-finish = Создать учётную запись
proofing-visit-made = Учётная запись создана
proofing-visit-made-lead = Сверяем данные с реестрами. Когда всё совпадёт, личность подтвердится сама. Человеку ждать не обязательно.
proofing-visit-confirmed = Регистрация завершена
proofing-visit-confirmed-lead = Реестры подтвердили данные, учётная запись подтверждённая.
proofing-visit-ended = Подтвердить не получилось
proofing-visit-ended-lead = Учётная запись осталась, но личность по этому визиту не подтверждена.
proofing-visit-ended-text = Данные изменились после вашей сверки, или реестры не ответили за месяц. Человек может прийти снова с кодом из личного кабинета.
proofing-visit-nothing = Учётная запись уже подтверждённая, делать ничего не нужно. Если человек забыл пароль, он восстановит его по телефону на странице входа.
proofing-visit-account = Номер учётной записи
proofing-visit-mend = Исправить данные
proofing-visit-mend-title = Исправить данные
proofing-visit-mend-save = Сохранить
proofing-visit-drop = Отменить и стереть введённое
proofing-visit-code-text = С ним человек войдёт в первый раз и придумает пароль. Код действует 72 часа и подходит один раз. Новый код отменяет прежний.
proofing-visit-code-give = Выдать временный код
proofing-visit-code-own = У человека есть свой пароль, временный код не нужен.
proofing-visit-code-used = Человек уже вошёл и задал свой пароль.
proofing-visit-code-title = Временный код доступа
proofing-visit-code-open = Откройте страницу
proofing-visit-code-type = Введите телефон или СНИЛС и этот код.
proofing-visit-code-choose = Придумайте пароль. Дальше входите с ним.
proofing-visit-code-until = Код действует до { $date }, { $time }.
proofing-visit-code-once = Код показываем один раз. Напечатайте страницу или перепишите код и отдайте человеку.
proofing-visit-code-done = Готово
proofing-visit-told-sms = Окно: вам создали учётную запись { $number } ({ $place }). Если это не вы, позвоните: { $phone }
proofing-visit-told-subject = Вам создали учётную запись в «Окне»
proofing-visit-told-body =
    { $name }, сотрудник центра обслуживания ({ $place }) оформил вашу учётную запись { $number } по документам.

    Сейчас данные сверяют реестры. Когда всё совпадёт, откроются все услуги.

    Если вы ничего не оформляли, сразу позвоните: { $phone }

## Уведомление о регистрации
proofing-certificate = Уведомление о регистрации
proofing-certificate-title = Уведомление о завершении регистрации
proofing-certificate-issuer = Портал государственных услуг «Окно»
proofing-certificate-lead = Документ о том, что регистрация завершена и личность подтверждена. Его подлинность может проверить любой.
proofing-certificate-ready = Готово
proofing-certificate-number = Номер документа
proofing-certificate-holder = Кому
proofing-certificate-open = Открыть PDF
proofing-certificate-check = Проверить подлинность
proofing-certificate-wait = Готовим документ
proofing-certificate-wait-text = Обычно это несколько секунд. Страница обновится сама.
proofing-certificate-make = Сделать уведомление о регистрации
proofing-certificate-print = Напечатать уведомление о регистрации

act-proofing-paper-added = Сотрудник центра приложил скан
act-proofing-paper-seen = Сотрудник открыл скан из вашего дела
act-proofing-paper-removed = Сотрудник центра убрал скан
act-proofing-visit-begun = Сотрудник центра начал оформлять вашу учётную запись
act-proofing-visit-dropped = Сотрудник центра отменил оформление
act-proofing-certificate-printed = Сотрудник центра напечатал уведомление о регистрации

## Аудитор
proofing-audit-title = Сканы из центров
proofing-audit-lead = Последние 200. Открыть скан — значит посмотреть чужой документ: каждый просмотр записываем, и человек видит его в своей истории.
proofing-audit-empty = Сканов пока нет.
proofing-audit-at = Когда
proofing-audit-by = Кто приложил
proofing-audit-pictures = Снимки электронных документов
proofing-audit-pictures-text = Последние 200, пока не удалены. Каждый просмотр тоже записываем.
proofing-audit-pictures-empty = Снимков пока нет.

## Бумажный пакет по почте
proofing-paper = Документы на бумаге, заказным письмом
proofing-paper-text = Отправьте заявление и заверенные копии по почте. Мы проверим и напишем на электронную почту.
proofing-enclosure-application = Заявление с подписью
proofing-enclosure-inventory = Опись вложения
proofing-enclosure-passport = Копия паспорта: разворот с фото и страница с регистрацией
proofing-enclosure-inn = Копия свидетельства ИНН, если он есть
proofing-enclosure-address = Подтверждение адреса: квитанция за коммунальные услуги или выписка из домовой книги
proofing-package-title = Заявление и опись
proofing-package-what = Что нужно отправить
proofing-package-originals = Копии заверьте у нотариуса или приложите вместе с ними оригиналы: вернём заказным письмом.
proofing-package-where-title = Куда отправить
proofing-package-to = Кому
proofing-package-where = Куда
proofing-package-begin = Подготовить пакет
proofing-package-number = Номер пакета
proofing-package-number-hint = 8 цифр, напечатаны на заявлении
proofing-package-number-missing = Введите номер пакета
proofing-package-number-unknown = Открытого пакета с таким номером нет. Проверьте цифры на заявлении
proofing-package-until = Ждём пакет до
proofing-package-way = Где пакет
proofing-package-prepared = Пакет готовится
proofing-package-sent = Отправлен
proofing-package-arrived = Почта доставила
proofing-package-received = Документы у сотрудника
proofing-package-lacking = Нужно исправить
proofing-package-complete = Документы проверены, ждём реестры
proofing-package-pack = Как отправить
proofing-package-pack-print = Напечатайте заявление и опись, подпишите.
proofing-package-pack-put = Вложите в конверт:
proofing-package-pack-send = Отправьте заказным письмом с описью вложения и сохраните чек.
proofing-package-print = Напечатать заявление и опись
proofing-package-sent-title = Уже отправили?
proofing-package-sent-text = Впишите номер с чека, и здесь будет видно, где пакет.
proofing-paper-way-track = Номер отправления
proofing-paper-way-track-hint = 14 цифр с почтового чека
proofing-paper-way-track-missing = Впишите номер с почтового чека
proofing-paper-way-receipt = Чек
proofing-paper-way-receipt-hint = Фото или скан чека для вас: PDF, JPG или PNG до 5 МБ
proofing-paper-way-receipt-look = Посмотреть чек
proofing-paper-way-save = Сохранить
proofing-last-paper-expired = Прошлый пакет не пришёл вовремя.
proofing-package-mend = Нужно исправить
proofing-package-mend-text = Дошлите недостающее с тем же номером пакета и впишите новый номер отправления. Если вопрос по телефону или почте уже решён, ничего делать не нужно.
proofing-package-link = Пакеты по почте
proofing-packages = Пакеты по почте
proofing-packages-lead = Ожидаемые и пришедшие. Найдите пакет по номеру на заявлении.
proofing-packages-empty = Пакетов пока нет
proofing-package-state = Состояние
proofing-package-case = Бумажный пакет
proofing-package-case-of = Пакет по почте
proofing-package-birth = Дата рождения
proofing-package-address = Адрес
proofing-package-email = Электронная почта
proofing-package-came = Пакет пришёл?
proofing-package-came-text = Отметьте, когда конверт у вас: человек узнает об этом сразу.
proofing-package-receive = Пакет у меня
proofing-package-inside = Что в пакете
proofing-package-certified = Копии заверены или есть оригиналы, данные совпали
proofing-package-note = Что исправить
proofing-package-note-hint = Человек прочитает это в сообщении. Пишите просто: что не так и что сделать.
proofing-package-confirm = Всё верно, подтвердить
proofing-package-ask = Попросить исправить
proofing-package-not-received = Сначала отметьте, что пакет у вас
proofing-package-not-whole = В пакете не всё. Отметьте найденное или попросите человека дослать
proofing-package-not-certified = Подтвердить можно, когда копии заверены и данные совпали
proofing-package-nothing-asked = Напишите, что исправить, или снимите отметку с того, чего нет
proofing-package-waits = Реестры ещё не подтвердили данные: { $list }. Когда подтвердят, личность подтвердится сама.
proofing-package-empty = Данные ещё не внесены в учётную запись. Внесите их из документов.
proofing-package-data = Внести данные
proofing-package-data-lead = Перепишите данные из документов. Реестры сверят их сразу.
proofing-package-data-save = Сохранить и сверить
proofing-package-talks = О чём говорили
proofing-package-talk-title = Записать разговор
proofing-package-talk-how = Как связались
proofing-package-talk-how-missing = Выберите, как связались
proofing-package-talk-phone = По телефону
proofing-package-talk-mail = По почте
proofing-package-talk-asked = Попросили исправить
proofing-package-talk-said = Что решили
proofing-package-talk-missing = Напишите, что решили
proofing-package-talk-save = Записать
proofing-package-refuse = Отказать
proofing-package-reason-copies = Копии не заверены, оригиналов нет
proofing-package-reason-data = Данные в документах другие
proofing-package-reason-silent = Человек не исправил вовремя
proofing-package-reason-other = Другая причина
proofing-package-refused = Отказано
proofing-package-over = Пакет закрыт
proofing-package-over-text = Человек отменил его, срок вышел, или личность подтверждена другим способом.
proofing-package-told-arrived-sms = Окно: почта доставила ваш пакет документов. Сообщим, когда проверим
proofing-package-told-arrived-subject = Почта доставила ваш пакет
proofing-package-told-arrived-body = { $name }, почта доставила пакет документов. Сообщим, когда проверим. Делать ничего не нужно.
proofing-package-told-received-sms = Окно: ваш пакет документов у сотрудника, проверяем
proofing-package-told-received-subject = Ваш пакет документов получен
proofing-package-told-received-body = { $name }, пакет документов у сотрудника. Проверим комплект и напишем на этот адрес.
proofing-package-told-lacking-sms = Окно: в пакете документов нужно кое-что исправить. Подробности в письме и в кабинете
proofing-package-told-lacking-subject = В пакете документов нужно исправить
proofing-package-told-lacking-body =
    { $name }, мы проверили пакет документов. Не хватает или нужно исправить: { $list }.

    Дошлите недостающее с тем же номером пакета. Если удобнее обсудить, позвоните: { $phone }
proofing-package-told-complete-sms = Окно: документы проверены, ждём ответ реестров
proofing-package-told-complete-subject = Документы проверены
proofing-package-told-complete-body = { $name }, с документами всё в порядке. Ждём ответ реестров: когда он придёт, личность подтвердится сама.
proofing-refused-paper-sms = Окно: подтвердить личность по документам не удалось. Причина — в письме и в кабинете.
proofing-refused-paper-subject = Подтвердить личность по документам не удалось
proofing-refused-paper-body =
    { $name }, мы не смогли подтвердить личность по пакету документов. Причина: { $reason }

    Уровень учётной записи не изменился. Можно прислать новый пакет или выбрать другой способ.

act-proofing-package-moved =
    { $step ->
        [sent] Пакет документов отправлен
        [arrived] Почта доставила пакет документов
        [received] Пакет документов у сотрудника
        [lacking] Сотрудник попросил исправить документы
        [complete] Документы из пакета проверены
       *[other] Пакет документов готовится
    }
act-proofing-package-talk = Сотрудник записал разговор о документах

# A certificate that a bank has made for its client.
proofing-bank-certificate = Электронная подпись от банка
proofing-bank-certificate-text = Банк оформит сертификат на ваше имя и пришлёт его сюда. Останется нажать одну кнопку.
proofing-bank-certificate-lead = Банк оформит сертификат электронной подписи по своим данным о вас и пришлёт его в учётную запись. Вы активируете подпись одной кнопкой, и личность подтверждена.
proofing-bank-certificate-more = Сертификат электронной подписи на ваше имя. Ключ останется в банке
proofing-bank-certificate-consent-1 = Я согласен, чтобы выбранный мной банк передал порталу мои фамилию, имя, отчество, дату рождения, пол, СНИЛС, ИНН и паспортные данные.
proofing-bank-certificate-consent-2 = Я прошу банк оформить на моё имя сертификат электронной подписи, передать его порталу и хранить ключ у себя. Ключом банк подпишет только то, о чём я попрошу на портале.
proofing-bank-certificate-consent-3 = Портал сверит данные и сертификат с моим профилем и подтвердит по ним мою личность. Отказаться можно до активации: начатое отменяется, а банк отзывает сертификат. Активированную подпись можно отозвать в личном кабинете.
proofing-bank-certificate-ordered = { $bank } готовит сертификат
proofing-bank-certificate-ordered-text = Обычно это несколько секунд. Страница обновится сама, её можно закрыть: пришлём сообщение.
proofing-bank-certificate-arrived = Сертификат пришёл
proofing-bank-certificate-arrived-text = Проверьте, что сертификат ваш. Нажмите кнопку — банк «{ $bank }» подпишет вашим ключом короткий текст портала, и подпись начнёт действовать.
proofing-bank-certificate-activate = Активировать подпись
proofing-bank-certificate-signing = Активируем подпись
proofing-bank-certificate-signing-text = Банк «{ $bank }» подписывает текст, мы проверяем подпись. Обычно это несколько секунд.
proofing-bank-certificate-later = Подпись пока не активирована
proofing-bank-certificate-down = Банк «{ $bank }» не отвечает. Сертификат на месте: попробуйте чуть позже.
proofing-bank-certificate-cancel = Отказаться от сертификата
proofing-bank-certificate-challenge =
    Окно: активация электронной подписи от банка.
    Подписывая этот текст, вы подтверждаете, что учётная запись на { $address } ваша.
    Код: { $code }
    Действует до: { $until }
proofing-bank-certificate-why-bank = Сертификат или подпись банка не прошли проверку, и мы их не приняли. Попробуйте ещё раз или выберите другой способ.
proofing-bank-certificate-why-another = Сертификат выдан на другого человека, не совпало: { $fields }. Если ошибка в профиле, исправьте его. Если в банке — обновите данные в банке. Потом начните заново.
proofing-bank-certificate-why-revoked = Сертификат отозван, активировать его нельзя. Начните заново: банк оформит новый.
proofing-bank-certificate-why-expired = Срок сертификата закончился, активировать его нельзя. Начните заново: банк оформит новый.
proofing-bank-certificate-why-withdrawn = Вы не разрешили банку оформить сертификат и подписать им текст портала. Если передумали, начните заново.
proofing-bank-certificate-why-unsettled = Данные профиля изменились после того, как банк их сверил. Дождитесь проверки в реестрах и начните заново.
proofing-field-given = имя или отчество
proofing-field-no-number = нет ни СНИЛС, ни ИНН
proofing-last-bank-certificate-denied = В прошлый раз вы отказались передать данные. Можно попробовать снова.
proofing-last-bank-certificate-down = В прошлый раз банк не ответил. Можно попробовать снова.
proofing-last-bank-certificate-withdrawn = В прошлый раз банк не получил вашего разрешения. Можно попробовать снова.
proofing-last-bank-certificate-unsettled = В прошлый раз данные профиля изменились. Можно попробовать снова.
proofing-bank-certificate-here-sms = Окно: сертификат подписи из банка пришёл. Активируйте его в личном кабинете.
proofing-bank-certificate-here-subject = Сертификат подписи пришёл: активируйте его
proofing-bank-certificate-here-body =
    { $name }, { $reason } оформил на ваше имя сертификат электронной подписи, он в личном кабинете.

    Нажмите «Активировать подпись», и личность будет подтверждена. Если вы не просили сертификат, откажитесь от него в кабинете.
proofing-bank-certificate-ended-sms = Окно: вы отозвали электронную подпись.
proofing-bank-certificate-ended-subject = Электронная подпись отозвана
proofing-bank-certificate-ended-body =
    { $name }, вы отозвали электронную подпись, которую оформил банк. Банк: { $reason }. Подписывать ею больше нельзя.

    Если это были не вы, смените пароль.
proofing-certificates = Электронная подпись
proofing-certificates-lead = Сертификаты, которые есть у вашей учётной записи. Действует ли каждый, проверяем по спискам отзыва при каждом показе.
proofing-certificates-none = Подписи пока нет
proofing-certificates-none-text = Её может оформить ваш банк: это способ подтвердить личность.
proofing-certificates-none-confirmed = Личность уже подтверждена без неё.
proofing-certificates-holder = Владелец
proofing-certificates-issuer = Кто выдал
proofing-certificates-valid = Срок действия
proofing-certificates-number = Номер
proofing-certificates-active = Действует
proofing-certificates-ended = Отозвана вами
proofing-certificates-expired = Срок закончился
proofing-certificates-revoked = Отозвана удостоверяющим центром
proofing-certificates-distrusted = Не принимается
proofing-certificates-unknown = Не можем проверить
proofing-certificates-since = С { $date } подписывать ею нельзя.
proofing-certificates-unknown-text = Свежий список отзыва ещё не пришёл. Загляните позже: мы запросим его сами.
proofing-certificates-distrusted-text = Удостоверяющего центра больше нет в нашем списке. Личность остаётся подтверждённой.
proofing-certificates-activated = Активирована { $date }
proofing-certificates-end = Отозвать подпись
proofing-certificates-end-text = Подписывать ею будет нельзя, вернуть её нельзя. Личность останется подтверждённой. Банку мы сообщим сами.
proofing-certificates-end-now = Отозвать
proofing-certificates-waits = Проверьте его и активируйте подпись.
proofing-certificates-yours = Подпись от банка
proofing-certificates-yours-text = Срок, номер и состояние — на отдельной странице.
proofing-certificates-look = Посмотреть
act-proofing-certificate-arrived = Банк прислал сертификат электронной подписи
act-proofing-certificate-activated = Активирована электронная подпись от банка
act-proofing-certificate-ended = Электронная подпись от банка отозвана

## Поддержке

proofing-stands-open = Идёт, до { $date }
proofing-stands-done = Подтверждено
proofing-stands-revoked = Подтверждение отозвано
proofing-stands-cancelled = Отменено человеком
proofing-stands-overtaken = Другой способ оказался быстрее

## Восстановление доступа через банк

proofing-bank-recover = Восстановление через банк
proofing-bank-recover-back = Восстановление пароля
proofing-bank-recover-lead = Банк подтвердит, что это вы, и вы зададите новый пароль. Подойдёт, если данные учётной записи проверены и в банке такие же.
proofing-bank-recover-consent-1 = Я согласен, чтобы выбранный мной банк передал порталу мои фамилию, имя, отчество, дату рождения, СНИЛС, ИНН и данные паспорта.
proofing-bank-recover-consent-2 = Портал сверит их с реестром и с моей учётной записью, чтобы вернуть мне доступ к ней. Телефон и почту он по ним не меняет. Если я не закончу за сутки, портал удалит эти данные.
proofing-bank-recover-consent-3 = Отказаться можно до возвращения из банка: на его странице.
proofing-bank-recover-ended = { $bank }: доступ не восстановлен
proofing-bank-recover-known = { $bank } подтвердил, что это вы
proofing-bank-recover-known-text = Осталось задать новый пароль. На других устройствах вход закроется.
proofing-bank-recover-on = Задать новый пароль
proofing-bank-why-nobody = Учётной записи с данными из банка нет, или они в чём-то разные: например, паспорт в банке прежний. Попробуйте другой банк или другой способ.
proofing-bank-why-snils = Банк не передал СНИЛС, а без него учётную запись не найти. Попробуйте другой банк или другой способ.

# Копия данных и согласия
proofing-data-checks = Проверки в реестрах
proofing-data-confirmations = Подтверждения личности
proofing-data-certificates = Электронные подписи
proofing-data-registry = Реестр
proofing-data-answer = Ответ
proofing-data-differs = Что не совпало
proofing-data-asked = Спросили
proofing-data-answered = Ответил
proofing-data-way = Способ
proofing-data-stage = Состояние
proofing-data-stage-open = Идёт
proofing-data-stage-done = Личность подтверждена
proofing-data-stage-refused = Отказано
proofing-data-stage-cancelled = Отменено
proofing-data-stage-expired = Время вышло
proofing-data-stage-overtaken = Подтверждено другим способом
proofing-data-with = Через кого
proofing-data-begun = Начато
proofing-data-decided = Завершено
proofing-data-place = Где
proofing-data-revoked = Отозвано
proofing-data-bank = Банк
proofing-data-name = Название
proofing-data-certificate = Сертификат
proofing-data-ended = Завершён
proofing-consent = Подтверждение личности: { $way }
proofing-consent-follows = Если подтверждение ещё идёт, оно остановится, а снимки удалим сразу. Уже подтверждённая личность останется подтверждённой.

## Вернуть доступ у окна

proofing-return-link = Вернуть человеку доступ
proofing-return-title = Вернуть доступ
proofing-return-lead = Введите данные из паспорта и СНИЛС. Программа сверит их с учётной записью и скажет только, сошлось ли.
proofing-return-documents = Документы
proofing-return-passport = Серия и номер паспорта
proofing-return-lost = Если потеряны
proofing-return-phone = Новый мобильный телефон
proofing-return-phone-hint = Только если прежнего номера больше нет. Код из SMS человек прочитает вслух
proofing-return-email = Новая электронная почта
proofing-return-email-hint = Только если к прежней нет доступа. Код из письма человек прочитает вслух
proofing-return-email-wrong = Не похоже на адрес почты
proofing-return-steps = Потеряны и приложение с кодами, и ключи, и запасные коды
proofing-return-seen = Вы посмотрели
proofing-return-face = Человек похож на фото в паспорте
proofing-return-intact = Паспорт целый, без исправлений
proofing-return-not-seen = Сверьте лицо и паспорт и отметьте оба пункта
proofing-return-check = Сверить
proofing-return-wrong = Данные не сошлись. Проверьте, что ввели, по документам. Если всё верно, такой учётной записи нет или её данные не проверены
proofing-return-right = Данные сошлись.
proofing-return-taken = Телефон или почту только что указали в другой учётной записи. Начните заново с другим контактом.
proofing-return-code = Код доступа
proofing-return-code-text = С ним человек задаст новый пароль. Код действует 72 часа и подходит один раз. Когда выдадите, вход закроется везде, а всем контактам придёт сообщение.
proofing-return-made = Код выдан. Новый отменит прежний.
proofing-return-give = Выдать код доступа
proofing-return-reason = Возвращали доступ по документам
act-proofing-return-begun = В центре сверили документы, чтобы вернуть вам доступ
act-proofing-return-wrong = В центре пытались вернуть доступ, данные не сошлись

## До 14 лет
proofing-way-young = Доступно с 14 лет
proofing-young-title = Личность подтверждают с 14 лет
proofing-young-text = Для подтверждения нужен паспорт, а его выдают с 14 лет. До этого за вас это делают родители
