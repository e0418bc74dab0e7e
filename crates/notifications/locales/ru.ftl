# Words of messages: the frame of an e-mail, the inbox.
notifications-mail-open = Открыть в «Окне»
notifications-mail-foot = Письмо отправлено автоматически, отвечать на него не нужно. Мы никогда не просим прислать код или пароль.
