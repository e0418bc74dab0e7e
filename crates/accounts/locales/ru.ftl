## Общее
accounts-back = Назад
accounts-continue = Продолжить
accounts-save = Сохранить
accounts-cancel = Отмена
accounts-change = Изменить
accounts-later = Позже
accounts-sign-in = Войти
accounts-fill = Заполнить профиль
accounts-saved = Сохранено
accounts-saved-checks = Начали проверку данных. Обычно она занимает от 5 до 15 минут, можно уйти и вернуться.
accounts-number = Номер учётной записи
accounts-not-filled = не заполнено

## Выбор пути
accounts-register-title = Регистрация
accounts-register-lead = Регистрируются один раз. Дальше данные хранятся в профиле, и вводить их снова не нужно.
accounts-way-time = Сколько времени
accounts-way-needs = Что нужно
accounts-way-simple = Упрощённая регистрация
accounts-way-simple-tag = Начните с неё
accounts-way-simple-text = Имя, телефон и почта. Сразу откроются справки и услуги, которым не нужны документы.
accounts-way-simple-time = 3 минуты
accounts-way-simple-needs = Телефон и почта
accounts-way-bank = Через интернет-банк
accounts-way-bank-text = Банк заполнит анкету и подтвердит личность. Откроются все услуги, идти никуда не нужно.
accounts-way-bank-time = 10 минут
accounts-way-bank-needs = Интернет-банк, телефон и почта
accounts-way-signature = Регистрация с ЭП
accounts-way-signature-text = Имя, СНИЛС и ИНН возьмём из сертификата, а личность подтвердим вашей подписью. Откроются все услуги, идти никуда не нужно.
accounts-way-signature-time = 15 минут
accounts-way-signature-needs = Электронная подпись, паспорт, телефон и почта
accounts-introduced-title = { $by }: данные получены
accounts-introduced-text = Проверьте имя и контакты. Документы проверите чуть позже.
accounts-introduced-lead = Мы заполнили, что узнали. Телефон и почту подтвердим кодами.
accounts-introduced-alone = Заполнить всё самому
accounts-introduced-differs = { $by } называет другого человека. Верните имя, как было, или заполните анкету сами
accounts-introduced-gone = Прошло больше суток, и полученные данные мы уже удалили. Начните регистрацию заново или продолжите без них
accounts-introduced-known = У вас уже есть учётная запись
accounts-introduced-known-text = { $by } подтверждает, кто вы, а с вашим СНИЛС учётная запись уже создана. Вторую не заводим.
accounts-introduced-known-advice = Войдите. Если не помните пароль, восстановите его по телефону или почте.
accounts-way-full = Регистрация с подтверждением личности
accounts-way-full-text = Открывает все услуги. Паспорт и СНИЛС заполните сразу, реестры их проверят, а как подтвердить личность, выберете потом: онлайн или лично.
accounts-way-full-time = 15 минут
accounts-way-full-needs = Паспорт, СНИЛС, телефон и почта
accounts-hand-title = Что приготовить
accounts-hand-text = Для упрощённой регистрации хватит имени, телефона и почты. Для остальных способов пригодятся:
accounts-hand-name = фамилия, имя и отчество, дата рождения — как в документах
accounts-hand-passport = паспорт: серия и номер, кем и когда выдан
accounts-hand-numbers = СНИЛС и ИНН, если он есть
accounts-hand-phone = свой мобильный телефон: на него придут коды
accounts-hand-card = банковская карта или интернет-банк, если подтверждаете через банк
accounts-have-title = Уже есть учётная запись?

## Шаг 1
accounts-step-contacts = Шаг { $now } из { $total }: как с вами связаться
accounts-step-phone = Шаг { $now } из { $total }: подтвердите номер
accounts-step-mail = Шаг { $now } из { $total }: подтвердите почту
accounts-step-papers = Шаг { $now } из { $total }: проверьте документы
accounts-step-papers-own = Шаг { $now } из { $total }: документы
accounts-step-password = Шаг { $now } из { $total }: придумайте пароль
accounts-start-title = Как с вами связаться?
accounts-start-lead = Создадим упрощённую учётную запись. Документы пока не нужны.
accounts-start-whole-lead = Создадим учётную запись и сразу проверим документы. Понадобятся паспорт и СНИЛС.
accounts-start-short = Хочу без документов
accounts-start-passport = Серия и номер паспорта
accounts-start-passport-hint = Если под рукой: подставим в профиль. На уровень не влияет
accounts-start-inn = ИНН
accounts-start-inn-hint = Если есть. 12 цифр
accounts-surname = Фамилия
accounts-name = Имя
accounts-patronymic = Отчество
accounts-patronymic-hint = Если есть
accounts-phone = Мобильный телефон
accounts-phone-hint = Пришлём код из SMS, чтобы убедиться, что номер ваш
accounts-phone-mobile = Это городской номер, на него не придёт SMS. Укажите мобильный, например +7 900 555-01-47
accounts-email = Электронная почта
accounts-email-hint = Для ответов и документов. Рекламы не будет
accounts-contact-wait = Сюда уже отправили несколько кодов. Следующий можно запросить после { $time }
accounts-over-title = Начнём заново
accounts-over-text = Незаконченная регистрация хранится сутки. Если учётная запись уже создана, войдите.
accounts-consent-title = Согласие на обработку персональных данных
accounts-consent-region = Текст согласия на обработку персональных данных
accounts-consent-box = Даю согласие на обработку персональных данных
accounts-consent-missing = Чтобы создать учётную запись, нужно согласие на обработку персональных данных. Прочитайте его и поставьте отметку
accounts-agreement-title = Пользовательское соглашение
accounts-agreement-region = Текст пользовательского соглашения
accounts-agreement-box = Принимаю пользовательское соглашение
accounts-agreement-missing = Чтобы создать учётную запись, примите пользовательское соглашение. Прочитайте его и поставьте отметку
accounts-document-version = Версия { $version } от { $date }

# Согласие и соглашение, версия 1. Изменённый текст — новая версия.
accounts-consent-1 = Я, создавая учётную запись, свободно, своей волей и в своём интересе даю оператору портала государственных услуг «Окно» согласие на обработку моих персональных данных по статье 9 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных».
accounts-consent-2 = Какие данные: фамилия, имя, отчество, номер телефона, адрес электронной почты, сетевой адрес; когда я заполню профиль — пол, дата и место рождения, гражданство, данные паспорта, СНИЛС, ИНН, адрес регистрации.
accounts-consent-3 = Зачем: создать учётную запись, проверить данные в государственных реестрах, подтвердить личность, оказать услуги, которые я запрошу, и сообщать мне о них.
accounts-consent-4 = Что с ними делают: собирают, записывают, хранят в зашифрованном виде, уточняют, передают ведомству, которое оказывает услугу, и в реестры МВД, Социального фонда и ФНС для сверки, удаляют. Обработка идёт с помощью программ.
accounts-consent-5 = На какой срок: пока есть учётная запись и пять лет после её закрытия, если закон не требует иного.
accounts-consent-6 = Как отозвать: в личном кабинете, в разделе «Данные и согласия», или позвонить в поддержку портала. После отзыва учётную запись закроют.
accounts-agreement-1 = Портал «Окно» помогает получать государственные услуги через интернет. Пользоваться им можно бесплатно.
accounts-agreement-2 = Я указываю настоящие данные и обновляю их, когда они меняются. За чужие или выдуманные данные отвечает тот, кто их ввёл.
accounts-agreement-3 = Я храню пароль и коды в тайне и никому их не передаю. Сотрудники портала никогда их не спрашивают.
accounts-agreement-4 = Действия, которые я подтвердил паролем и кодом из SMS, считаются моими. Портал хранит их журнал, и я могу его посмотреть в личном кабинете.
accounts-agreement-5 = Портал сообщает мне о ходе дел по SMS, почте и в кабинете. Рекламы в сообщениях нет.
accounts-agreement-6 = Учётную запись могут временно заблокировать после многих неверных попыток входа. Вход можно восстановить самому или через поддержку.

## Коды
accounts-phone-title = Введите код из SMS
accounts-phone-submit = Подтвердить номер
accounts-phone-change = Изменить номер
accounts-mail-title = Введите код из письма
accounts-mail-submit = Подтвердить почту
accounts-mail-change = Изменить адрес
accounts-code-sms-lead = Отправили 6 цифр на номер { $to }.
accounts-code-mail-lead = Отправили 6 цифр на адрес { $to }.
accounts-code-sms-label = Код из SMS
accounts-code-mail-label = Код из письма
accounts-code-until = Код действует 5 минут, до { $time }
accounts-code-over-hint = Срок кода вышел, запросите новый
accounts-code-none-hint = Код ещё не отправлен, запросите его
accounts-code-again = Отправить снова
accounts-code-again-at = Отправить снова можно после { $time }
accounts-code-sent-again = Отправили новый код
accounts-code-sent-again-text = { $to }. Прежний код больше не подойдёт.
accounts-code-wait = Новый код можно запросить после { $time }
accounts-code-missing = Введите код — 6 цифр из сообщения
accounts-code-digits = В коде 6 цифр. Проверьте, все ли на месте
accounts-code-wrong =
    { $left ->
        [one] Код не подошёл. Сверьте цифры с последним сообщением, осталась { $left } попытка
        [few] Код не подошёл. Сверьте цифры с последним сообщением, осталось { $left } попытки
       *[other] Код не подошёл. Сверьте цифры с последним сообщением, осталось { $left } попыток
    }
accounts-code-over = Срок кода вышел или его уже использовали. Нажмите «Отправить снова» и введите новый
accounts-code-locked = Код ввели неверно 5 раз, и он больше не действует. Новый можно запросить после { $time }
accounts-code-secret = Никому не говорите этот код
accounts-code-secret-text = Сотрудники «Окна» никогда его не спрашивают. Если просят — это обман, положите трубку.
accounts-code-missing-question = Код не приходит
accounts-code-sms-help = Проверьте, верно ли указан номер и есть ли связь. Подождите минуту и нажмите «Отправить снова»: придёт новый код, прежний станет недействителен. Если номер с ошибкой, измените его.
accounts-code-mail-help = Проверьте папку «Спам» и верно ли указан адрес. Подождите минуту и нажмите «Отправить снова»: придёт новый код, прежний станет недействителен.
accounts-code-call = Позвонить и назвать код
accounts-code-call-help = SMS всё равно нет? Позвоним на этот номер: робот назовёт новый код по цифрам. Звонок бесплатный.
accounts-code-call-in = Позвонить можно через %n с
accounts-code-call-refused = Дозвониться не получилось: проверьте номер и есть ли связь, потом попросите код снова.
accounts-code-called = Звоним вам
accounts-code-called-text = { $to }. Робот назовёт новый код по цифрам. Прежний код больше не подойдёт.
accounts-code-sms-refused = Оператор не принял сообщение: проверьте номер. Если он верный, нажмите «Отправить снова».
accounts-code-mail-refused = Почтовый сервер не принял письмо: проверьте адрес. Если он верный, нажмите «Отправить снова».
accounts-code-sms = Код для регистрации в «Окне»: { $code }. Никому его не говорите
accounts-code-mail =
    Код для регистрации в «Окне»: { $code }. Он действует 5 минут. Никому его не говорите.

    Вместо кода можно открыть ссылку ниже. По ней же регистрацию можно продолжить в течение суток, в том числе на другом устройстве.

    Если вы не регистрировались, ничего делать не нужно.
accounts-code-mail-subject = Код для регистрации в «Окне»
accounts-taken-sms = Кто-то пытался зарегистрироваться в «Окне» с вашим номером. У вас уже есть учётная запись: войдите или восстановите пароль
accounts-taken-mail = Кто-то пытался зарегистрироваться в «Окне» с вашим адресом почты. У вас уже есть учётная запись. Если это были вы, войдите или восстановите пароль. Если не вы, ничего делать не нужно.
accounts-taken-mail-subject = У вас уже есть учётная запись в «Окне»

## Ссылка из письма
accounts-link-title = Продолжить регистрацию
accounts-link-own = Нажмите кнопку: почта будет подтверждена, и откроется следующий шаг.
accounts-link-other = Здесь регистрация продолжится с того же места. Сначала пришлём код по SMS на ваш номер, чтобы никто другой не увидел ваших данных.
accounts-link-done = Почта уже подтверждена. Продолжим с того же места.
accounts-link-late = Пять минут прошли, и почту ссылка уже не подтвердит. Продолжим с того же места: там можно запросить новое письмо.
accounts-link-go = Продолжить
accounts-link-lead = Отправили 6 цифр на номер { $to }. После них регистрация продолжится на этом устройстве.
accounts-link-submit = Продолжить регистрацию
accounts-link-over = Ссылка больше не действует
accounts-link-over-text = Регистрация уже закончена, прошло больше суток или пришло письмо новее. Если учётная запись есть, войдите. Если нет, начните регистрацию заново.

## Пароль
accounts-password-title = Придумайте пароль
accounts-password-lead = С ним вы будете входить на портал. Чем длиннее пароль, тем надёжнее.
accounts-password = Пароль
accounts-password-missing = Придумайте пароль
accounts-password-repeat = Повторите пароль
accounts-password-repeat-missing = Повторите пароль, чтобы исключить опечатку
accounts-password-differs = Пароли не совпали. Наберите пароль ещё раз
accounts-password-weak = В пароле не хватает: { $list }
accounts-password-advice = Не записывайте пароль на виду и не используйте его на других сайтах. Надёжнее всего — менеджер паролей.
accounts-register-finish = Завершить регистрацию
accounts-register-whole = Зарегистрировать

## Документы
accounts-papers-title = Проверьте документы
accounts-papers-lead = Эти данные попадут в профиль, и реестры сверят их сами. Исправьте, если что-то не так.
accounts-papers-own-title = Ваши документы
accounts-papers-own-lead = Заполните, как в документах. Эти данные попадут в профиль, и реестры сверят их сами.
accounts-papers-by = Источник: { $by }
accounts-papers-told = Это изменить нельзя: этим источник подтверждает, что вы — это вы.

## Готово
accounts-done-title = Учётная запись создана
accounts-done-lead = Телефон и почта подтверждены. Сообщение об этом отправили по SMS и на почту.
accounts-done-next = Что дальше
accounts-done-next-text = Заполните профиль: данные паспорта, СНИЛС и адрес. После проверки учётная запись станет стандартной. Это можно сделать и позже, в личном кабинете.
accounts-done-whole-text = Проверяем документы в реестрах: обычно от 5 до 15 минут. Если всё сойдётся, личность подтвердится сама и откроются все услуги. Ждать на странице не нужно: напишем. Если банк попросит ещё и код, напишем и об этом.
accounts-done-checks-text = Проверяем документы в реестрах: обычно от 5 до 15 минут. Когда всё сойдётся, выберите, как подтвердить личность. Ждать на странице не нужно: напишем.
accounts-done-cabinet = В личный кабинет
accounts-created-whole-sms = Вы зарегистрированы в «Окне». Номер учётной записи { $number }. Проверяем документы и напишем
accounts-created-whole-subject = Вы зарегистрированы в «Окне»
accounts-created-whole-body =
    Здравствуйте, { $name }.

    Учётная запись создана { $time }. Её номер { $number }.

    Документы проверяют реестры. Если всё сойдётся, личность подтвердится сама и откроются все услуги: мы напишем. Если вы не регистрировались, позвоните: { $phone }.
accounts-created-checked-sms = Вы зарегистрированы в «Окне». Номер учётной записи { $number }. Проверяем документы и напишем
accounts-created-checked-subject = Вы зарегистрированы в «Окне»
accounts-created-checked-body =
    Здравствуйте, { $name }.

    Учётная запись создана { $time }. Её номер { $number }.

    Документы проверяют реестры. Когда всё сойдётся, мы напишем, и останется выбрать, как подтвердить личность. Если вы не регистрировались, позвоните: { $phone }.
accounts-created-sms = Вы зарегистрированы в «Окне». Номер учётной записи { $number }
accounts-created-subject = Вы зарегистрированы в «Окне»
accounts-created-body =
    Здравствуйте, { $name }.

    Учётная запись создана { $time }. Её номер { $number }.

    Чтобы открылось больше услуг, заполните профиль в личном кабинете. Если вы не регистрировались, позвоните: { $phone }.
accounts-twice-title = Учётная запись с такими данными уже есть
accounts-twice-text = Пока вы заполняли форму, этот телефон или почту указали в другой регистрации. Вторую учётную запись не создаём.
accounts-twice-advice = Войдите с паролем, который придумали там. Если не помните его, восстановите по телефону или почте.

## Вход
accounts-login-title = Вход
accounts-login = Логин/Электронная почта
accounts-login-hint = Почта, телефон или СНИЛС
accounts-login-missing = Введите почту, телефон или СНИЛС
accounts-login-password-missing = Введите пароль
accounts-login-first = Войдите, и мы откроем нужную страницу.
accounts-login-wrong =
    { $left ->
        [0] Логин или пароль не подошли. Попытки кончились: подождите до 15 минут или восстановите пароль
        [one] Логин или пароль не подошли. Проверьте раскладку и Caps Lock. Осталась { $left } попытка
        [few] Логин или пароль не подошли. Проверьте раскладку и Caps Lock. Осталось { $left } попытки
       *[other] Логин или пароль не подошли. Проверьте раскладку и Caps Lock. Осталось { $left } попыток
    }
accounts-login-wait = Слишком много неверных попыток. Попробуйте после { $time } или восстановите пароль
accounts-login-closed = Учётная запись заблокирована. Позвоните: { $phone }, поможем открыть
accounts-login-finished = Регистрация уже завершена. Войдите с паролем, который придумали
accounts-login-renewed = Пароль изменён. Войдите с новым
accounts-forgot = Забыли пароль?
accounts-no-account = Нет учётной записи? Зарегистрируйтесь

## Восстановление
accounts-recover-title = Восстановление пароля
accounts-recover-lead = Пришлём код на телефон или почту, которые вы подтвердили при регистрации.
accounts-recover-login = Телефон или электронная почта
accounts-recover-login-missing = Введите телефон или почту
accounts-recover-login-kind = Не похоже на телефон или почту. Напишите +7 900 555-01-47 или anna@example.ru
accounts-recover-code-lead = Отправили сообщение: { $to }. Если учётная запись есть, в нём код из 6 цифр.
accounts-recover-over = Начнём заново
accounts-recover-over-text = Восстановление ждёт полчаса, и это время вышло.
accounts-recover-password-title = Новый пароль
accounts-recover-password-lead = Когда сохраните его, на всех других устройствах понадобится войти заново.
accounts-recover-sms = Код для нового пароля в «Окне»: { $code }. Никому его не говорите. Если это не вы, ничего не делайте
accounts-recover-mail = Код для нового пароля в «Окне»: { $code }. Он действует 5 минут. Никому его не говорите. Если вы не меняете пароль, ничего делать не нужно.
accounts-recover-mail-subject = Код для нового пароля в «Окне»
accounts-nobody-sms = Кто-то восстанавливал пароль в «Окне» по вашему номеру, но учётной записи с ним нет. Если это вы, зарегистрируйтесь
accounts-nobody-mail = Кто-то восстанавливал пароль в «Окне» по вашему адресу, но учётной записи с ним нет. Если это были вы, зарегистрируйтесь или попробуйте другой адрес.
accounts-nobody-mail-subject = В «Окне» нет учётной записи с этим адресом
accounts-renewed-done = Пароль изменён
accounts-renewed-rest = На других устройствах вход закрыт: там понадобится новый пароль.
accounts-renewed-sms = Пароль в «Окне» изменён { $time }. Если это не вы, позвоните: { $phone }
accounts-renewed-subject = Пароль в «Окне» изменён
accounts-renewed-body =
    Здравствуйте, { $name }.

    Пароль вашей учётной записи { $number } изменён { $time }. На других устройствах вход закрыт.

    Если это не вы, сразу позвоните: { $phone }.

## Кабинет
accounts-hello = Здравствуйте, { $name }
accounts-level-name-1 = Упрощенная учетная запись
accounts-level-name-2 = Стандартная учетная запись
accounts-level-name-3 = Подтвержденная учетная запись
accounts-next-title = Что дальше
accounts-next-profile = Заполните профиль
accounts-next-profile-text = Паспорт, СНИЛС и адрес. После проверки откроется больше услуг
accounts-next-profile-action = Заполнить профиль
accounts-next-checks = Данные проверяются
accounts-next-checks-text = Обычно от 5 до 15 минут. Можно уйти и вернуться
accounts-next-checks-action = Ход проверки
accounts-next-confirm = Подтвердите личность
accounts-next-confirm-text = Через банк, по видеосвязи, электронной подписью, письмом или лично. Откроются все услуги
accounts-next-confirm-action = Подтверждение личности
accounts-next-services = Выберите услугу
accounts-next-services-text = Личность подтверждена, вам открыты все услуги
accounts-next-services-action = Мои услуги
accounts-aside = Разделы кабинета
accounts-parts = Разделы
accounts-messages = Сообщения
accounts-unread =
    { $count ->
        [one] { $count } новое
        [few] { $count } новых
       *[other] { $count } новых
    }
accounts-last-title = Прошлый вход
accounts-last-not-me = Это не я, сменить пароль

## Уровни
accounts-levels-title = Уровни учётной записи
accounts-works-title = Проверка работы учётной записи
accounts-works-ask = Подтвердите телефон
accounts-works-text = Пришлём код по SMS. Так вы увидите, что вход работает, а коды доходят.
accounts-works-begin = Получить код
accounts-works-lead = Код отправили на { $to }.
accounts-works-submit = Подтвердить
accounts-works-sms = Код для проверки телефона в «Окне»: { $code }. Он действует 5 минут. Никому его не говорите.
accounts-works-done = Телефон подтверждён
accounts-works-done-text = Учётная запись работает: вы вошли, и коды доходят.
accounts-works-not = Проверка не проходит?
accounts-works-not-data = Посмотрите, верно ли указаны ваши данные, и исправьте, что нужно. Проверку можно пройти потом: кабинет открыт и без неё.
accounts-works-not-edit = Ввести данные ещё раз
accounts-works-not-help = Коды не приходят на верный номер? Позвоните в поддержку. Назовите номер учётной записи, код называть не нужно.
accounts-works-not-phone = Указать другой номер
accounts-works-not-call = Позвонить в поддержку: { $phone }
accounts-levels-ahead = Что откроется на следующем уровне: { $level }
accounts-rank-now = Ваш уровень
accounts-rank-past = Пройден
accounts-rank-ahead = Впереди
accounts-rank-opens = Что открывает
accounts-rank-needs = Что для этого нужно
accounts-level-1-opens-1 = справочная информация и ответы на вопросы
accounts-level-1-opens-2 = услуги, которым не нужно подтверждение личности
accounts-level-1-needs-1 = фамилия, имя и отчество
accounts-level-1-needs-2 = подтверждённые телефон и электронная почта
accounts-level-2-opens-1 = часть услуг с данными из профиля
accounts-level-2-opens-2 = запись на подтверждение личности
accounts-level-2-needs-1 = паспорт и СНИЛС в профиле; другие документы по желанию
accounts-level-2-needs-2 = проверка данных в реестрах, от 5 до 15 минут
accounts-level-3-opens-1 = все услуги портала, в том числе документы с QR-кодом
accounts-level-3-opens-2 = подача заявлений без визита в ведомство
accounts-level-3-needs-1 = подтверждение личности: через банк, по видеосвязи, электронной подписью, заказным письмом или лично в центре обслуживания

## Мои данные
accounts-profile-title = Мои данные
accounts-profile-gaps = Профиль заполнен не до конца
accounts-profile-gaps-text = Добавьте паспорт, СНИЛС и адрес, и мы проверим данные. К этому можно вернуться в любой день.
accounts-documents-title = Мои документы
accounts-family-title = Семья и дети
accounts-documents-text = Загранпаспорт, полис, права, свидетельства и другие документы.
accounts-documents-open = Открыть
accounts-edit-title = Заполнить профиль
accounts-real-title = Указывайте настоящие данные, как в документах
accounts-real-text = Их сверят с государственными реестрами. Проверьте всё перед сохранением.
accounts-real-code = Данные уже проверены, поэтому изменения подтвердим кодом из SMS.
accounts-profile-stale = Пока вы заполняли форму, данные изменились в другом окне. Проверьте поля и сохраните ещё раз
accounts-profile-codes = Отправили уже много кодов на ваш телефон. Подождите и сохраните ещё раз, введённое на месте
accounts-group-you = О вас
accounts-group-passport = Паспорт
accounts-group-numbers = СНИЛС и ИНН
accounts-group-address = Адрес регистрации
accounts-group-contacts = Контакты
accounts-full-name = Фамилия, имя, отчество
accounts-latin-name = Латиницей
accounts-sex = Пол
accounts-sex-missing = Выберите пол: мужской или женский, как в паспорте
accounts-birth-date = Дата рождения
accounts-date-hint = Например, 03.04.1987
accounts-birth-place = Место рождения
accounts-birth-place-hint = Как в паспорте
accounts-birth-place-missing = Укажите место рождения, как в паспорте
accounts-citizenship = Гражданство
accounts-passport-number = Серия и номер
accounts-passport-number-hint = 10 цифр, например 61 14 123456
accounts-passport-issued-by = Кем выдан
accounts-passport-issued-by-hint = Как в паспорте, можно сокращённо
accounts-passport-issued-by-missing = Укажите, кем выдан паспорт
accounts-passport-issued-on = Дата выдачи
accounts-division = Код подразделения
accounts-division-hint = 6 цифр рядом с датой выдачи, например 620-012
accounts-snils = СНИЛС
accounts-snils-hint = 11 цифр, с пробелами и дефисами или без них
accounts-snils-taken = Не получилось связать этот СНИЛС с вашей учётной записью. Проверьте цифры. Если они верны, позвоните: { $phone }
accounts-inn = ИНН
accounts-inn-hint = 12 цифр, если он у вас есть
accounts-address = Адрес
accounts-region = Регион
accounts-district = Район
accounts-city = Город или посёлок
accounts-street = Улица
accounts-street-hint = Если есть
accounts-house = Номер дома
accounts-flat = Квартира
accounts-postcode = Индекс
accounts-change-lead = Данные уже проверены, поэтому подтвердите изменения. Отправили 6 цифр на номер { $to }.
accounts-change-submit = Подтвердить изменения
accounts-change-sms = Код для изменения данных в «Окне»: { $code }. Никому его не говорите. Если это не вы, смените пароль

## История
accounts-history-title = История действий
accounts-history-lead = Всё, что происходило с вашей учётной записью: что, когда и кто.
accounts-history-pages = Страницы истории
accounts-history-newer = Новее
accounts-history-older = Раньше
accounts-history-legal = Юридический факт
accounts-history-legal-only = Только юридические факты
accounts-history-all = Показать всё
accounts-history-legal-empty = Юридических фактов пока нет
accounts-history-legal-empty-text = Здесь появятся согласия, заявки, решения, документы и подтверждение личности.
accounts-fact-when = Когда
accounts-fact-who = Кто
accounts-fact-act = Действие в журнале
accounts-fact-line = Запись
accounts-fact-seq = Номер в цепи
accounts-fact-hash = Отпечаток
accounts-fact-soon = Появится через секунду: записи сцепляются сразу после действия
accounts-fact-legal-title = Что это значит
accounts-fact-legal = Это действие имеет юридическое значение. Запись о нём сцеплена с предыдущими отпечатком: исправить или убрать её незаметно нельзя. По номеру и отпечатку портал подтвердит, что она подлинная.
accounts-fact-plain = Запись сцеплена с предыдущими отпечатком: исправить или убрать её незаметно нельзя.
accounts-history-empty = Записей пока нет
accounts-history-empty-text = Когда что-нибудь произойдёт, здесь появится строка.
accounts-history-advice = Видите вход, которого не делали? Смените пароль и выйдите на других устройствах в «Настройках безопасности».
accounts-who-you = вы
accounts-who-guardian = законный представитель
accounts-who-staff = сотрудник
accounts-who-visitor = посетитель без входа
accounts-who-portal = портал
accounts-act-other = Действие портала с вашими данными
act-account-created = Учётная запись создана
act-account-signed-in = Вход
act-account-signed-out = Выход
act-account-sign-in-failed = Неудачная попытка входа
act-account-phone-answered = Телефон проверен после входа
act-account-password-renewed = Пароль изменён
act-account-profile-saved = Данные профиля изменены
act-account-level =
    Уровень изменён: { $level ->
        [1] упрощённый
        [2] стандартный
       *[3] подтверждённый
    }
act-code-sent =
    { $channel ->
        [sms] Код отправлен по SMS
       *[mail] Код отправлен по электронной почте
    }
act-code-wrong = Введён неверный код

## Сотрудники
accounts-staff-title = Вход для сотрудников
accounts-staff-lead = Логин и пароль выдаёт администратор. После них понадобится код из приложения.
accounts-staff-login = Логин
accounts-staff-login-missing = Введите логин
accounts-staff-wrong =
    { $left ->
        [0] Логин или пароль не подошли. Попытки кончились, подождите до 15 минут
        [one] Логин или пароль не подошли. Проверьте раскладку и Caps Lock. Осталась { $left } попытка
        [few] Логин или пароль не подошли. Проверьте раскладку и Caps Lock. Осталось { $left } попытки
       *[other] Логин или пароль не подошли. Проверьте раскладку и Caps Lock. Осталось { $left } попыток
    }
accounts-staff-wait = Слишком много неверных попыток. Попробуйте после { $time } или обратитесь к администратору
accounts-staff-closed = Доступ закрыт. Обратитесь к администратору
accounts-totp-title = Код из приложения
accounts-totp-lead = Откройте приложение с кодами и введите нынешний код «Окна».
accounts-totp-label = Код из приложения
accounts-totp-hint = 6 цифр, меняются каждые 30 секунд
accounts-totp-missing = Введите код из приложения — 6 цифр
accounts-totp-wrong = Код не подошёл. Дождитесь следующего: каждый работает один раз. Если не подходит и он, проверьте время в телефоне
accounts-totp-wait = Слишком много неверных кодов. Попробуйте после { $time }
accounts-setup-title = Настройте второй фактор
accounts-setup-lead = Это нужно один раз. Дальше при каждом входе вы будете вводить код из приложения.
accounts-setup-1 = Установите приложение для кодов
accounts-setup-1-text = Подойдёт любое, которое понимает TOTP: Яндекс Ключ, FreeOTP, Aegis.
accounts-setup-2 = Добавьте в него «Окно»
accounts-setup-2-text = Наведите камеру на квадрат или наберите ключ:
accounts-setup-qr = QR-код с ключом для приложения
accounts-setup-3 = Введите код из приложения
accounts-setup-3-text = Так мы убедимся, что всё настроено верно.
accounts-setup-submit = Подтвердить и войти
accounts-setup-wrong = Код не подошёл. Проверьте, что ключ набран без ошибок и время в телефоне верное, и введите следующий код
act-account-created-by-official = Сотрудник центра создал учётную запись с вашего согласия
act-account-filled-by-official = Сотрудник центра записал ваши данные из документов
act-account-access-code = Сотрудник центра выдал временный код доступа
act-account-first-password = Первый вход: задан пароль

## Первый вход с временным кодом
accounts-first-link = Есть временный код из центра обслуживания
accounts-first-title = Первый вход
accounts-first-lead = Введите временный код, который вам дали в центре обслуживания. Потом придумаете свой пароль.
accounts-first-login = Телефон или СНИЛС
accounts-first-login-hint = Те, что вы назвали в центре
accounts-first-login-missing = Укажите телефон или СНИЛС
accounts-first-code = Временный код доступа
accounts-first-code-hint = 10 знаков, например 7KQ2M-X9R4T. Большие и маленькие буквы не важны
accounts-first-code-missing = Введите код с листка из центра
accounts-first-code-count = В коде 10 знаков, а здесь { $count }. Сверьте с листком
accounts-first-code-sign = Знака «{ $sign }» в кодах не бывает. Сверьте с листком
accounts-first-wrong = Код не подошёл. Сверьте его, телефон и СНИЛС с листком. Код действует три дня и сгорает после пяти ошибок: новый дадут в том же центре
accounts-first-wait = Слишком много попыток подряд. Попробуйте снова после { $time }
accounts-first-advice = Код действует три дня и подходит один раз. Пароль от «Окна» сотрудники не знают и не спрашивают.
accounts-first-over = Введите код ещё раз
accounts-first-over-text = Прошло больше получаса, и мы закрыли страницу, чтобы никто не вошёл за вас.
accounts-first-password-title = Придумайте пароль
accounts-first-password-lead = С ним вы будете входить дальше. Временный код больше не понадобится.
accounts-first-submit = Сохранить и войти
accounts-first-sms = Вы впервые вошли в «Окно» и задали пароль { $time }. Если это не вы, позвоните: { $phone }
accounts-first-subject = Вы вошли в «Окно» впервые
accounts-first-body =
    Здравствуйте, { $name }.

    Вы вошли в учётную запись { $number } с временным кодом из центра и задали свой пароль { $time }.

    Если это не вы, сразу позвоните: { $phone }

# Условия обработки паспортных данных, версия 1. Изменённый текст — новая версия.
accounts-terms-title = Обработка персональных данных
accounts-terms-box = Подтверждаю паспортные данные и согласен с условиями их обработки
accounts-terms-missing = Чтобы сохранить паспортные данные, согласитесь с условиями их обработки. Прочитайте их под анкетой и поставьте отметку
accounts-terms-read = Условия обработки персональных данных
accounts-terms-1 = Я ввёл данные своего паспорта сам, они верны. Я согласен, чтобы оператор портала «Окно» обрабатывал их: пол, дату и место рождения, гражданство, серию и номер паспорта, кем и когда он выдан, код подразделения, СНИЛС, ИНН и адрес регистрации.
accounts-terms-2 = Зачем: проверить эти данные в реестрах МВД, Социального фонда, ФНС и адресном реестре, подтвердить личность и заполнять мои заявления.
accounts-terms-3 = Что с ними делают: записывают, хранят в зашифрованном виде, уточняют по моему изменению, передают в эти реестры для сверки и ведомству, услугу которого я запрошу. Больше никому.
accounts-terms-4 = Срок и отзыв — те же, что у согласия на обработку персональных данных, которое дано при регистрации.
act-account-terms-agreed = Приняты условия обработки паспортных данных

## Второй шаг входа
accounts-login-locked = Учётная запись закрыта: кто-то ввёл верный пароль и много неверных кодов. Задайте новый пароль по ссылке «Забыли пароль?», и она откроется
accounts-login-suspended = Вход приостановили ваши родители. Открыть его снова могут только они
accounts-second-title = Подтвердите, что это вы
accounts-second-app-lead = Откройте приложение с кодами и введите нынешний код «Окна».
accounts-second-backup-lead = Введите один из запасных кодов, которые вы сохранили. Каждый подходит один раз.
accounts-second-sent = Отправили код: { $to }.
accounts-second-sms = Код для входа в «Окно»: { $code }. Никому его не говорите. Если это не вы, смените пароль
accounts-second-mail = Код для входа в «Окно»: { $code }. Он действует 5 минут. Никому его не говорите. Если вы не входите, смените пароль.
accounts-second-mail-subject = Код для входа в «Окно»
accounts-second-remember = Это мой компьютер или телефон: не спрашивать код в этом браузере 30 дней
accounts-second-to-app = Ввести код из приложения
accounts-second-to-sms = Получить код по SMS
accounts-second-to-mail = Получить код по почте
accounts-second-to-backup = Ввести запасной код
accounts-second-backup-label = Запасной код
accounts-second-backup-hint = 10 знаков, например 7KQ2M-X9R4T. Большие и маленькие буквы не важны
accounts-second-backup-missing = Введите запасной код
accounts-second-backup-form = В запасном коде 10 знаков: латинские буквы и цифры. Сверьте с тем, что сохранили
accounts-second-app-wrong = Код не подошёл. Дождитесь следующего: каждый работает один раз. Если не подходит и он, проверьте время в телефоне
accounts-second-backup-wrong = Такого запасного кода нет, или вы его уже вводили. Возьмите следующий
accounts-second-used = Этот код уже использован. Введите следующий
accounts-second-lost = Нет ни телефона, ни запасных кодов? Позвоните: { $phone }.
accounts-locked-title = Учётная запись закрыта
accounts-locked-text = Слишком много неверных кодов подряд. Пароль при этом был верным, поэтому мы закрыли вход и просим задать новый. Мы сообщили об этом по SMS и почте.
accounts-locked-help = Это были не вы? Тогда пароль узнал кто-то ещё: задайте новый. Не получается — позвоните: { $phone }.
accounts-locked-action = Задать новый пароль
accounts-locked-sms = Вход в «Окно» закрыт { $time }: кто-то ввёл ваш пароль и много неверных кодов. Задайте новый пароль через «Забыли пароль?» или позвоните: { $phone }
accounts-locked-subject = Вход в «Окно» закрыт: много неверных кодов
accounts-locked-body =
    Здравствуйте, { $name }.

    { $time } кто-то ввёл верный пароль от вашей учётной записи { $number } и много неверных кодов. Мы закрыли вход на всех устройствах.

    Чтобы открыть его, задайте новый пароль через «Забыли пароль?». Если это были не вы, прежний пароль знает кто-то ещё: нигде его больше не используйте.

    Нужна помощь — позвоните: { $phone }.
accounts-new-device-subject = Вход в «Окно» с нового устройства
accounts-new-device-body =
    Здравствуйте, { $name }.

    В вашу учётную запись { $number } вошли с нового устройства: { $device }, { $time }, адрес { $address }.

    Если это вы, ничего делать не нужно. Если нет, смените пароль и выйдите на всех устройствах в «Настройках безопасности» или позвоните: { $phone }.
accounts-device-unknown = Неизвестный браузер
accounts-renewed-wait-sms = Пароль в «Окне» восстановлен { $time }. Настройки безопасности нельзя менять 72 часа. Если это не вы, позвоните: { $phone }
accounts-renewed-wait-subject = Пароль в «Окне» восстановлен
accounts-renewed-wait-body =
    Здравствуйте, { $name }.

    Пароль вашей учётной записи { $number } восстановлен { $time }. На других устройствах вход закрыт, и коды снова понадобятся везде.

    72 часа нельзя менять настройки безопасности: если пароль восстановили не вы, у вас есть время вернуть всё на место. Сразу позвоните: { $phone }.

## Настройки безопасности
accounts-security-title = Настройки безопасности
accounts-security-lead = Как вы входите, где вошли и кто ещё мог бы.
accounts-security-in = Вход
accounts-security-set = Настроить
accounts-security-password = Смените, если его мог узнать кто-то ещё
accounts-security-second = Двухфакторная аутентификация
accounts-security-second-app = Включена: код из приложения
accounts-security-second-sms = Включена: код по SMS
accounts-security-second-off = Выключена: для входа хватает пароля
accounts-security-backup = Запасные коды
accounts-security-backup-none = Нет. Понадобятся, если потеряете телефон
accounts-security-backup-left =
    { $left ->
        [one] Остался { $left } код
        [few] Осталось { $left } кода
       *[other] Осталось { $left } кодов
    }
accounts-security-backup-get = Получить
accounts-security-sessions = Где вы вошли
accounts-security-here = Вы здесь
accounts-security-seen = Были
accounts-security-begun = Вход
accounts-security-address = адрес
accounts-security-until = Не спрашиваем до
accounts-security-leave = Выйти
accounts-security-leave-others = Выйти на всех других устройствах
accounts-security-trusted = Где не спрашиваем код
accounts-security-trusted-text = В этих браузерах для входа хватает пароля: вы попросили их запомнить.
accounts-security-forget = Спрашивать
accounts-security-history = Всё, что происходило с вашей учётной записью: последние 100 записей.
accounts-security-looks = Сотрудники, которые открывали ваши данные: кто, когда и зачем.
accounts-security-look = Посмотреть
accounts-security-wait = Пароль восстанавливали, поэтому настройки можно будет менять с { $time }.
accounts-security-password-done = Пароль изменён
accounts-security-app-done = Приложение подключено
accounts-security-app-done-text = При следующем входе спросим код из него. Получите запасные коды: они помогут, если телефон потеряется.
accounts-security-on-done = Код по SMS включён
accounts-security-on-done-text = При следующем входе пришлём код на ваш телефон.
accounts-security-off-done = Выключено
accounts-security-off-done-text = Мы сообщили об этом по SMS и почте.
accounts-security-left = Вход закрыт
accounts-security-left-text = Там понадобится войти заново.
accounts-security-forgotten = В этом браузере снова спросим код
accounts-again-title = Введите пароль ещё раз
accounts-again-lead = Вы вошли давно. Прежде чем менять настройки, убедимся, что это вы.
accounts-again-wrong =
    { $left ->
        [0] Пароль не подошёл. Попытки кончились: подождите до 15 минут
        [one] Пароль не подошёл. Проверьте раскладку и Caps Lock. Осталась { $left } попытка
        [few] Пароль не подошёл. Проверьте раскладку и Caps Lock. Осталось { $left } попытки
       *[other] Пароль не подошёл. Проверьте раскладку и Caps Lock. Осталось { $left } попыток
    }
accounts-again-wait = Слишком много неверных паролей. Попробуйте после { $time }
accounts-again-closed = Учётная запись заблокирована. Позвоните: { $phone }, поможем открыть
accounts-wait-title = Настройки пока нельзя менять
accounts-wait-text = Пароль восстанавливали по коду. Если это сделал кто-то чужой, за трое суток вы успеете это заметить, поэтому настройки безопасности можно будет менять с { $time }.
accounts-wait-help = Если пароль восстанавливали не вы, сразу позвоните: { $phone }. Всем остальным в «Окне» можно пользоваться как обычно.
accounts-password-change-title = Новый пароль
accounts-password-change-lead = На других устройствах понадобится войти заново.
accounts-password-change = Изменить пароль
accounts-password-present = Текущий пароль
accounts-password-present-missing = Введите пароль, с которым входите сейчас
accounts-password-same = Это ваш прежний пароль. Придумайте другой
accounts-second-what = После пароля попросим ещё одно доказательство, что это вы. Тогда украденного пароля мало, чтобы войти.
accounts-second-demanded = На вашем уровне учётной записи второй шаг обязателен: она открывает все ваши данные. Пока другого нет, присылаем код по SMS.
accounts-second-is-on = Включено
accounts-second-app = Код из приложения
accounts-second-app-text = Надёжнее SMS и работает без связи. Подойдёт любое приложение, которое понимает TOTP.
accounts-second-app-on = Подключить
accounts-second-app-off = Отключить
accounts-second-sms-name = Код по SMS
accounts-second-sms-text = На телефон, который вы подтвердили. Слабее ключа и приложения: SMS могут перехватить. Не придёт — назовём его в звонке.
accounts-second-sms-on = Включить
accounts-second-sms-off = Выключить
accounts-app-title = Подключите приложение
accounts-app-lead = Дальше при входе вы будете вводить код из него.
accounts-app-submit = Подключить
accounts-backup-lead = Десять кодов на случай, если телефона не окажется под рукой. Каждый подходит один раз.
accounts-backup-renew = Если получите новые, прежние перестанут действовать.
accounts-backup-make = Получить запасные коды
accounts-backup-again = Получить новые коды
accounts-backup-once = Сохраните их сейчас
accounts-backup-once-text = Больше мы их не покажем: у нас остались только отпечатки. Распечатайте или перепишите и храните отдельно от телефона.
accounts-backup-kept = Коды сохранены
accounts-second-on-sms = В «Окне» изменён способ входа { $time }: включён второй шаг. Если это не вы, позвоните: { $phone }
accounts-second-on-subject = В «Окне» включён второй шаг входа
accounts-second-on-body =
    Здравствуйте, { $name }.

    { $time } для учётной записи { $number } включён или изменён второй шаг входа. Если это не вы, сразу позвоните: { $phone }.
accounts-second-off-sms = В «Окне» изменён способ входа { $time }: один из вторых шагов выключен. Если это не вы, позвоните: { $phone }
accounts-second-off-subject = В «Окне» выключен второй шаг входа
accounts-second-off-body =
    Здравствуйте, { $name }.

    { $time } для учётной записи { $number } выключен один из способов второго шага. Если это не вы, сразу позвоните: { $phone }.
accounts-backup-made-subject = В «Окне» получены новые запасные коды
accounts-backup-made-body =
    Здравствуйте, { $name }.

    { $time } для учётной записи { $number } получены новые запасные коды, прежние больше не действуют. Если это не вы, сразу позвоните: { $phone }.
act-account-second-wrong = Неверный код на втором шаге входа
act-account-locked = Учётная запись закрыта: много неверных кодов
act-account-unlocked = Учётная запись снова открыта: задан новый пароль
act-account-proved-again = Пароль введён ещё раз перед изменением настроек
act-account-password-changed = Пароль изменён в настройках безопасности
act-account-second-on =
    { $way ->
        [app] Второй шаг входа: подключено приложение
       *[sms] Второй шаг входа: включён код по SMS
    }
act-account-second-off =
    { $way ->
        [app] Второй шаг входа: приложение отключено
       *[sms] Второй шаг входа: код по SMS выключен
    }
act-account-backup-made = Получены новые запасные коды
act-account-sessions-ended = Вход закрыт на других устройствах
act-account-device-forgotten = В браузере снова спрашиваем код

## Подсказки полей
accounts-name-hint = Кириллицей, как в паспорте
accounts-sex-hint = Как в паспорте
accounts-citizenship-hint = Государство, паспорт которого у вас есть
accounts-phone-say-hint = Мобильный: на него придёт код по SMS
accounts-region-hint = Например, Рязанская область
accounts-district-hint = Если есть, как в штампе о регистрации
accounts-city-hint = Город, посёлок или село
accounts-house-hint = С корпусом и строением: 12к2
accounts-flat-hint = Если есть
accounts-postcode-hint = 6 цифр
accounts-recover-login-hint = Подтверждённые при регистрации
accounts-password-repeat-hint = Тот же пароль ещё раз

## Номера в профиле
accounts-numbers-show = Показать номера целиком, чтобы сверить с документами
accounts-numbers-hide = Скрыть номера

## Новый телефон или почта
accounts-contact-phone-title = Новый телефон
accounts-contact-phone-lead = Сейчас: { $present }. Пришлём два кода: на прежний номер и на новый.
accounts-contact-phone-new = Новый номер мобильного
accounts-contact-phone-hint = На него придёт код по SMS
accounts-contact-phone-lost = Прежнего номера под рукой нет: пришлите первый код на почту
accounts-contact-email-title = Новая почта
accounts-contact-email-lead = Сейчас: { $present }. Пришлём два кода: на прежний адрес и на новый.
accounts-contact-email-new = Новый адрес почты
accounts-contact-email-hint = На него придёт письмо с кодом
accounts-contact-email-lost = К прежней почте доступа нет: пришлите первый код по SMS
accounts-contact-same = Это и есть ваш нынешний контакт. Введите другой
accounts-contact-step-1 = Шаг 1 из 2: код оттуда, где вы сейчас
accounts-contact-step-2 = Шаг 2 из 2: код на новый контакт
accounts-contact-present-lead = Сначала убедимся, что меняете вы. Отправили код: { $to }.
accounts-contact-new-lead = Теперь убедимся, что новый контакт ваш. Отправили сообщение: { $to }. Если контакт свободен, в нём код из 6 цифр.
accounts-contact-present-sms = Код, чтобы сменить телефон или почту в «Окне»: { $code }. Никому его не говорите. Если это не вы, смените пароль
accounts-contact-present-mail = Код, чтобы сменить телефон или почту в «Окне»: { $code }. Он действует 5 минут. Никому его не говорите. Если вы ничего не меняете, смените пароль.
accounts-contact-present-mail-subject = Код для смены контакта в «Окне»
accounts-contact-new-sms = Код, чтобы привязать этот номер к «Окну»: { $code }. Никому его не говорите. Если это не вы, ничего не делайте
accounts-contact-new-mail = Код, чтобы привязать этот адрес к «Окну»: { $code }. Он действует 5 минут. Никому его не говорите. Если это не вы, ничего делать не нужно.
accounts-contact-new-mail-subject = Код для нового адреса в «Окне»
accounts-contact-taken-sms = Кто-то хотел привязать ваш номер к другой учётной записи «Окна». Мы не позволили. Если это вы, сначала смените номер в прежней записи
accounts-contact-taken-mail = Кто-то хотел привязать ваш адрес к другой учётной записи «Окна». Мы не позволили: он уже привязан к вашей. Если это были вы, сначала смените адрес в прежней записи.
accounts-contact-taken-mail-subject = Ваш адрес хотели привязать к другой учётной записи
accounts-contact-taken = Этот контакт только что привязали к другой учётной записи. Укажите другой или позвоните: { $phone }
accounts-contact-phone-changed-sms = Телефон в «Окне» изменён { $time }. Если это не вы, сразу позвоните: { $phone }
accounts-contact-phone-changed-subject = Телефон в «Окне» изменён
accounts-contact-phone-changed-body =
    Здравствуйте, { $name }.

    { $time } в учётной записи { $number } изменён телефон. Если это не вы, сразу позвоните: { $phone }.
accounts-contact-email-changed-sms = Почта в «Окне» изменена { $time }. Если это не вы, сразу позвоните: { $phone }
accounts-contact-email-changed-subject = Почта в «Окне» изменена
accounts-contact-email-changed-body =
    Здравствуйте, { $name }.

    { $time } в учётной записи { $number } изменена почта. Если это не вы, сразу позвоните: { $phone }.
accounts-security-contact-done = Контакт изменён
accounts-security-contact-done-text = Коды и сообщения теперь приходят на новый. Прежнему мы тоже сообщили.
act-account-contact-changed =
    { $kind ->
        [phone] Телефон изменён
       *[email] Почта изменена
    }

## Ключи доступа
accounts-passkey-sign-in = Войти с ключом доступа
accounts-passkey-or = Или без пароля: отпечатком, лицом или ПИН-кодом вашего устройства.
accounts-passkey-show = Показать ключ доступа
accounts-passkey-noscript = Ключ доступа спрашивает сам браузер, и для этого нужны скрипты, а они выключены. Включите их или выберите другой способ.
accounts-passkey-without = Этот браузер не умеет работать с ключами доступа. Выберите другой способ или откройте «Окно» в другом браузере.
accounts-passkey-waiting = Ждём ключ: ответьте на вопрос браузера
accounts-passkey-cancelled = Ключ не показан: вопрос закрыли, время вышло или на этом устройстве его нет. Попробуйте ещё раз или выберите другой способ
accounts-passkey-cannot = Это устройство не может показать такой ключ. Выберите другой способ
accounts-passkey-offline = Не получилось связаться с «Окном». Проверьте интернет и нажмите ещё раз
accounts-passkey-over = Прошло больше пяти минут, или ключ уже показан в другой вкладке. Нажмите ещё раз
accounts-passkey-unknown = Такого ключа у нас нет: возможно, вы его удалили. Войдите с паролем, а ненужный ключ уберите в настройках телефона или компьютера
accounts-passkey-wrong = Ключ не подошёл. Попробуйте ещё раз или выберите другой способ
accounts-passkey-copied = Похоже, у этого ключа есть копия, поэтому мы его не приняли и сообщили владельцу. Войдите с паролем и замените ключ
accounts-passkey-often = Слишком много попыток. Попробуйте после { $time } или выберите другой способ
accounts-passkey-wait = Недавно пароль восстанавливали по коду, поэтому одного ключа мало до { $time }. Войдите с новым паролем
accounts-passkey-copied-sms = В «Окно» пробовали войти с ключом доступа, у которого, похоже, есть копия, { $time }. Мы не впустили. Замените ключ или позвоните: { $phone }
accounts-passkey-copied-subject = Похоже, у вашего ключа доступа есть копия
accounts-passkey-copied-body =
    Здравствуйте, { $name }.

    { $time } в вашу учётную запись { $number } пробовали войти с ключом доступа, счётчик которого пошёл назад. Так бывает, когда ключ скопировали. Мы не впустили.

    Войдите с паролем, удалите этот ключ в «Настройках безопасности» и добавьте новый. Если это были не вы, позвоните: { $phone }.
accounts-second-passkey-lead = Покажите ключ доступа: браузер спросит отпечаток, лицо или ПИН-код.
accounts-second-to-passkey = Показать ключ доступа
accounts-second-key = Ключ доступа
accounts-second-key-text = Самый надёжный способ: его не выманить и не подсмотреть. С ним можно входить и без пароля.
accounts-security-second-key = Включена: ключ доступа
accounts-keys-title = Ключи доступа
accounts-keys-lead = Ключ хранится в телефоне, компьютере или на флешке и открывается отпечатком, лицом или ПИН-кодом. С ним можно входить без пароля, и выманить его нельзя.
accounts-keys-note = После пароля тоже спросим ключ. Если устройства с ним нет рядом, выберете другой способ. Потеряли устройство — удалите его ключ здесь.
accounts-keys-none = Нет. С ключом можно входить без пароля
accounts-keys-count =
    { $count ->
        [one] { $count } ключ
        [few] { $count } ключа
       *[other] { $count } ключей
    }
accounts-keys-add = Добавить ключ
accounts-keys-made = Добавлен
accounts-keys-used = Последний вход
accounts-keys-unused = Ещё не использован
accounts-keys-moves = Переносимый
accounts-keys-stays = На одном устройстве
accounts-keys-moves-text = Этот ключ хранит ваш менеджер паролей: он работает на всех устройствах, где вы в него вошли.
accounts-keys-stays-text = Этот ключ живёт только на том устройстве, где вы его создали.
accounts-keys-new-title = Новый ключ доступа
accounts-keys-new-lead = Браузер спросит, где хранить ключ, и попросит отпечаток, лицо или ПИН-код. Нам достанется только открытая половина: по ней ничего не открыть.
accounts-keys-name = Название
accounts-keys-name-hint = Чтобы узнать ключ в списке, например «Мой телефон»
accounts-keys-name-missing = Назовите ключ, чтобы узнать его в списке
accounts-keys-name-usual = Мой ключ
accounts-keys-make = Создать ключ
accounts-keys-not-made = Ключ не получился. Нажмите ещё раз или выберите для него другое место
accounts-keys-there = На этом устройстве ваш ключ уже есть, или ключей уже двадцать
accounts-keys-added = Ключ добавлен
accounts-keys-added-text = Теперь можно входить с ним, без пароля. Мы сообщили об этом по почте.
accounts-keys-removed = Ключ удалён
accounts-keys-removed-text = Войти с ним больше нельзя. Уберите его и на самом устройстве, чтобы браузер его не предлагал.
accounts-keys-named = Название сохранено
accounts-keys-remove = Удалить ключ
accounts-keys-remove-title = Больше не нужен?
accounts-keys-remove-text = Войти с этим ключом станет нельзя.
accounts-keys-remove-last = Это ваш последний ключ: если второй шаг обязателен, снова будем спрашивать код.
accounts-key-added-subject = В «Окне» добавлен ключ доступа
accounts-key-added-body =
    Здравствуйте, { $name }.

    { $time } к вашей учётной записи { $number } добавлен ключ доступа: { $device }, адрес { $address }. С ним можно входить без пароля.

    Если это не вы, удалите его в «Настройках безопасности», смените пароль и позвоните: { $phone }.
accounts-key-removed-subject = В «Окне» удалён ключ доступа
accounts-key-removed-body =
    Здравствуйте, { $name }.

    { $time } в вашей учётной записи { $number } удалён ключ доступа: { $device }, адрес { $address }. Если это не вы, сразу позвоните: { $phone }.
act-account-passkey-added = Добавлен ключ доступа
act-account-passkey-removed = Ключ доступа удалён
act-account-passkey-named = Ключ доступа переименован
act-account-passkey-copied = Ключ доступа не принят: похоже, у него есть копия
act-account-proved-by-key = Ключ доступа показан перед изменением настроек
act-account-key-wrong = Ключ доступа не подошёл перед изменением настроек
accounts-staff-keys-lead = С ключом не нужен код из приложения: после пароля браузер спросит отпечаток, лицо или ПИН-код. Код тоже останется.
accounts-staff-keys-added = При следующем входе спросим его вместо кода.
accounts-staff-keys-stale = Ключ можно добавить в первые 15 минут после входа. Выйдите и войдите снова.
accounts-staff-keys-link = Настроить ключ доступа для входа
accounts-staff-back = К рабочему месту
## Кто смотрел мои данные

accounts-looks-title = Кто смотрел мои данные
accounts-looks-lead = Каждый раз, когда сотрудник открывает ваши данные, здесь появляется строка: откуда он, что смотрел и по какому делу.
accounts-looks-empty = Пока никто
accounts-looks-empty-text = Сотрудники ещё не открывали ваши данные.
accounts-looks-who = { $role }, { $place }, рабочий номер { $number }
accounts-looks-number = Заявка № { $number }
accounts-looks-reason = Причина: { $reason }
accounts-looks-what-application = Ваша заявка
accounts-looks-what-file = Файл из вашей заявки
accounts-looks-what-confirmation = Данные для подтверждения личности
accounts-looks-what-visit = Данные, по которым вас оформляют в центре
accounts-looks-what-paper = Скан вашего документа
accounts-looks-what-picture = Ваш снимок
accounts-looks-what-certificate = Уведомление о регистрации
accounts-looks-what-state = Состояние учётной записи
accounts-looks-pages = Страницы
accounts-looks-newer = Новее
accounts-looks-older = Раньше
accounts-looks-wrong = Что-то не так?
accounts-looks-wrong-text = Если вы никуда не обращались, а ваши данные смотрели, позвоните: { $phone }. Назовите время и рабочий номер: по нему сотрудника найдут.
accounts-looks-lists = Списки, в которых сотрудник видит только фамилию с инициалами, чтобы вас вызвать, сюда не входят.
accounts-role-officer = Сотрудник ведомства
accounts-role-chief = Руководитель отдела
accounts-role-operator = Оператор центра обслуживания
accounts-role-support = Оператор поддержки
accounts-role-admin = Администратор портала
accounts-role-auditor = Аудитор
accounts-role-designer = Мастер услуг

## Помощь поддержки

accounts-assist-link-sms = Чтобы задать новый пароль в «Окне», откройте за 30 минут: { $link } Никому не пересылайте.
accounts-assist-link-subject = Новый пароль в «Окне»
accounts-assist-link-body =
    Здравствуйте.

    Вы попросили поддержку помочь со входом. Нажмите кнопку и задайте новый пароль. Ссылка работает 30 минут и один раз: никому её не пересылайте.

    Если вы не звонили в поддержку, не открывайте её: пароль останется прежним.
accounts-assist-link-lead = Вы попросили поддержку помочь со входом. Дальше зададите новый пароль.
accounts-assist-sms = Поддержка «Окна» отправила ссылку для нового пароля { $time }. Не звонили? Позвоните: { $phone }
accounts-assist-subject = Поддержка помогает вам войти
accounts-assist-body =
    Здравствуйте, { $name }.

    { $time } оператор поддержки проверил, кто звонит, и отправил ссылку, по которой можно задать новый пароль учётной записи { $number }. Ссылку оператор не видит.

    Если это были не вы, ничего по ней не открывайте и позвоните: { $phone }.
act-account-recovery-by-support =
    { $channel ->
        [phone] Поддержка отправила ссылку для нового пароля на ваш телефон
       *[email] Поддержка отправила ссылку для нового пароля на вашу почту
    }
act-account-code-by-support = Поддержка отправила вам код ещё раз

## Роли сотрудников

accounts-grants-title = Роли сотрудников
accounts-grants-lead = Роль даётся на срок и заканчивается сама. Роли поддержки, администратора и аудитора утверждает второй администратор.
accounts-grants-back = Администратор
accounts-grants-papers = Сканы
accounts-grants-who = Сотрудник
accounts-grants-role = Роль
accounts-grants-two = Утверждает второй администратор
accounts-grants-for = На сколько
accounts-grants-days =
    { $n ->
        [one] На { $n } день
        [few] На { $n } дня
       *[many] На { $n } дней
    }
accounts-grants-role-missing = Выберите роль
accounts-grants-for-missing = Выберите, на какой срок
accounts-grants-new = Дать роль
accounts-grants-give = Дать роль
accounts-grants-until = До
accounts-grants-always = без срока
accounts-grants-by = Кто дал
accounts-grants-machine = с сервера
accounts-grants-state = Состояние
accounts-grants-act = Действие
accounts-grants-waits = Ждёт второго
accounts-grants-good = Действует
accounts-grants-ending = Скоро закончится
accounts-grants-over = Закончилась
accounts-grants-taken = Снята
accounts-grants-approve = Утвердить
accounts-grants-take = Снять
accounts-grants-given = Роль дана
accounts-grants-given-text = Она действует с этой минуты.
accounts-grants-waiting = Ждёт второго администратора
accounts-grants-waiting-text = Роль начнёт действовать, когда он её утвердит.
accounts-grants-approved = Роль утверждена
accounts-grants-approved-text = Она действует с этой минуты.
accounts-grants-gone = Роль снята
accounts-grants-gone-text = Сотрудник вышел на всех устройствах.
accounts-grants-own = Свои роли не меняют
accounts-grants-own-text = Дать, утвердить или снять вашу роль может другой администратор. Утвердить то, что дали вы, тоже.
accounts-grants-late = Уже изменено
accounts-grants-late-text = Другой администратор был быстрее. Посмотрите, как стало.
accounts-grants-there = Эта роль уже есть или ждёт утверждения

## Пароль, который подбирают одним из первых

accounts-password-guessed-leaked = Этот пароль есть в списках украденных, с них и начинают подбор. Возьмите два-три слова, не связанных между собой, и поставьте между ними цифру и знак
accounts-password-guessed-word = Такой пароль подбирают одним из первых: в нём одно известное слово. Возьмите два-три слова, не связанных между собой, и поставьте между ними цифру и знак
accounts-password-guessed-layout = Такой пароль подбирают одним из первых: в нём известное слово, набранное на другой раскладке. Возьмите два-три слова, не связанных между собой, и поставьте между ними цифру и знак
accounts-password-guessed-latin = Такой пароль подбирают одним из первых: в нём русское слово латинскими буквами. Возьмите два-три слова, не связанных между собой, и поставьте между ними цифру и знак
accounts-password-guessed-row = Такой пароль подбирают одним из первых: в нём ряд соседних клавиш. Возьмите два-три слова, не связанных между собой, и поставьте между ними цифру и знак
accounts-password-guessed-repeat = Такой пароль подбирают одним из первых: в нём повторяется одно и то же. Возьмите два-три слова, не связанных между собой, и поставьте между ними цифру и знак
accounts-password-guessed-sequence = Такой пароль подбирают одним из первых: знаки в нём идут по порядку. Возьмите два-три слова, не связанных между собой, и поставьте между ними цифру и знак
accounts-password-guessed-date = Такой пароль подбирают одним из первых: в нём дата или год. Возьмите два-три слова, не связанных между собой, и поставьте между ними цифру и знак
accounts-password-guessed-portal = Такой пароль подбирают одним из первых: в нём название портала. Возьмите два-три слова, не связанных между собой, и поставьте между ними цифру и знак
accounts-password-guessed-simple = Такой пароль подбирают быстро: в нём мало неожиданного. Сделайте его длиннее — возьмите два-три слова, не связанных между собой
accounts-password-has-surname = В пароле есть ваша фамилия: её попробуют первой. Возьмите слова, которые с вами не связаны
accounts-password-has-given = В пароле есть ваше имя: его попробуют первым. Возьмите слова, которые с вами не связаны
accounts-password-has-patronymic = В пароле есть ваше отчество: его попробуют одним из первых. Возьмите слова, которые с вами не связаны
accounts-password-has-birth-date = В пароле есть дата или год вашего рождения: их попробуют первыми. Возьмите слова и цифры, которые с вами не связаны
accounts-password-has-phone = В пароле есть цифры вашего телефона: их попробуют первыми. Возьмите слова и цифры, которые с вами не связаны
accounts-password-has-email = В пароле есть имя вашей почты: его попробуют одним из первых. Возьмите слова, которые с вами не связаны
accounts-password-has-snils = В пароле есть цифры вашего СНИЛС. Возьмите слова и цифры, которые с вами не связаны
accounts-password-has-papers = В пароле есть цифры вашего паспорта или ИНН. Возьмите слова и цифры, которые с вами не связаны
accounts-password-new-hint = Пароль с вашими данными, частым словом или датой не подойдёт, даже если он длинный

## Резервный телефон и контрольные вопросы: помогают вернуть доступ и больше ни для чего не нужны

accounts-security-add = Добавить
accounts-security-reserve-none = Нет. Поможет, если потеряете и телефон, и почту
accounts-security-questions-set = Заданы: три вопроса
accounts-security-questions-none = Не заданы. Помогут вместе с резервным телефоном
accounts-security-reserve-done = Резервный телефон сохранён
accounts-security-reserve-gone = Резервного телефона больше нет
accounts-security-questions-done = Контрольные вопросы сохранены
accounts-security-questions-gone = Контрольных вопросов больше нет

accounts-reserve-title = Резервный телефон
accounts-reserve-lead = На этот номер пришлём код, если вы забудете пароль, а телефон и почта окажутся недоступны. Подойдёт номер близкого человека. Войти с ним нельзя.
accounts-reserve-lead-change = Сейчас: { $present }. На этот номер пришлём код, если вы забудете пароль, а телефон и почта окажутся недоступны. Войти с ним нельзя.
accounts-reserve-phone = Номер резервного телефона
accounts-reserve-hint = Мобильный, не тот, с которым вы входите
accounts-reserve-main = С этим номером вы входите. Укажите другой: резервный нужен, когда основной потерян
accounts-reserve-same = Этот номер уже резервный
accounts-reserve-advice = Одного резервного телефона мало: вместе с ним спросим ответы на контрольные вопросы. Задайте их тоже.
accounts-reserve-save = Сохранить номер
accounts-reserve-code-lead = Отправили код: { $to }. Если телефон не у вас, попросите прочитать код вслух.
accounts-reserve-code-sms = Код, чтобы этот номер стал резервным в «Окне»: { $code }. На него пришлём код, если владелец забудет пароль. Не знаете, о чём речь? Никому не говорите код
accounts-reserve-remove = Убрать резервный телефон
accounts-reserve-remove-title = Убрать резервный телефон?
accounts-reserve-remove-lead = Сейчас: { $present }. Если потеряете и телефон, и почту, вернуть доступ онлайн будет нельзя.
accounts-reserve-set-sms = Резервный телефон в «Окне» изменён { $time }. Если это не вы, сразу позвоните: { $phone }
accounts-reserve-set-subject = Резервный телефон в «Окне» изменён
accounts-reserve-set-body =
    Здравствуйте, { $name }.

    У вашей учётной записи { $number } новый резервный телефон: его указали { $time }. Номер видно в «Настройках безопасности».

    Если это были не вы, смените пароль и сразу позвоните: { $phone }.
accounts-reserve-removed-sms = Резервный телефон в «Окне» убран { $time }. Если это не вы, сразу позвоните: { $phone }
accounts-reserve-removed-subject = Резервный телефон в «Окне» убран
accounts-reserve-removed-body =
    Здравствуйте, { $name }.

    У вашей учётной записи { $number } больше нет резервного телефона: его убрали { $time }.

    Если это были не вы, смените пароль и сразу позвоните: { $phone }.

accounts-questions-title = Контрольные вопросы
accounts-questions-lead = Спросим их вместе с кодом на резервный телефон, если вы забудете пароль, а телефон и почта окажутся недоступны. Хватит двух верных ответов из трёх.
accounts-questions-lead-set = Вопросы заданы. Ответы мы не показываем: можно задать новые вместо прежних.
accounts-questions-advice = Выбирайте то, чего нет в соцсетях и чего не знают знакомые. Заглавные буквы, «ё», пробелы и знаки значения не имеют.
accounts-questions-number = Вопрос { $n }
accounts-questions-question = Что спросить
accounts-questions-question-hint = То, что вы вспомните и через годы
accounts-questions-answer-hint = Хотя бы 3 буквы или цифры
accounts-questions-choose = Выберите вопрос
accounts-questions-own = Свой вопрос
accounts-questions-own-words = Ваш вопрос
accounts-questions-own-hint = Если выбрали «Свой вопрос»
accounts-questions-own-missing = Напишите свой вопрос, хотя бы 8 знаков
accounts-questions-missing = Выберите вопрос
accounts-questions-twice = Такой вопрос уже есть. Выберите другой
accounts-questions-answer = Ответ
accounts-questions-answer-missing = Напишите ответ
accounts-question-1 = Как называлась первая книга, которую вы прочитали сами?
accounts-question-2 = Как звали вашего лучшего друга в детстве?
accounts-question-3 = Какой фильм вы первым посмотрели в кинотеатре?
accounts-question-4 = Как дома звали вашу любимую игрушку?
accounts-question-5 = Куда вы впервые уехали без родителей?
accounts-question-6 = Что вы купили на первую зарплату?
accounts-question-7 = Какое блюдо вы приготовили первым?
accounts-question-8 = Кем вы хотели стать в семь лет?
accounts-answer-short = Слишком короткий ответ: нужно хотя бы 3 буквы или цифры
accounts-answer-question = Ответ уже есть в самом вопросе. Напишите другой
accounts-answer-common = Такой ответ попробуют первым. Напишите другой
accounts-answer-personal = В ответе ваше имя, дата рождения или номер: их попробуют первыми. Напишите другой
accounts-answer-twice = Такой ответ уже есть. Ответы должны быть разными
accounts-questions-remove = Убрать контрольные вопросы
accounts-questions-remove-title = Убрать контрольные вопросы?
accounts-questions-remove-lead = Без них одного резервного телефона для нового пароля не хватит.
accounts-questions-set-sms = Контрольные вопросы в «Окне» изменены { $time }. Если это не вы, сразу позвоните: { $phone }
accounts-questions-set-subject = Контрольные вопросы в «Окне» изменены
accounts-questions-set-body =
    Здравствуйте, { $name }.

    Контрольные вопросы вашей учётной записи { $number } заданы заново { $time }.

    Если это были не вы, смените пароль и сразу позвоните: { $phone }.
accounts-questions-removed-sms = Контрольные вопросы в «Окне» убраны { $time }. Если это не вы, сразу позвоните: { $phone }
accounts-questions-removed-subject = Контрольные вопросы в «Окне» убраны
accounts-questions-removed-body =
    Здравствуйте, { $name }.

    У вашей учётной записи { $number } больше нет контрольных вопросов: их убрали { $time }.

    Если это были не вы, смените пароль и сразу позвоните: { $phone }.

accounts-contact-by-reserve = Нет доступа ни к телефону, ни к почте: пришлите первый код на резервный телефон
accounts-contact-is-reserve = Это ваш резервный телефон. Сначала укажите резервным другой номер

accounts-rescue-link = Нет доступа ни к телефону, ни к почте?
accounts-rescue-bank = Восстановить через банк
accounts-rescue-title = Восстановление по резервному телефону
accounts-rescue-lead = Пришлём код на резервный телефон, который вы указали в «Настройках безопасности». Потом спросим контрольные вопросы.
accounts-rescue-login-hint = С чем вы входите: телефон, почта или СНИЛС
accounts-rescue-phone = Резервный телефон
accounts-rescue-phone-hint = Номер, который вы указали резервным
accounts-rescue-advice = Нет и резервного телефона? Доступ вернут в центре обслуживания: возьмите паспорт и СНИЛС. Вопросы: { $phone }
accounts-nobody-reserve-sms = Кто-то восстанавливал пароль в «Окне» и назвал ваш номер резервным. У этой учётной записи он другой, или её нет. Если это не вы, ничего не делайте
accounts-rescue-questions-title = Контрольные вопросы
accounts-rescue-questions-lead = Ответьте хотя бы на два вопроса из трёх. Заглавные буквы, «ё», пробелы и знаки значения не имеют.
accounts-rescue-questions-hint = Если не помните, оставьте пустым
accounts-rescue-questions-few = Ответьте хотя бы на два вопроса
accounts-rescue-wrong =
    Двух верных ответов пока нет. { $left ->
        [one] Осталась { $left } попытка
        [few] Осталось { $left } попытки
       *[many] Осталось { $left } попыток
    }
accounts-rescue-last = Двух верных ответов нет, и попытки кончились. Ответить снова можно через сутки. Доступ к телефону или почте поможет раньше
accounts-rescue-closed = Слишком много неверных ответов. Попробуйте после { $time } или восстановите пароль по телефону или почте
accounts-rescue-elsewhere-title = Резервного телефона не хватит
accounts-rescue-elsewhere-text = Код верный, но контрольных вопросов у этой учётной записи нет, а одним резервным телефоном её не открыть: так мы бережём её от чужих.
accounts-rescue-elsewhere-help = Восстановите пароль по телефону, почте или через банк. Если ничего из этого нет, доступ вернут в центре обслуживания по паспорту и СНИЛС. Вопросы: { $phone }.
accounts-answers-wrong-subject = На контрольные вопросы ответили неверно
accounts-answers-wrong-sms = На контрольные вопросы в «Окне» ответили неверно { $time }. Если это не вы, позвоните: { $phone }
accounts-answers-wrong-body =
    Здравствуйте, { $name }.

    { $time } кто-то восстанавливал пароль вашей учётной записи { $number } по резервному телефону и ответил на контрольные вопросы неверно.

    Если это были вы, попробуйте ещё раз. Если нет, смените резервный телефон в «Настройках безопасности» или позвоните: { $phone }.
accounts-answers-closed-subject = Контрольные вопросы закрыты на сутки
accounts-answers-closed-sms = Пять неверных ответов на контрольные вопросы в «Окне», { $time }. Сутки их не спрашиваем. Если это не вы, позвоните: { $phone }
accounts-answers-closed-body =
    Здравствуйте, { $name }.

    Пять раз подряд кто-то ответил неверно на контрольные вопросы вашей учётной записи { $number }, последний раз { $time }. Сутки мы их не спрашиваем.

    Если это были не вы, смените резервный телефон и вопросы в «Настройках безопасности» или позвоните: { $phone }.
act-account-reserve-set = Резервный телефон изменён
act-account-reserve-removed = Резервный телефон убран
act-account-questions-set = Контрольные вопросы изменены
act-account-questions-removed = Контрольные вопросы убраны
act-account-answers-wrong = Неверные ответы на контрольные вопросы
act-account-recovered-by-bank = Пароль восстановлен через банк
act-account-recovered-by-reserve = Пароль восстановлен по резервному телефону

# «Уведомления» and news.
accounts-notices-title = Уведомления
accounts-notices-lead = О чём писать, куда и когда. Все письма хранятся и на портале, их отключить нельзя:
accounts-notices-inbox = сообщения
accounts-notices-what = О чём и куда
accounts-notices-where = Пишем вам сюда:
accounts-notices-contacts = Сменить телефон или почту
accounts-notices-sms = SMS
accounts-notices-mail = Почта
accounts-notices-security = Безопасность — всегда
accounts-notices-security-hint = О входе с нового устройства, смене пароля и контактов пишем сразу и всюду: вдруг это не вы.
accounts-notices-applications = Заявки
accounts-notices-applications-hint = Заявка принята, нужны исправления, документ готов.
accounts-notices-account = Учётная запись
accounts-notices-account-hint = Проверка данных, подтверждение личности, письма с кодом.
accounts-notices-documents = Мои документы
accounts-notices-documents-hint = Документ скоро закончится или не сошёлся с реестром.
accounts-notices-visits = Запись на приём
accounts-notices-visits-hint = Вы записаны, напоминание накануне, перенос.
accounts-notices-quiet = Тихие часы
accounts-notices-quiet-text = SMS подождут до утра. Почта ждать не будет: она не будит. Безопасность и коды приходят сразу.
accounts-notices-quiet-box = Не присылать SMS ночью
accounts-notices-from = С
accounts-notices-to = До
accounts-notices-from-hint = Вечер
accounts-notices-to-hint = Утро
accounts-notices-zone-hint = По нему считаем часы
accounts-notices-zone = Ваше время
accounts-notices-news = Новости портала
accounts-notices-news-text = Рассказываем о новых возможностях, не чаще двух раз в месяц. Только тем, кто попросил.
accounts-notices-news-read = На что вы соглашаетесь
accounts-notices-news-box = Присылать новости на почту
accounts-notices-save = Сохранить
accounts-notices-saved = Сохранено
accounts-notices-saved-text = Следующие сообщения придут уже так.
accounts-zone-kaliningrad = Калининград (МСК − 1)
accounts-zone-moscow = Москва
accounts-zone-samara = Самара (МСК + 1)
accounts-zone-yekaterinburg = Екатеринбург (МСК + 2)
accounts-zone-omsk = Омск (МСК + 3)
accounts-zone-krasnoyarsk = Красноярск, Новосибирск (МСК + 4)
accounts-zone-irkutsk = Иркутск (МСК + 5)
accounts-zone-yakutsk = Якутск (МСК + 6)
accounts-zone-vladivostok = Владивосток (МСК + 7)
accounts-zone-magadan = Магадан, Южно-Сахалинск (МСК + 8)
accounts-zone-kamchatka = Петропавловск-Камчатский (МСК + 9)
accounts-zone-portal = Время портала
accounts-news-consent-1 = Я согласен получать новости портала: о новых услугах и возможностях. Для этого портал использует адрес моей электронной почты и язык, на котором мне пишут.
accounts-news-consent-2 = Согласие действует, пока я его не отзову: галочкой на странице «Уведомления» или по ссылке в любом письме с новостями. Услуг и сообщений о них это не касается.
accounts-news-off-title = Больше не присылать новости?
accounts-news-off-text = Сообщения о ваших заявках и о безопасности приходить не перестанут.
accounts-news-off = Отписаться
accounts-news-off-done = Новости больше не приходят
accounts-news-off-done-text = Если передумаете, включите их снова в личном кабинете, на странице «Уведомления».
accounts-news-off-home = На главную
accounts-news-title = Новости портала
accounts-news-readers =
    { $n ->
        [one] Новости получает { $n } человек.
        [few] Новости получают { $n } человека.
       *[other] Новости получают { $n } человек.
    }
accounts-news-new = Написать новость
accounts-news-new-lead = Её получат только те, кто попросил: письмом и в «Сообщениях», каждый на своём языке.
accounts-news-empty = Новостей пока нет.
accounts-news-subject = Тема
accounts-news-subject-hint = Заголовок письма
accounts-news-body = Текст
accounts-news-body-hint = Абзацы отделяйте пустой строкой
accounts-news-ru = По-русски
accounts-news-en = По-английски
accounts-news-missing-subject-ru = Напишите тему по-русски
accounts-news-missing-body-ru = Напишите текст по-русски
accounts-news-missing-subject-en = Напишите тему по-английски
accounts-news-missing-body-en = Напишите текст по-английски
accounts-news-preview = Посмотреть
accounts-news-one = Новость
accounts-news-when = Когда
accounts-news-state = Состояние
accounts-news-told = Отправлено
accounts-news-draft = Черновик
accounts-news-sending = Отправляется
accounts-news-sent = Отправлена
accounts-news-reached =
    { $n ->
        [one] Отправлено { $n } человеку
       *[other] Отправлено { $n } людям
    }
accounts-news-once = Отозвать отправленное нельзя.
accounts-news-send = Отправить
accounts-news-edit = Исправить
accounts-news-begun = Отправляем
accounts-news-begun-text = Письма уходят по очереди, страница покажет, сколько уже ушло.
accounts-news-late = Уже отправлена
accounts-news-late-text = Новость ушла раньше, чем вы нажали.
act-account-notices-changed = Изменены настройки уведомлений
act-account-news-on = Включены новости портала
act-account-news-off = Новости портала выключены
act-news-sent = Новость портала отправлена

# Break-glass access.
accounts-glass-title = Экстренный доступ
accounts-glass-lead = Если без этого человеку не помочь: одна учётная запись, полчаса, только посмотреть.
accounts-glass-loud = О каждом доступе сразу узнают владелец, администраторы и аудиторы. Потом его разберёт другой администратор.
accounts-glass-number = Номер учётной записи
accounts-glass-number-hint = 12 цифр, человек видит их в кабинете
accounts-glass-number-missing = Введите номер учётной записи
accounts-glass-number-wrong = В номере 12 цифр: 1234-5678-9012
accounts-glass-nobody = Такого номера нет. Проверьте цифры
accounts-glass-wait = Слишком много попыток. Следующая — после { $time }
accounts-glass-reason = Причина
accounts-glass-reason-hint = Что случилось и почему нельзя иначе. Не меньше 30 знаков: причину прочитает владелец
accounts-glass-reason-short = Опишите причину подробнее: не меньше 30 знаков
accounts-glass-open = Открыть на 30 минут
accounts-glass-left =
    { $n ->
        [one] За сутки остался { $n } доступ.
        [few] За сутки осталось { $n } доступа.
       *[other] За сутки осталось { $n } доступов.
    }
accounts-glass-often = За сутки можно открыть три учётные записи, и они уже открыты. Позовите другого сотрудника
accounts-glass-person = О человеке
accounts-glass-own = Ваши за сутки
accounts-glass-until = Открыто до { $time }
accounts-glass-end = Закрыть сейчас
accounts-glass-over = Доступ закончен
accounts-glass-over-text = Данные больше не видны.
accounts-glass-watch-title = Экстренные доступы
accounts-glass-closed = Учётная запись закрыта, причина удалена вместе с ней
accounts-glass-watch-lead = Кто открывал учётные записи без дела, какие и почему. Каждый доступ разбирает администратор, который его не открывал.
accounts-glass-none = Их не было.
accounts-glass-account = Учётная запись
accounts-glass-why = Причина
accounts-glass-when = Когда
accounts-glass-now = Открыт
accounts-glass-waits = Не разобран
accounts-glass-done = Разобрано
accounts-glass-review = Разобрано
accounts-glass-reviewed = { $by }, { $at }
accounts-glass-late = Уже изменено
accounts-glass-late-text = Другой администратор был быстрее, доступ ещё открыт или он ваш.
accounts-glass-told-sms = { $time } сотрудник открыл ваши данные в «Окне» без заявки, по экстренной причине. Кто и почему — в письме и в кабинете. Вопросы: { $phone }
accounts-glass-told-subject = Сотрудник открыл ваши данные
accounts-glass-told-body =
    Здравствуйте, { $name }.

    { $time } сотрудник открыл данные вашей учётной записи { $number } по экстренному доступу: { $role }, { $place }, рабочий номер { $work }.

    Причина: { $reason }

    Он видит данные не дольше получаса и ничего не может изменить. Администратор проверит, была ли причина. Не понимаете, почему это случилось, — позвоните: { $phone }.
accounts-glass-watch-subject = Экстренный доступ к учётной записи
accounts-glass-watch-body =
    { $time } сотрудник открыл учётную запись { $number } без дела: { $place }, рабочий номер { $work }.

    Причина и кнопка «Разобрано» — на странице экстренных доступов.
accounts-looks-what-profile = Все ваши данные: экстренный доступ
act-account-glass-opened = Сотрудник открыл ваши данные по экстренному доступу
act-account-glass-seen = Сотрудник посмотрел ваши данные по экстренному доступу
act-account-glass-ended = Экстренный доступ к вашим данным закрыт
act-account-glass-reviewed = Экстренный доступ разобран администратором
accounts-grants-endless = Есть роли без срока: они появились раньше, чем сроки. Поставьте им срок.
accounts-grants-limit = Поставить срок
accounts-grants-limited = Срок поставлен
accounts-grants-limited-text = Роль закончится сама.
accounts-grants-ends-subject = Ваша роль в «Окне» скоро закончится
accounts-grants-ends-body =
    Роль «{ $role }» действует до { $date }.

    Если она нужна вам и дальше, попросите администратора продлить её: в этот день вход закроется сам.

# Копия данных: что в ней стоит
accounts-data-title = Данные и согласия
accounts-data-language-ru = русский
accounts-data-language-en = английский
accounts-data-account = Учётная запись
accounts-data-profile = Профиль
accounts-data-protection = Защита входа
accounts-data-browsers = Где вы входили
accounts-data-consents = Согласия
accounts-data-looks = Кто смотрел данные
accounts-data-messages = Сообщения
accounts-data-history = История
accounts-data-yes = да
accounts-data-no = нет
accounts-data-number = Номер
accounts-data-level = Уровень
accounts-data-level-since = Уровень с
accounts-data-method = Способ подтверждения
accounts-data-created = Открыта
accounts-news-consent-title = Новости портала по почте
accounts-news-consent-follows = Новости больше не придут.
accounts-data-news = Новости портала
accounts-data-language = Язык сообщений
accounts-data-surname = Фамилия
accounts-data-given = Имя
accounts-data-patronymic = Отчество
accounts-data-phone = Телефон
accounts-data-email = Электронная почта
accounts-data-sex = Пол
accounts-data-birth-date = Дата рождения
accounts-data-birth-place = Место рождения
accounts-data-citizenship = Гражданство
accounts-data-passport = Паспорт
accounts-data-passport-issued-by = Кем выдан
accounts-data-passport-issued-on = Дата выдачи
accounts-data-passport-division = Код подразделения
accounts-data-snils = СНИЛС
accounts-data-inn = ИНН
accounts-data-address = Адрес
accounts-data-early-passport = Номер паспорта, указанный при регистрации
accounts-data-app = Приложение с кодами
accounts-data-sms = Код из SMS
accounts-data-backup-codes = Осталось запасных кодов
accounts-data-key = Ключ доступа
accounts-data-added = Добавлен
accounts-data-used = Последний вход с ним
accounts-data-reserve = Резервный телефон
accounts-data-question = Контрольный вопрос
accounts-data-browser = Браузер
accounts-data-network = Адрес в сети
accounts-data-signed-in = Вход
accounts-data-seen = Последнее действие
accounts-data-document = Документ
accounts-data-version = Версия
accounts-data-hash = Отпечаток текста
accounts-data-agreed = Дано
accounts-data-withdrawn = Отозвано
accounts-data-what = Что
accounts-data-role = Роль
accounts-data-place = Место
accounts-data-official = Рабочий номер
accounts-data-case = Дело
accounts-data-reason = Причина
accounts-data-time = Когда
accounts-data-who = Кто
accounts-data-line = Номер записи
accounts-data-subject = Тема
accounts-data-text = Текст
act-consent-withdrawn = Согласие отозвано
act-account-closed = Учётная запись закрыта

## Доступ возвращают в центре

accounts-return-sms = В центре «{ $place }» вам выдали код, чтобы задать новый пароль «Окна», { $time }. Если это не вы, сразу позвоните: { $phone }
accounts-return-subject = В центре вам возвращают доступ
accounts-return-body =
    Здравствуйте, { $name }.

    { $time } сотрудник центра «{ $place }» сверил документы и выдал код доступа к учётной записи { $number }. С ним задают новый пароль. На всех устройствах вход закрыт, настройки безопасности нельзя менять 72 часа. Телефон и почта могли измениться.

    Если в центре были не вы, сразу позвоните: { $phone }.
act-account-access-code-again = В центре выдан код для нового пароля
act-account-contact-by-official = Сотрудник центра сменил телефон или почту по вашей просьбе
act-account-recovered-in-centre = Пароль восстановлен в центре
act-account-second-dropped = Второй шаг входа сброшен: его потеряли

# Сотрудники: приглашение, доступ, увольнение
accounts-officials-title = Сотрудники
accounts-officials-lead = Все, кто работает с порталом: где, в каких ролях и есть ли у них доступ.
accounts-officials-portal = Сам портал
accounts-officials-search = Найти сотрудника
accounts-officials-search-hint = Часть имени, логин, почта, место работы или служебный номер
accounts-officials-search-missing = Введите, кого найти
accounts-officials-find = Найти
accounts-officials-found =
    { $n ->
        [one] Найден { $n } сотрудник.
        [few] Найдены { $n } сотрудника.
       *[many] Найдено { $n } сотрудников.
    }
accounts-officials-first = Показаны первые { $n }. Уточните, кого найти.
accounts-officials-nobody = Никого не нашли. Проверьте, как написано имя или номер.
accounts-officials-all = Показать всех
accounts-officials-next = Следующие
accounts-officials-waits = Ждут вашего утверждения
accounts-officials-unit = Место работы
accounts-officials-unit-choose = Выберите место работы
accounts-officials-unit-officer = Сотрудник ведомства решает дела в ведомстве: выберите ведомство
accounts-officials-unit-operator = Оператор принимает людей в центре: выберите центр
accounts-officials-place = Отдел или окно
accounts-officials-place-hint = Так место работы увидят люди. Если оставить пустым, покажем название.
accounts-officials-roles = Роли
accounts-officials-none = Ролей нет
accounts-officials-number = Служебный номер
accounts-officials-about = Сотрудник
accounts-officials-second = Второй фактор
accounts-officials-second-on = Настроен
accounts-officials-second-off = Не настроен
accounts-officials-state-invited = Приглашён
accounts-officials-state-active = Работает
accounts-officials-state-closed = Доступ закрыт
accounts-officials-invite = Пригласить сотрудника
accounts-officials-invite-lead = Отправим письмо со ссылкой. По ней сотрудник сам задаст пароль и настроит код из приложения: пароль не знает никто, кроме него.
accounts-officials-invite-submit = Отправить приглашение
accounts-officials-name = Фамилия, имя и отчество
accounts-officials-name-hint = Например: Хакимов Ильдар Маратович
accounts-officials-name-missing = Введите фамилию и имя полностью, буквами
accounts-officials-email = Служебная почта
accounts-officials-email-hint = Ссылка придёт сюда
accounts-officials-email-missing = Введите адрес почты
accounts-officials-email-none = Не указана
accounts-officials-login-hint = Латинские буквы, цифры, точка или дефис. Например: i.hakimov
accounts-officials-login-wrong = Логин — от 3 до 32 знаков: латинские буквы, цифры, точка или дефис
accounts-officials-login-taken = Такой логин уже есть. Придумайте другой
accounts-officials-invited = Приглашение отправлено
accounts-officials-invited-text = Ссылка действует трое суток.
accounts-officials-invited-waits = Приглашение отправлено, роль ждёт
accounts-officials-invited-waits-text = Ссылка действует трое суток. Роль заработает, когда её утвердит второй администратор.
accounts-officials-again = Отправить приглашение ещё раз
accounts-officials-again-sent = Приглашение отправлено ещё раз
accounts-officials-again-sent-text = Прежняя ссылка больше не работает.
accounts-officials-access = Доступ
accounts-officials-own = Свой доступ меняет другой администратор.
accounts-officials-link = Дать новый пароль
accounts-officials-link-lead = Если пароль забыт, отправим на служебную почту ссылку, чтобы задать новый. Сначала её утвердит второй администратор: иначе один человек мог бы войти под чужим именем.
accounts-officials-steps-lost = Телефон с приложением и ключи тоже потеряны
accounts-officials-steps-hint = Код из приложения сотрудник настроит заново, прежний перестанет подходить
accounts-officials-link-ask = Попросить ссылку
accounts-officials-asked = Просьба отправлена
accounts-officials-asked-text = Ссылка уйдёт сотруднику, когда её утвердит второй администратор.
accounts-officials-approve = Утвердить и отправить
accounts-officials-sent = Ссылка отправлена
accounts-officials-sent-text = Она действует трое суток.
accounts-officials-cancel = Отозвать ссылку
accounts-officials-cancelled = Ссылка отозвана
accounts-officials-cancelled-text = Она больше не откроется.
accounts-officials-link-sent = Ссылка отправлена
accounts-officials-link-first = Приглашение. Отправлено { $made } ({ $by }), действует до { $until }.
accounts-officials-link-again = Новый пароль. Код из приложения остаётся прежним. Просьба: { $made } ({ $by }), действует до { $until }.
accounts-officials-link-steps = Новый пароль и новый код из приложения. Просьба: { $made } ({ $by }), действует до { $until }.
accounts-officials-link-back = Возвращение: новый пароль и новый код из приложения. Просьба: { $made } ({ $by }), действует до { $until }. Перед утверждением сверьте адрес почты.
accounts-officials-email-change = Изменить служебную почту
accounts-officials-email-lead = На прежний адрес придёт письмо о замене. Ссылка, которая ещё не использована, перестанет работать.
accounts-officials-email-saved = Почта изменена
accounts-officials-email-saved-text = О замене написали на прежний адрес.
accounts-officials-save = Сохранить
accounts-officials-close = Закрыть доступ
accounts-officials-close-lead = Роли закончатся, сотрудник выйдет на всех устройствах. Дела и решения останутся под его именем. Вернуть доступ можно новым приглашением, которое утвердит второй администратор.
accounts-officials-close-submit = Закрыть доступ
accounts-officials-gone = Доступ закрыт
accounts-officials-gone-text = Роли закончились, сотрудник вышел на всех устройствах.
accounts-officials-closed-text = Сотрудник больше здесь не работает. Если он возвращается, приглашение утвердит второй администратор. Роли дадите заново, когда сотрудник войдёт.
accounts-officials-take-back = Пригласить снова
accounts-officials-accept = Доступ к рабочему месту
accounts-officials-accept-lead = Ваш логин — { $login }. Задайте пароль, потом настроим код из приложения.
accounts-officials-over = Ссылка больше не работает
accounts-officials-over-text = Её уже использовали, заменили новой или прошло трое суток. Попросите администратора отправить другую. Если пароль у вас есть, просто войдите.
accounts-officials-no-roles = Пока нет ни одной роли
accounts-officials-no-roles-text = Вы вошли, но работать ещё не с чем: роль ждёт утверждения или закончилась. Спросите администратора, а потом обновите эту страницу.
accounts-officials-invited-subject = Приглашение работать на портале «Окно»
accounts-officials-invited-body =
    Вам открыли рабочее место: { $place }.

    Ваш логин: { $login }.

    Откройте ссылку, задайте пароль и настройте код из приложения. Ссылка действует до { $date } и открывается один раз.

    Если вы не ждали этого письма, ничего не делайте.
accounts-officials-again-subject = Новый пароль для портала «Окно»
accounts-officials-again-body =
    Администратор отправил вам ссылку, чтобы задать новый пароль. Место работы: { $place }.

    Ваш логин: { $login }.

    Ссылка действует до { $date } и открывается один раз. Когда вы зададите пароль, все прежние входы закончатся.

    Если вы об этом не просили, не открывайте ссылку и сразу скажите администратору.
accounts-officials-email-subject = Ваша служебная почта на портале изменена
accounts-officials-email-body =
    Администратор указал для вашей учётной записи сотрудника другой адрес. Письма о доступе приходят теперь туда.

    Если вы об этом не знали, сразу скажите администратору.

## Детская учётная запись
accounts-young-title = Профиль заполняют с 14 лет
accounts-young-text = Для профиля нужен паспорт, а его выдают с 14 лет. До этого имя, дата рождения и СНИЛС стоят в карточке, которую добавили родители.
accounts-young-now = Поиск услуг, документы и сообщения работают уже сейчас.
accounts-ward-first-subject = Ваша учётная запись в «Окне»
accounts-ward-first-body =
    { $name }, родители завели вам учётную запись на портале «Окно».

    Код доступа: { $code }

    Нажмите кнопку, укажите почту { $email } и этот код, а потом придумайте пароль. Его будете знать только вы. Код действует 72 часа.
accounts-ward-link-subject = Новый пароль в «Окне»
accounts-ward-link-body =
    Родители попросили отправить вам ссылку для нового пароля.

    Нажмите кнопку в течение 30 минут и придумайте пароль. Его будете знать только вы.
accounts-ward-sms = Родители отправили вам на почту ссылку для нового пароля «Окна» { $time }
accounts-ward-subject = Вам отправили ссылку для нового пароля
accounts-ward-body =
    { $name }, родители попросили отправить на вашу почту ссылку для нового пароля: { $time }.

    Пока вы не придумаете новый пароль, действует прежний.
act-account-recovery-by-guardian = Законный представитель отправил ссылку для нового пароля
act-account-created-by-guardian = Учётную запись завёл законный представитель
accounts-next-young = Посмотрите услуги
accounts-next-young-text = Профиль и подтверждение личности откроются с 14 лет, когда получите паспорт
accounts-next-young-action = Все услуги

# A file with a malicious program.
accounts-infected-subject = Мы удалили файл: в нём вредоносная программа
accounts-infected-body =
    { $name }, в файле, который приложили { $date }, нашли вредоносную программу, мы его удалили. Сохраните документ заново и приложите ещё раз.

    Если заявление уже рассматривают, ведомство попросит документ само. Если его сканировали в центре, новый скан сделает сотрудник.
act-file-infected = В файле нашли вредоносную программу, файл удалён
