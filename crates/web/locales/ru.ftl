# Words of the frame that every page stands in.
web-okno = Окно
web-skip = К содержанию
web-demo = Стенд: всё здесь учебное. Люди и данные вымышлены, настоящих услуг нет.
web-home = На главную
web-place = Ваш населённый пункт:
web-search-label = Поиск услуг
web-find = Найти
web-cabinet = Личный кабинет
web-my-applications = Мои обращения
web-my-data = Мои данные
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
web-foot-phone = 8 800 100-70-10
web-foot-phone-link = tel:88001007010
web-foot-hours = круглосуточно
web-foot-services = Услуги
web-foot-all-services = Все услуги
web-foot-search = Поиск
web-foot-check = Проверить документ
web-foot-me = Ваши дела
web-foot-staff = Сотрудникам
web-foot-desk = Рабочее место
web-foot-centre = Центр обслуживания
web-foot-portal = Портал государственных услуг «Окно»
web-foot-open = Открытый код
web-foot-staff-help = Поддержка сотрудников:

web-optional = необязательно
web-error-prefix = Ошибка:
web-errors-one = Исправьте одно поле
web-errors-many = Исправьте поля, их { $count }

web-rule-length = От 8 до 20 знаков
web-rule-lower = Строчная буква
web-rule-upper = Заглавная буква
web-rule-digit = Цифра
web-rule-sign = Знак: ! @ # $ % ^ & *
web-rule-done = выполнено
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
web-upload-broken = Файл не дошёл: оборвалась связь. Выберите его ещё раз и повторите.

web-live-updated = Страница обновилась

web-session-title = Вы ещё здесь?
web-session-text = Вы давно не нажимали. Через две минуты закроем вход, чтобы никто не увидел ваши данные. Черновики сохранены.
web-session-stay = Остаться
web-session-ended = Вход закрыт. Войдите ещё раз, черновики целы.

web-incident = Номер сбоя
web-incident-time = Время
web-what-to-do = Что можно сделать
