## Помощь

support-title = Помощь
support-lead = Не получается? Сначала посмотрите, не про вас ли это, потом звоните: поможем вместе.
support-line = Горячая линия
support-from-any = С любого телефона, звонок бесплатный
support-from-mobile = С мобильного, короткий номер
support-when = Когда
support-hours = круглосуточно, без выходных
support-email = Почта
support-topics = С чем помогаем
support-topic-identity = Не удаётся проверить личность
support-topic-identity-text = Посмотрите, что ответили реестры: там сказано, какое поле не совпало. Если реестр не отвечает, мы спросим его сами ещё раз.
support-topic-identity-go = Проверки в реестрах
support-topic-data = Ошибка в личных данных
support-topic-data-text = Сверьте профиль с паспортом буква в букву и исправьте. Проверим снова только то, что изменилось.
support-topic-data-go = Исправить данные
support-topic-papers = Не хватает документов
support-topic-papers-text = Для каждого способа подтверждения указано, что взять с собой или приложить. Выберите тот, для которого у вас всё есть.
support-topic-papers-go = Способы подтвердить личность
support-topic-locked = Учётная запись закрыта после неверных кодов
support-topic-locked-text = Задайте новый пароль по коду на телефон или почту: он и откроет запись. Если ни телефона, ни почты под рукой нет, позвоните.
support-topic-locked-go = Задать новый пароль
support-prepare = Что подготовить к звонку
support-prepare-lead = Оператор проверит, что звоните именно вы. Назовите то, что есть в вашей учётной записи:
support-prepare-name = фамилию, имя и отчество;
support-prepare-phone = телефон из профиля;
support-prepare-snils = СНИЛС;
support-prepare-inn = ИНН;
support-prepare-passport = серию и номер паспорта: держите его скан под рукой.
support-never = Оператор никогда не спрашивает пароль, код из SMS или письма. Если спросил, положите трубку и позвоните нам сами.

## Рабочее место

support-desk-title = Звонок
support-desk-lead = Спросите телефон, почту, СНИЛС или номер учётной записи и найдите её.
support-own-number = Ваш рабочий номер
support-who = Что назвал звонящий
support-who-hint = Телефон, почта, СНИЛС или номер учётной записи
support-who-missing = Введите, что назвал звонящий
support-begin = Найти
support-unknown = Такой учётной записи нет. Переспросите или предложите зарегистрироваться
support-calls = Звонки сегодня
support-calls-empty = Пока ни одного.
support-row-asking = Проверка
support-row-open = Проверен
support-row-over = Закончен
support-row-failed = Не узнан
support-check-title = Кто звонит
support-check-lead = Спрашивайте по порядку и вводите то, что слышите. Данных учётной записи здесь нет: программа скажет только, совпало ли.
support-check-submit = Сверить
support-check-how = Сколько нужно
support-check-how-text = ФИО, телефон и два номера из тех, что есть в форме. Если номеров меньше, ещё и почта. Сверяем всё сразу.
support-check-left =
    { $left ->
        [one] Осталась { $left } попытка.
        [few] Осталось { $left } попытки.
       *[many] Осталось { $left } попыток.
    }
support-check-more = Этого мало: нужны ФИО, телефон и два номера из формы, а если номеров меньше двух, то все и почта
support-fact-name = Фамилия, имя, отчество
support-fact-name-hint = Как в паспорте
support-fact-name-missing = Введите ФИО, которое назвал звонящий
support-fact-phone = Телефон из профиля
support-fact-phone-missing = Введите телефон, который назвал звонящий
support-fact-email = Почта из профиля
support-fact-snils = СНИЛС
support-fact-inn = ИНН
support-fact-passport = Серия и номер паспорта
support-fact-wrong = Не совпало. Переспросите
support-fact-right = Совпало
support-failed = Звонящего не удалось узнать
support-failed-text = Проверки кончились, данные не открыты. Скажите, что помогут в центре обслуживания с паспортом, или пусть перезвонит завтра, когда документы будут под рукой. Владелец увидит эти попытки в истории.
support-over = Время вышло
support-over-text = Состояние учётной записи открывается на 15 минут. Если разговор не закончен, найдите её снова и сверьте ещё раз.
support-next-call = Следующий звонок

## Состояние

support-state-title = Учётная запись
support-until = открыто до { $time }
support-tag-active = Работает
support-tag-locked = Не пускает
support-row-state = Вход
support-state-active = Открыта
support-state-locked = Закрыта { $at }: много неверных кодов на втором шаге. Откроется, когда владелец задаст новый пароль
support-state-locked-once = Закрыта: много неверных кодов на втором шаге. Откроется, когда владелец задаст новый пароль
support-state-blocked = Закрыта порталом. Поддержка её не открывает: передайте обращение администратору
support-state-suspended = Вход ребёнка приостановил законный представитель, открыть может только он
support-state-closed = Закрыта владельцем
support-row-next = Что дальше
support-next-profile = Заполнить профиль: паспорт, СНИЛС, адрес
support-next-checks = Дождаться реестров или исправить то, что не совпало
support-next-confirm = Подтвердить личность любым способом
support-next-none = Уровень высший, всё открыто
support-row-phone = Телефон
support-row-email = Почта
support-proven = { $contact }, подтверждён кодом
support-row-second = Второй шаг входа
support-second-passkey = ключ доступа
support-second-app = приложение
support-second-sms = код по SMS
support-second-backup =
    { $left ->
        [one] остался { $left } запасной код
        [few] осталось { $left } запасных кода
       *[many] осталось { $left } запасных кодов
    }
support-second-off = выключен
support-row-reserve = Резервный телефон
support-row-questions = Контрольные вопросы
support-questions-set = заданы: помогают, когда забыт пароль
support-row-waits = После восстановления
support-waits = настройки можно менять с { $at }
support-row-entries = Последние входы
support-entries-none = ещё не было
support-browser-unknown = неизвестный браузер
support-lines = Проверки и подтверждения
support-lines-empty = Ещё ничего не начато.
support-advice = Что сказать
support-advice-locked-1 = Отправьте ссылку на телефон или почту справа. По ней владелец сам задаст новый пароль.
support-advice-locked-2 = Если ни телефона, ни почты больше нет: в центр обслуживания с паспортом.
support-advice-locked-3 = Коды и пароль вслух не называют. Не спрашивайте их.
support-advice-identity-1 = Скажите, какой реестр не ответил или что не совпало: это в списке выше.
support-advice-identity-2 = Не совпало: пусть сверит это поле с документом и исправит в профиле. Проверка начнётся сама.
support-advice-identity-3 = Реестр не отвечает: делать ничего не нужно, портал спросит снова и напишет.
support-advice-data-1 = «Личный кабинет» → «Профиль» → «Изменить»: буква в букву как в паспорте.
support-advice-data-2 = У проверенных данных исправление подтверждают кодом из SMS.
support-advice-data-3 = Ошибка в самом документе или в реестре: в ведомство, которое его выдало, с паспортом.
support-advice-papers-1 = «Личный кабинет» → «Подтвердить личность»: у каждого способа написано, что нужно.
support-advice-papers-2 = Нет компьютера или скана: в центр обслуживания хватит паспорта и СНИЛС.
support-advice-papers-3 = Файлы: PDF, JPG или PNG, до 5 МБ каждый.
support-access = Восстановить доступ
support-unlock = Разблокировать
support-access-text = Владельцу придёт ссылка: по ней он за 30 минут задаст новый пароль, и запись откроется. Вы её не увидите. Старый пароль больше не подойдёт.
support-access-not = Эту учётную запись паролем не открыть.
support-link-phone = Ссылка по SMS: { $contact }
support-link-email = Ссылка на почту: { $contact }
support-link-sent = Отправлена в { $at }
support-code = Отправить код ещё раз
support-talk = Разговор
support-note = Заметка
support-note-hint = Что случилось и что вы посоветовали. Без паролей, кодов и номеров документов.
support-note-missing = Напишите, о чём был разговор
support-note-save = Сохранить
support-sent = Ссылка отправлена
support-sent-text = Владельцу сообщили об этом по SMS и почте.
support-again = Код отправлен
support-again-text = Он придёт на телефон владельца.
support-noted = Сохранено
support-noted-text = Заметку видите только вы в этом звонке.
support-none = Кода никто не ждёт
support-none-text = Пусть владелец попросит его на странице входа.
support-wait = Пока больше нельзя
support-wait-text = Сегодня уже отправляли. Подождите, пока придёт прошлое сообщение.

## История владельца

act-support-begun = Кто-то позвонил в поддержку и назвал ваши данные
act-support-wrong = Звонящий в поддержку ошибся в ваших данных: ничего не открыто
act-support-passed = Поддержка узнала вас по телефону
act-support-seen = Оператор поддержки открыл состояние учётной записи
act-support-noted = Оператор поддержки записал разговор
act-support-missed = Поддержка искала учётную запись и не нашла

# Копия данных
support-data-calls = Звонки в поддержку
support-data-time = Когда
support-data-official = Рабочий номер оператора
support-data-note = Заметка оператора
