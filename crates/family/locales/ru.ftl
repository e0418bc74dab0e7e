## Семья и дети
family-title = Семья и дети
family-lead = Карточки детей и их учётные записи
family-first = Сначала подтвердите свою личность
family-first-text = Ребёнка может добавить мама или папа с подтверждённой учётной записью: так мы знаем, что это именно вы
family-confirm = Подтвердить личность
family-levels = Что даёт подтверждение
family-empty = Детей пока нет
family-empty-text = Добавьте ребёнка до 18 лет. Понадобятся его СНИЛС и российское свидетельство о рождении
family-add = Добавить ребёнка
family-add-another = Добавить ещё ребёнка
family-gives = Что это даёт
family-gives-1 = Данные ребёнка проверены один раз, их не нужно искать в бумагах
family-gives-2 = У ребёнка может быть своя учётная запись: пароль знает только он
family-gives-3 = Вы видите, кто и когда в неё входил, и можете закрыть вход
family-born = Дата рождения { $date }
family-both = Два родителя
family-both-short = Добавили оба родителя
family-list-none = Учётной записи нет
family-list-account = Есть учётная запись
family-list-suspended = Вход приостановлен
family-not-now = Не сейчас

## Карточка в кабинете
family-section-ward = За вашей учётной записью смотрят родители
family-section-ward-text = Сообщений и заявлений они не читают
family-section-who = Что они видят
family-section-card = Карточка ребёнка: { $child }
family-section-card-text = Реестр ответил не так, как записано в карточке
family-section-look = Посмотреть

## Состояния карточки
family-tag-asked = Проверяем
family-tag-waiting = Ждём реестр
family-tag-differs = Не сошлось
family-tag-stuck = Нет ответа
family-tag-checked = Проверено
family-registry-sfr = СФР: СНИЛС ребёнка
family-registry-zags = ЗАГС: свидетельство и родитель
family-answer-asked = Спрашиваем
family-answer-waiting = Ждём реестр
family-answer-agrees = Совпадает
family-answer-differs = Не совпадает
family-answer-stuck = Нет ответа
family-waiting-text = Реестр пока не отвечает. Спросим его снова в { $time }, ничего делать не нужно
family-stuck-text = Реестр не принял вопрос. Попробуйте спросить ещё раз
family-differs-text = Не совпало: { $fields }. Сравните с документом и исправьте
family-differs-parent = В записи о рождении указаны не вы. Проверьте, кем вы приходитесь ребёнку, и сравните своё имя и дату рождения в профиле с паспортом
family-unknown-sfr = СФР не знает ребёнка с такими данными. Сравните их с документами
family-unknown-zags = ЗАГС не нашёл такой записи. Сравните данные со свидетельством
family-part-surname = фамилия
family-part-name = имя
family-part-patronymic = отчество
family-part-birth-date = дата рождения
family-part-snils = СНИЛС
family-takes = Обычно это занимает несколько минут, но иногда реестр отвечает несколько дней. Страницу можно закрыть: мы напишем
family-refresh = Обновить
family-again = Спросить реестры ещё раз
family-help = Не получается? Позвоните: { $phone }
family-mend = Исправить

## Добавить и исправить
family-new-title = Добавить ребёнка
family-new-lead = Перепишите данные из СНИЛС и свидетельства о рождении. Мы сверим их с СФР и ЗАГС
family-mend-title = Исправить данные ребёнка
family-mend-lead = После исправления спросим реестры заново
family-mend-submit = Исправить и проверить
family-group-child = Ребёнок
family-group-certificate = Свидетельство о рождении
family-group-you = Вы и ребёнок
family-surname = Фамилия
family-name = Имя
family-patronymic = Отчество
family-name-hint = Как в свидетельстве о рождении
family-patronymic-hint = Если отчества нет, оставьте поле пустым
family-sex = Пол ребёнка
family-sex-missing = Выберите пол ребёнка
family-birth-date = Дата рождения
family-birth-date-hint = Например, 16.05.2015
family-snils = СНИЛС
family-snils-hint = 11 цифр, например 112-233-445 95
family-relation = Кем вы приходитесь ребёнку
family-relation-hint = Так, как записано в свидетельстве
family-relation-mother = Мама
family-relation-father = Папа
family-relation-missing = Выберите, кем вы приходитесь ребёнку
family-place-missing = Укажите, где сделана запись: отдел ЗАГС из свидетельства
family-not-child = Добавить можно только того, кому ещё нет 18 лет. Проверьте дату рождения
family-issued-early = Свидетельство не могли выдать раньше дня рождения. Проверьте обе даты
family-snils-twice = Ребёнок с таким СНИЛС уже есть в вашем списке
family-many = В списке уже двадцать детей, больше добавить нельзя. Удалите лишние карточки
family-too-often = О детях спрашивали слишком часто. Попробуйте { $time }
family-field-sfr = СФР ответил, что здесь другое значение. Сравните с документом
family-field-zags = ЗАГС ответил, что здесь другое значение. Сравните с документом

## Согласие
family-consent-title = Согласие законного представителя на обработку данных ребёнка
family-consent-box = Я законный представитель ребёнка и согласен на обработку его данных
family-consent-missing = Чтобы добавить ребёнка, отметьте согласие: без него мы не можем хранить его данные
family-consent-read = Прочитать согласие
family-consent-version = Версия { $version }
family-consent-follows = Карточки детей удалятся из вашего кабинета. Если у ребёнка нет другого законного представителя, его учётная запись закроется через 14 дней.
family-consent-1 = Я, законный представитель ребёнка, даю согласие оператору портала «Окно» на обработку персональных данных ребёнка, которого добавляю в раздел «Семья и дети».
family-consent-2 = Какие данные: фамилия, имя и отчество, пол, дата рождения, СНИЛС, данные свидетельства о рождении и то, кем я прихожусь ребёнку; если заведена учётная запись ребёнка — его почта и телефон.
family-consent-3 = Зачем: чтобы сверить эти данные с СФР и ЗАГС, показать карточку ребёнка и вести его учётную запись.
family-consent-4 = Что с ними делают: записывают, хранят зашифрованными, сверяют с реестрами, показывают мне и другому законному представителю, удаляют.
family-consent-5 = Сколько: пока карточка есть в моём кабинете, но не дольше, чем действует это согласие.
family-consent-6 = Как отозвать: в личном кабинете, раздел «Данные и согласия». Карточки удалятся, а учётная запись ребёнка без другого законного представителя закроется.

## Карточка ребёнка
family-added = Ребёнок добавлен
family-added-text = Спрашиваем СФР и ЗАГС
family-asked = Спрашиваем реестры
family-asked-text = Обычно это занимает несколько минут
family-often = Реестры уже спрашивали много раз
family-often-text = Попробуйте завтра
family-made = Учётная запись заведена
family-made-text = На почту ребёнка отправили письмо с кодом доступа. Пароль ребёнок придумает сам
family-there = Учётная запись уже есть
family-there-text = Её завели вы или второй родитель
family-links = Письма уже отправляли несколько раз
family-links-text = Попробуйте завтра
family-not = Это уже нельзя сделать
family-not-text = Ребёнок сам управляет учётной записью, или карточка изменилась
family-done-sessions = Сеансы завершены
family-done-sessions-text = Ребёнку нужно войти снова на всех устройствах
family-done-access = Письмо отправлено
family-done-access-text = Ребёнок придумает пароль по письму на своей почте
family-done-suspend = Вход приостановлен
family-done-suspend-text = Ребёнок не сможет войти, пока вы не разрешите
family-done-resume = Вход снова открыт
family-done-resume-text = Ребёнок может войти со своим паролем
family-done-close = Учётная запись закроется через 14 дней
family-done-close-text = До этого дня закрытие можно отменить
family-done-keep = Учётная запись остаётся
family-done-keep-text = Закрытие отменено
family-removed = Карточка удалена
family-removed-text = { "" }
family-data-title = Данные ребёнка
family-of-certificate = Свидетельство: { $field }
family-checked-at = Проверено { $date }
family-fixed = Проверенные данные закреплены
family-remove = Удалить карточку

## Учётная запись ребёнка
family-account = Учётная запись ребёнка
family-number = Номер
family-state-active = Открыта
family-state-suspended = Вход приостановлен
family-state-locked = Закрыта после неверных кодов
family-state-closed = Закрыта
family-not-opened = Ребёнок ещё не придумал пароль. Код доступа отправили на { $email }
family-lent = Своего телефона у ребёнка нет: коды приходят на телефон родителя
family-closing = Учётная запись закроется { $day }
family-grown-text = Ребёнку исполнилось 18 лет, теперь он управляет учётной записью сам
family-own-text = Ребёнок подтвердил личность своим паспортом и управляет учётной записью сам. Карточка остаётся у вас
family-grown = Ребёнку исполнилось 18 лет
family-grown-alone = Теперь он может завести учётную запись сам. Карточку можно удалить
family-may = Что вы можете
family-access = Новый пароль
family-access-first = Код доступа
family-access-text = Письмо придёт на почту ребёнка { $email }. Пароль вы не увидите
family-act-access = Отправить письмо
family-sessions = Где открыт вход
family-sessions-none = Сейчас нигде
family-browser-unknown = Неизвестный браузер
family-act-sessions = Завершить все сеансы
family-suspend = Приостановить вход
family-suspend-text = Все сеансы завершатся, и войти будет нельзя, пока вы не разрешите
family-act-suspend = Приостановить
family-resume = Вход приостановлен
family-resume-text = Сейчас ребёнок не может войти
family-act-resume = Разрешить вход
family-act-close = Закрыть
family-act-keep = Не закрывать
family-events = Что происходило
family-who-you = вы
family-who-child = ребёнок
family-who-guardian = второй родитель
family-who-staff = сотрудник
family-who-portal = портал
family-bounds = Что остаётся ребёнку
family-bounds-text = Войти вместо ребёнка, читать его сообщения и заявления и видеть его документы вы не можете. О каждом вашем действии ребёнок узнаёт
family-until-text = В 18 лет ребёнок станет управлять учётной записью сам. С 14 лет это случится раньше, если он подтвердит личность своим паспортом: карточка останется у вас, а управлять учётной записью вы не сможете

## Завести учётную запись
family-make = Завести учётную запись
family-make-text = Нужна почта ребёнка, телефон — если есть. На них придут коды, поэтому держите их под рукой
family-account-title = Почта и телефон ребёнка
family-account-lead = На почту придёт код. Потом туда же отправим письмо, по которому ребёнок придумает пароль
family-account-submit = Отправить код
family-email = Почта ребёнка
family-email-hint = Своя, не ваша: сюда придут письма ребёнку
family-email-yours = Это ваша почта. Нужна почта ребёнка: на неё придёт его код доступа
family-phone = Телефон ребёнка
family-phone-hint = Если своего телефона нет, оставьте поле пустым: коды будут приходить вам
family-phone-mobile = Укажите российский мобильный номер: на него придёт SMS
family-phone-yours = Это ваш телефон. Если у ребёнка нет своего, оставьте поле пустым
family-code-wait = Код уже отправляли. Попробуйте после { $time }
family-code-email-title = Код из письма
family-code-phone-title = Код из SMS
family-code-lead = Отправили код на { $to }
family-code-submit = Продолжить
family-step-1 = Шаг 1 из 2: почта ребёнка
family-step-2 = Шаг 2 из 2: телефон ребёнка
family-code-mail = Код { $code } — завести учётную запись ребёнка в «Окне». Никому его не говорите, кроме родителей.
family-code-mail-subject = Код для детской учётной записи
family-code-sms = Код { $code } — завести детскую учётную запись в «Окне». Скажите его только родителям
family-taken-mail = Кто-то хотел завести детскую учётную запись в «Окне» с этой почтой, но она уже записана у вас. Если это не вы, делать ничего не нужно. Вопросы: { $phone }
family-taken-mail-subject = Код для детской учётной записи
family-taken-sms = Кто-то хотел завести детскую учётную запись в «Окне» с этим номером, но он уже записан у вас. Вопросы: { $phone }
family-taken = Почта, телефон или СНИЛС ребёнка уже записаны в другой учётной записи. Если ребёнок завёл её сам, он может войти в неё. Иначе позвоните: { $phone }

## Закрыть и удалить
family-close-title = Закрыть учётную запись ребёнка
family-close-short = Закроем через 14 дней, до этого можно передумать
family-close-text = Ребёнок получит сообщение и сможет скачать копию своих данных. Через 14 дней учётная запись закроется, а данные в ней удалятся.
family-close-stays = Карточка ребёнка останется у вас.
family-close-sure = Я понимаю, что учётная запись ребёнка закроется
family-close-sure-missing = Поставьте отметку, если хотите закрыть учётную запись ребёнка
family-close-submit = Закрыть учётную запись
family-remove-title = Удалить карточку ребёнка?
family-remove-text = Данные ребёнка исчезнут из вашего кабинета.
family-remove-stays = Учётная запись ребёнка останется: за ней смотрит второй родитель.
family-remove-goes = Коды для учётной записи ребёнка приходят на ваш телефон, а другого законного представителя нет. Поэтому она закроется через 14 дней.
family-remove-account = Что сделать с учётной записью ребёнка
family-remove-close = Закрыть
family-remove-close-hint = Через 14 дней, вместе с данными
family-remove-keep = Оставить
family-remove-keep-hint = Ребёнок продолжит ею пользоваться. Любой из родителей может снова добавить карточку
family-remove-missing = Выберите, закрыть учётную запись ребёнка или оставить
family-remove-submit = Удалить карточку
family-hindrance = Учётная запись ребёнка ({ $child }): вы единственный законный представитель. Закройте её, или пусть ребёнка добавит второй родитель

## Что читает ребёнок
family-ward-title = Мои законные представители
family-ward-lead = Пока вам нет 18 лет, за учётной записью смотрят родители
family-ward-mother = Мама, дала согласие на обработку ваших данных
family-ward-father = Папа, дал согласие на обработку ваших данных
family-ward-none = Сейчас за учётной записью никто не смотрит
family-ward-none-text = Любой из родителей может снова добавить вас в разделе «Семья и дети»
family-ward-see = Что видят родители
family-ward-see-1 = Уровень и состояние учётной записи
family-ward-see-2 = На каких устройствах и когда открыт вход
family-ward-see-3 = Важные события: входы, новый пароль, отправленные заявления — без их текста
family-ward-not = Чего они не видят
family-ward-not-text = Пароля, сообщений, текста заявлений и документов. Войти вместо вас они не могут. Если родители открывали эти сведения, об этом есть запись в вашей истории
family-ward-may = Что они могут
family-ward-may-text = Завершить сеансы, отправить вам письмо для нового пароля, приостановить вход и закрыть учётную запись. О каждом действии вы получите сообщение. Закрыть учётную запись сами вы пока не можете.
family-ward-lent = Коды по SMS приходят на телефон родителя.
family-ward-phone = Указать свой телефон
family-ward-until = До какого времени
family-ward-until-text = До вашего восемнадцатилетия: { $date }.
family-ward-passport = Раньше — если подтвердите личность своим паспортом.
family-ward-profile = Заполнить профиль
family-ward-young = С 14 лет, когда получите паспорт, сможете подтвердить личность — тогда и раньше.
family-ward-closing = Так решили родители, отменить могут тоже они
family-ward-history = История действий

## Решение суда
family-court-title = Законные представители
family-court-lead = Прекратить связь родителя с учётной записью ребёнка по решению суда
family-court-back = Администратор
family-court-number = Номер учётной записи ребёнка
family-court-number-hint = 12 цифр
family-court-number-missing = Укажите номер учётной записи ребёнка
family-court-find = Найти
family-court-nobody = Детской учётной записи с таким номером и представителем нет. Проверьте номер
family-court-guardian = Чья связь прекращается
family-court-guardian-missing = Выберите законного представителя
family-court-reason = Основание
family-court-reason-hint = Суд, номер и дата решения. Его прочитают родитель и ребёнок
family-court-reason-missing = Напишите основание: суд, номер и дата решения, от 20 знаков
family-court-end = Прекратить связь
family-court-told = Родитель, ребёнок и второй родитель получат сообщения. Действие останется в журнале
family-court-done = Связь прекращена
family-court-done-text = Все, кого это касается, получат сообщения

## Поддержке
family-stands-child = Детская учётная запись
family-stands-guardians = { $n ->
    [0] Нет законных представителей
    [one] { $n } законный представитель
    [few] { $n } законных представителя
   *[many] { $n } законных представителей
}
family-stands-card = Карточка ребёнка
family-stands-open = Проверяется
family-stands-checked = Проверена
family-stands-account = Проверена, есть учётная запись

## Сообщения
family-told-checked-subject = Карточка ребёнка проверена
family-told-checked-body =
    { $name }, СФР и ЗАГС подтвердили данные: { $child }.

    Теперь ребёнку можно завести учётную запись.
family-told-differs-subject = Данные ребёнка не сошлись с реестром
family-told-differs-body =
    { $name }, реестр ответил не так, как записано в карточке: { $child }.

    Откройте «Семья и дети»: там написано, что не совпало.
family-told-joined-subject = Ребёнка добавил второй родитель
family-told-joined-body = { $name }, в карточке ребёнка ({ $child }) теперь два законных представителя: ЗАГС подтвердил второго родителя.
family-told-joined-child-subject = За вашей учётной записью смотрит ещё один родитель
family-told-joined-child-body = { $name }, ЗАГС подтвердил второго родителя. Кто за вами смотрит и что видит, написано в разделе «Семья и дети».
family-told-grown-subject = Ребёнку исполнилось 18 лет
family-told-grown-body = { $name }, сегодня { $child } отмечает восемнадцатилетие. Теперь учётной записью управляет только её владелец. Карточку можно удалить.
family-told-grown-child-subject = С 18-летием! Учётная запись теперь только ваша
family-told-grown-child-body = { $name }, с днём рождения! Родители больше не смотрят за учётной записью: вы управляете ею сами.
family-did-child = Что сделано с вашей учётной записью
family-did-guardian = Что сделано с учётной записью ребёнка
family-did-made-guardian = { $name }, второй родитель завёл учётную запись ребёнку: { $child }. Вы тоже за ней смотрите.
family-did-sessions-child = { $name }, родители завершили все ваши сеансы. На всех устройствах нужно войти снова.
family-did-sessions-guardian = { $name }, второй родитель завершил все сеансы ребёнка: { $child }.
family-did-access-guardian = { $name }, второй родитель попросил отправить ребёнку письмо для нового пароля: { $child }.
family-did-suspend-child = { $name }, родители приостановили вход в вашу учётную запись. Открыть его могут только они.
family-did-suspend-guardian = { $name }, второй родитель приостановил ребёнку вход: { $child }.
family-did-resume-child = { $name }, родители снова открыли вход в вашу учётную запись.
family-did-resume-guardian = { $name }, второй родитель снова открыл ребёнку вход: { $child }.
family-did-close-child = { $name }, родители попросили закрыть вашу учётную запись. Она закроется через 14 дней.
family-did-close-guardian = { $name }, второй родитель попросил закрыть учётную запись ребёнка: { $child }. Закроем через 14 дней, до этого закрытие можно отменить.
family-did-keep-child = { $name }, родители отменили закрытие вашей учётной записи.
family-did-keep-guardian = { $name }, второй родитель отменил закрытие учётной записи ребёнка: { $child }.
family-did-left-child = { $name }, один из законных представителей больше не смотрит за вашей учётной записью.
family-did-left-guardian = { $name }, второй родитель больше не законный представитель в карточке ребёнка: { $child }.
family-did-court-guardian = { $name }, по решению суда ваша связь с карточкой ребёнка прекращена: { $child }. Основание записано в разделе «Кто смотрел мои данные».
family-did-closed-guardian = { $name }, учётная запись ребёнка закрыта: { $child }. Карточка осталась у вас.

## История действий
act-family-added = Ребёнок добавлен в «Семью и детей»
act-family-mended = Данные ребёнка исправлены и отправлены на проверку
act-family-answered = Реестр ответил о данных ребёнка
act-family-checked = СФР и ЗАГС подтвердили ребёнка и законного представителя
act-family-joined = Подтверждён второй законный представитель
act-family-account-made = Заведена учётная запись ребёнка
act-family-seen = Законный представитель смотрел сведения об учётной записи
act-family-sessions-ended = Законный представитель завершил все сеансы ребёнка
act-family-access-sent = Ребёнку отправлено письмо для пароля
act-family-suspended = Вход ребёнка приостановлен
act-family-resumed = Вход ребёнка снова открыт
act-family-closing-asked = Законный представитель попросил закрыть учётную запись ребёнка
act-family-closing-called-off = Закрытие учётной записи ребёнка отменено
act-family-removed = Законный представитель удалил карточку ребёнка
act-family-withdrawn = Законный представитель отозвал согласие, карточка ребёнка удалена
act-family-ended-by-court = Связь с законным представителем прекращена по решению суда
act-family-guardian-closed = Законный представитель закрыл свою учётную запись
act-family-court-reason = Записано основание: решение суда о законном представителе
act-family-grown = Ребёнку исполнилось 18 лет, права представителей закончились

# Копия данных
family-data-children = Дети
family-data-guardians = Законные представители
family-data-guardian = Законный представитель
family-data-surname = Фамилия
family-data-given = Имя
family-data-patronymic = Отчество
family-data-sex = Пол
family-data-birth-date = Дата рождения
family-data-snils = СНИЛС
family-data-relation = Кем приходится
family-data-state = Состояние
family-data-state-checked = Проверено
family-data-state-open = Проверяется
family-data-checked = Проверено
family-data-certificate = Свидетельство о рождении
