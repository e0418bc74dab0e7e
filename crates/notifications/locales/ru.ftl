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
notifications-end-text = Вы дошли до конца. Самые новые сообщения на первой странице.
notifications-first = К новым сообщениям
notifications-pages = Страницы сообщений
notifications-page = Страница { $n }
notifications-newer = Новее
notifications-older = Раньше
notifications-open = Открыть

notifications-mail-open = Открыть на портале
notifications-mail-foot = Это письмо отправил портал, отвечать на него не нужно. Мы никогда не просим сообщить код или пароль.
