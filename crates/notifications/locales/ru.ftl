# Words of messages: the inbox, the frame of an e-mail.
notifications-title = Сообщения
notifications-new = Новое
notifications-unread =
    { $count ->
        [one] { $count } новое сообщение
        [few] { $count } новых сообщения
       *[other] { $count } новых сообщений
    }
notifications-empty-title = Сообщений пока нет
notifications-empty-text = Когда по вашему делу что-нибудь изменится, мы напишем сюда.
notifications-empty-action = Найти услугу
notifications-end-title = Здесь сообщений нет
notifications-end-text = Самые новые сообщения — на первой странице.
notifications-first = Ко всем сообщениям
notifications-pages = Страницы сообщений
notifications-page = Страница { $n }
notifications-newer = Новее
notifications-older = Раньше
notifications-open = Открыть

notifications-mail-open = Открыть на портале
notifications-mail-foot = Это письмо отправил портал, отвечать на него не нужно. Мы никогда не просим сообщить код или пароль.

notifications-settings = Настроить уведомления
notifications-which = Какие сообщения показать
notifications-all = Все
notifications-read-all = Прочитать все
notifications-topic-new = Непрочитанные
notifications-topic-security = Безопасность
notifications-topic-applications = Заявки
notifications-topic-account = Учётная запись
notifications-topic-documents = Документы
notifications-topic-visits = Запись на приём
notifications-topic-news = Новости
notifications-mail-unsubscribe = Отписаться от новостей
