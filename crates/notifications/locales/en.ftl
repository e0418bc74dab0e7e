# Words of messages: the inbox, the frame of an e-mail.
notifications-title = Messages
notifications-new = New
notifications-unread =
    { $count ->
        [one] { $count } new message
       *[other] { $count } new messages
    }
notifications-empty-title = No messages yet
notifications-empty-text = When something changes in your affairs, we will write to you here.
notifications-empty-action = Find a service
notifications-end-title = No messages here
notifications-end-text = The newest messages are on the first page.
notifications-first = To all messages
notifications-pages = Pages of messages
notifications-page = Page { $n }
notifications-newer = Newer
notifications-older = Older
notifications-open = Open

notifications-mail-open = Open on the portal
notifications-mail-foot = The portal sent this letter, there is no need to answer it. We never ask you for a code or a password.

notifications-settings = Set up notifications
notifications-which = Which messages to show
notifications-all = All
notifications-read-all = Mark all as read
notifications-topic-new = Unread
notifications-topic-security = Security
notifications-topic-applications = Applications
notifications-topic-account = Account
notifications-topic-documents = Documents
notifications-topic-visits = Visits
notifications-topic-news = News
notifications-mail-unsubscribe = Unsubscribe from news
