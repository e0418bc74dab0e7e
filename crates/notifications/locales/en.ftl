# Words of messages: the frame of an e-mail, the inbox.
notifications-mail-open = Open in Okno
notifications-mail-foot = This letter was sent automatically, there is no need to answer it. We never ask you to send us a code or a password.
