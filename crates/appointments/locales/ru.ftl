appointments-centres = Найти центр обслуживания
appointments-centres-lead = Центры обслуживания, МФЦ, почта и другие места, где можно подтвердить личность. Выберите город и посмотрите, кто открыт.
appointments-crumbs = Вы находитесь здесь
appointments-home = Главная
appointments-sift = Отбор мест
appointments-place = Где
appointments-whole-region = { $region }: все места
appointments-kind = Что ищете
appointments-kind-any = Любое место
appointments-only-open = Открыто сейчас
appointments-only-step-free = Вход без ступеней
appointments-show = Показать
appointments-found = { $place }: { $count ->
    [one] { $count } место
    [few] { $count } места
   *[other] { $count } мест
}
appointments-none = Здесь таких мест нет
appointments-none-text = Попробуйте другой город или снимите часть условий.
appointments-none-all = Показать все места
appointments-local-time = Время местное: как на часах в этом городе.
appointments-map-note = Карта — схема для ориентира. Всё, что на ней есть, есть и в списке.
appointments-near = Ближайшие ко мне
appointments-near-done = Сначала показаны ближайшие к вам места. Где вы находитесь, знает только ваше устройство.
appointments-near-failed = Устройство не сказало, где вы находитесь. Выберите город в списке.
appointments-far = { $far } от центра города
appointments-far-me = { $far } от вас
appointments-km = км
appointments-metres = м
appointments-open-until = Открыто до { $time }
appointments-opens-today = Закрыто, откроется в { $time }
appointments-opens-tomorrow = Закрыто, откроется завтра в { $time }
appointments-opens-later = Закрыто, откроется { $day } в { $time }
appointments-closed = Закрыто
appointments-break = перерыв { $from }–{ $to }
appointments-day-off = Выходной
appointments-day-0 = пн
appointments-day-1 = вт
appointments-day-2 = ср
appointments-day-3 = чт
appointments-day-4 = пт
appointments-day-5 = сб
appointments-day-6 = вс
appointments-weekday-0 = понедельник
appointments-weekday-1 = вторник
appointments-weekday-2 = среда
appointments-weekday-3 = четверг
appointments-weekday-4 = пятница
appointments-weekday-5 = суббота
appointments-weekday-6 = воскресенье
appointments-access = Есть:
appointments-access-title = Доступность
appointments-access-none = Вход со ступенями. Позвоните заранее — встретим и поможем.
appointments-access-step-free = вход без ступеней
appointments-access-lift = лифт
appointments-access-toilet = доступный туалет
appointments-access-induction-loop = петля для слуховых аппаратов
appointments-access-sign-language = русский жестовый язык
appointments-access-parking = места для машин инвалидов
appointments-address = Адрес
appointments-phone = Телефон
appointments-soon-closed = Скоро праздник, мы не работаем
appointments-come = Как прийти
appointments-no-booking = Запись не нужна
appointments-no-booking-text = Приходите в часы работы, вас примут в порядке очереди.
appointments-book-for = Записаться: { $what }

appointments-when = { $day } в { $time }
appointments-choose = Выберите время
appointments-days = День
appointments-free = { $count ->
    [one] свободно { $count } время
    [few] свободно { $count } времени
   *[other] свободно: { $count }
}
appointments-none-free = мест нет
appointments-none-free-text = На этот день мест нет. Выберите другой день.
appointments-times = Время: { $day }
appointments-times-text = Выбранное время мы подержим за вами 10 минут.
appointments-gone = Это время только что заняли
appointments-gone-others = Выберите другое: ниже свободное время
appointments-too-late = На это время записаться уже нельзя
appointments-all-taken = На ближайшие дни всё занято
appointments-all-taken-text = Загляните позже: люди отменяют и переносят записи. Или выберите другое место.
appointments-booked-now = Вы записаны на { $when }
appointments-moves-text = Выберите новое время, и мы перенесём запись. До тех пор прежняя остаётся за вами.
appointments-moves-from = Прежняя запись на { $when } отменится, когда вы запишетесь на новое время.
appointments-visit-held = Подтвердите запись
appointments-visit-booked = Вы записаны
appointments-visit-came = Визит состоялся
appointments-visit-cancelled = Запись отменена
appointments-visit-over = Время вышло
appointments-visit-moved = Запись перенесена
appointments-visit-missed = Запись прошла
appointments-held-until = Держим это время для вас до { $time }
appointments-held-text = Нажмите «Записаться», пока время не вышло.
appointments-booked-title = Ждём вас
appointments-booked-text = Накануне напомним в SMS и письме. Если планы изменятся, перенесите или отмените запись.
appointments-over-title = Мы держали это время 10 минут
appointments-over-text = Теперь его может занять кто-то другой. Выберите время ещё раз: возможно, оно всё ещё свободно.
appointments-came-title = Вы пришли, вас приняли
appointments-cancelled-title = Запись отменена
appointments-cancelled-text = Время снова свободно. Записаться можно в любой момент.
appointments-moved-title = Вы записались на другое время
appointments-moved-text = Новая запись есть в списке ваших записей.
appointments-missed-title = Кажется, прийти не получилось
appointments-missed-text = Ничего страшного: запишитесь ещё раз.
appointments-visit-when = Когда
appointments-visit-where = Где
appointments-visit-what = Зачем
appointments-visit-bring = Что взять
appointments-book = Записаться
appointments-other-time = Выбрать другое время
appointments-other-place = Выбрать другое место
appointments-move = Перенести
appointments-cancel = Отменить запись
appointments-more = Код для оператора
appointments-visits = Мои записи
appointments-visits-all = Все записи
appointments-visits-empty = Записей пока нет
appointments-visits-empty-text = Найдите удобное место и выберите время.
appointments-tag-held = Ждёт подтверждения
appointments-tag-booked = Вы записаны
appointments-open = Открыть
appointments-booked-sms = Окно: вы записаны на { $when }. { $address }. { $bring }
appointments-booked-subject = Вы записаны на { $when }
appointments-booked-body =
    { $name }, вы записаны на { $when }: { $centre }, { $address }.

    { $bring } Если планы изменятся, перенесите или отмените запись в личном кабинете.
appointments-remind-sms = Окно: завтра, { $when }, вас ждут. { $address }. { $bring }
appointments-remind-subject = Завтра вас ждут: { $when }
appointments-remind-body =
    { $name }, напоминаем: вы записаны на { $when }. { $centre }, { $address }.

    { $bring } Не получается прийти — отмените запись, и время достанется другому.
appointments-desk = Рабочее место
appointments-today = Записаны сегодня
appointments-today-empty = На сегодня никто не записан
appointments-today-empty-text = Когда люди запишутся, они появятся здесь.
appointments-col-time = Время
appointments-col-who = Кто
appointments-col-what = Зачем
appointments-col-state = Состояние
appointments-is-here = Пришёл
appointments-has-come = Пришёл
appointments-has-missed = Время прошло
act-visit-booked = Вы записались на приём
act-visit-moved = Вы перенесли запись на приём
act-visit-cancelled = Вы отменили запись на приём
act-visit-came = Вы пришли на приём
