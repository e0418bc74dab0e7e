# Words of the frame that every page stands in.
web-okno = Окно
web-name = Окно
web-skip = К содержанию
web-demo-name = Стенд
web-demo = Стенд: люди и данные вымышлены.
web-demo-link = Открыть стенд
web-place = Ваш населённый пункт:
web-search-label = Поиск услуг
web-find = Найти
web-cabinet = Личный кабинет
web-my-services = Мои услуги
web-my-applications = Мои обращения
web-my-data = Мои данные
web-sign-in = Войти
web-register = Регистрация
web-sign-out = Выйти
web-work = Рабочее место

web-view = Вид
web-view-letters = Аа
web-view-size = Размер текста
web-view-size-m = Обычный
web-view-size-l = Крупный
web-view-size-xl = Очень крупный
web-view-contrast = Контраст
web-view-contrast-normal = Обычный
web-view-contrast-high = Высокий
web-view-theme = Цвета
web-view-theme-auto = Авто
web-view-theme-light = Светлые
web-view-theme-dark = Тёмные
web-view-spacing = Интервалы
web-view-spacing-normal = Обычные
web-view-spacing-wide = Широкие
web-view-apply = Применить

web-foot-help = Не получается? Позвоните, поможем пройти услугу вместе. Звонок бесплатный.
web-foot-hours = круглосуточно
web-foot-support = Помощь и что подготовить к звонку
web-foot-services = Услуги
web-foot-all-services = Все услуги
web-foot-search = Поиск
web-foot-check = Проверить документ
web-foot-centres = Найти центр обслуживания
web-foot-me = Ваши дела
web-foot-staff = Сотрудникам
web-foot-desk = Рабочее место
web-foot-centre = Центр обслуживания
web-foot-portal = Портал государственных услуг «Окно»
web-foot-today = Сегодня { $date }
web-foot-open = Открытый код
web-foot-staff-help = Поддержка сотрудников:

web-optional = необязательно
web-errors-whole = Не получилось
web-form-unsaved = Не сохранили: портал сейчас занят. Ничего не изменилось, введённое осталось в полях. Нажмите «{ $button }» ещё раз. Если снова не выйдет, назовите поддержке номер { $incident }.
web-form-unsaved-file = Файл выберите снова.
web-errors =
    { $count ->
        [1] Исправьте одно поле
        [one] Исправьте { $count } поле
        [few] Исправьте { $count } поля
       *[other] Исправьте { $count } полей
    }
web-error = Ошибка
web-error-prefix = Ошибка:

web-error-empty = Заполните поле «{ $label }»
web-rule-length =
    { $max ->
        [one] От 8 до { $max } знака
       *[other] От 8 до { $max } знаков
    }
web-rule-lower = Строчная буква
web-rule-upper = Заглавная буква
web-rule-digit = Цифра
web-rule-sign = Знак: ! @ # $ % ^ & *
web-rule-done = выполнено
web-strength-hint = Чем длиннее и разнообразнее, тем надёжнее: лучше от 12 знаков, без имён и дат
web-strength-single = Одно слово с цифрами подбирают первым: добавьте второе
web-strength-1 = Слабый пароль: его легко подобрать
web-strength-2 = Годится, но длиннее — надёжнее
web-strength-3 = Хороший пароль
web-strength-4 = Очень надёжный пароль
web-password-show = показать пароль
web-password-hide = скрыть пароль
web-password-shown = Пароль виден
web-password-hidden = Пароль скрыт

# %n stands for a number that the page itself counts.
web-resend-in = Отправить снова можно через %n с
web-resend-ready = Теперь можно отправить код снова
web-count-left = Осталось знаков: %n
web-count-over = Лишних знаков: %n

web-upload-kept = Загружен
web-upload-sending = Отправляем файл
web-upload-sent = Файл загружен, открываем следующую страницу
web-upload-left = отправлено %n %
web-upload-cancel = Отменить
web-upload-cut-off = Файл не дошёл: оборвалась связь. Ничего не сохранено. Проверьте связь и нажмите ещё раз: файл выбран.
web-upload-broken = Файл не дошёл: оборвалась связь. Выберите его ещё раз и повторите.
web-upload-waiting = Связь прервалась. Продолжим, когда она вернётся
web-upload-continued = Связь вернулась, продолжаем
web-upload-full = Сейчас файл некуда сохранить: на портале кончилось место. Администраторы уже знают. Попробуйте через несколько минут: начнём с того же места
web-upload-many = Слишком много файлов отправляется сразу. Дождитесь, пока они загрузятся, и попробуйте ещё раз

web-live-updated = Страница обновилась

web-session-title = Вы ещё здесь?
web-session-text = Вы давно не нажимали. Через две минуты закроем вход, чтобы никто не увидел ваши данные. Черновики сохранены.
web-session-stay = Остаться
web-session-ended = Вход закрыт. Войдите ещё раз, черновики целы.

web-incident = Номер сбоя
web-incident-time = Время

# Words that the counter itself says.
web-level-1 = Упрощённая
web-level-2 = Стандартная
web-level-3 = Подтверждённая
web-level-hidden = учётная запись, уровень { $n } из 3
web-month-1 = января
web-month-2 = февраля
web-month-3 = марта
web-month-4 = апреля
web-month-5 = мая
web-month-6 = июня
web-month-7 = июля
web-month-8 = августа
web-month-9 = сентября
web-month-10 = октября
web-month-11 = ноября
web-month-12 = декабря

web-fault-home = На главную
web-fault-again = Повторить
web-fault-send-again = Если обновить эту страницу, браузер предложит отправить то же самое ещё раз — соглашайтесь.
web-fault-safe = Всё, что вы сохранили раньше, цело.
web-fault-not-found-title = Такой страницы нет
web-fault-not-found-text = Возможно, адрес набран с опечаткой или страница переехала.
web-fault-not-found-advice = Проверьте адрес или найдите услугу через поиск.
web-fault-forbidden-title = Эта страница не для вас
web-fault-forbidden-text = Страницу видит только тот, кому она нужна по работе.
web-fault-forbidden-advice = Если она нужна вам по работе, попросите доступ у администратора.
web-fault-level-title = Нужна учётная запись выше уровнем
web-fault-level-text = Для этого нужен уровень «{ $level }».
web-fault-level-advice = Откройте страницу уровней: там видно, чего не хватает и сколько это займёт.
web-fault-level-action = Как повысить уровень
web-fault-method-title = Нужен ещё один способ подтверждения
web-fault-method-text = Ваша личность подтверждена, но для этой услуги такого способа мало.
web-fault-method-advice = Подтвердите личность ещё одним способом. Всё, что вы уже подтвердили, останется.
web-fault-method-action = Выбрать способ
web-fault-foreign-title = Форма пришла с чужого сайта
web-fault-foreign-text = Её отправила не страница портала, поэтому мы ничего не сделали.
web-fault-foreign-advice = Откройте страницу на портале и заполните форму там.
web-fault-bad-request-title = Не получилось прочитать форму
web-fault-bad-request-text = Похоже, данные по дороге повредились.
web-fault-bad-request-advice = Вернитесь назад и отправьте форму ещё раз.
web-fault-too-large-title = Файл слишком большой
web-fault-too-large-text = Принимаем файлы до 5 МБ. Этот файл не сохранён.
web-fault-too-large-advice = Вернитесь назад и выберите файл поменьше. Фотографию можно уменьшить в телефоне.
web-fault-too-many-title = Слишком много попыток
web-fault-too-many-text = Мы берём паузу, чтобы никто не подобрал ваш код или пароль.
web-fault-too-many-advice = Попробуйте снова после { $time }. Если попытки делали не вы, ничего страшного: они не удались.
web-fault-stale-title = Пока вы смотрели, всё изменилось
web-fault-stale-text = Кто-то сделал это раньше: вы в другой вкладке или ваш коллега.
web-fault-stale-advice = Вернитесь назад и обновите страницу, там уже новое состояние.
web-fault-gate-title = Слишком много запросов
web-fault-gate-text = С вашего адреса их пришло столько, что мы ненадолго остановились.
web-fault-gate-advice = Подождите несколько секунд и повторите.
web-fault-busy-title = Сейчас не можем ответить
web-fault-busy-text = Портал занят: ваше действие не выполнено, ничего не изменилось.
web-fault-busy-advice = Подождите минуту и повторите.
web-fault-conflict-title = Не успели записать
web-fault-conflict-text = Портал в ту же секунду записывал другое. Ваше действие не выполнено, ничего не изменилось.
web-fault-conflict-advice = Повторите: скорее всего, сразу получится.
web-fault-internal-title = У нас сбой
web-fault-internal-text = Ваше действие не выполнено. Это наша ошибка, не ваша.
web-fault-internal-advice = Повторите через несколько минут. Если не поможет, позвоните и назовите номер сбоя: по нему мы найдём, что случилось.

web-upload-empty = Файл пустой. Выберите другой файл
web-upload-large = Файл больше 5 МБ. Выберите файл поменьше или уменьшите фотографию
web-upload-cut = Файл не открывается: он повреждён или загрузился не до конца. Отправьте его ещё раз
web-upload-pixels = На фотографии слишком много точек. Сделайте снимок поменьше и отправьте его
web-upload-kind = Подойдут PDF, JPG или PNG. Этот файл другого вида, даже если имя говорит иначе
web-upload-active = В этом PDF есть программа или вложенный файл, поэтому мы его не приняли. Откройте его, выберите «Печать» → «Сохранить как PDF» и приложите новый файл
web-upload-locked = Этот PDF защищён: закрыт паролем или от изменений. Откройте его, выберите «Печать» → «Сохранить как PDF» и приложите новый файл
web-incident-call = Телефон поддержки: { $phone }

web-fault-unchecked-title = Файл ещё проверяется
web-fault-unchecked-text = Мы ищем в файле вредоносные программы. Открыть его можно после проверки.
web-fault-unchecked-advice = Обычно проверка занимает меньше минуты. Обновите страницу чуть позже.
web-fault-infected-title = Файл удалён
web-fault-infected-text = В файле нашли вредоносную программу, мы его удалили.
web-fault-infected-advice = Сохраните документ заново и приложите ещё раз. Если документ нужен для решения, попросите человека прислать его.
