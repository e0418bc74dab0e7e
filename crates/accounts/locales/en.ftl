## Common
accounts-back = Back
accounts-continue = Continue
accounts-save = Save
accounts-cancel = Cancel
accounts-change = Change
accounts-later = Later
accounts-sign-in = Sign in
accounts-fill = Fill in the profile
accounts-saved = Saved
accounts-saved-checks = We have begun to check your data. It usually takes 5 to 15 minutes; you may leave and come back.
accounts-number = Account number
accounts-not-filled = not filled in

## Ways
accounts-register-title = Registration
accounts-register-lead = You register once. From then on your data stay in your profile and need not be typed again.
accounts-way-time = How long
accounts-way-needs = What you need
accounts-way-simple = Simplified registration
accounts-way-simple-tag = Begin with this
accounts-way-simple-text = Name, phone and e-mail. Opens information and the services that need no documents at once.
accounts-way-simple-time = 3 minutes
accounts-way-simple-needs = Phone and e-mail
accounts-way-bank = Through an internet bank
accounts-way-bank-text = The bank fills the form in and confirms your identity. All services open, and you need not go anywhere.
accounts-way-bank-time = 10 minutes
accounts-way-bank-needs = Internet bank, phone and e-mail
accounts-way-signature = Registration with an e-signature
accounts-way-signature-text = We take your name, SNILS and INN from the certificate, and your signature proves who you are. All services open, and you need not go anywhere.
accounts-way-signature-time = 15 minutes
accounts-way-signature-needs = Electronic signature, passport, phone and e-mail
accounts-introduced-title = { $by }: data received
accounts-introduced-text = Check the name and the contacts. You will check the documents a little later.
accounts-introduced-lead = We have filled in what we learned. Codes will prove the phone and the e-mail.
accounts-introduced-alone = Fill everything in myself
accounts-introduced-differs = { $by } names another person. Put the name back as it was, or fill the form in yourself
accounts-introduced-gone = More than a day has passed, and we have deleted the data that we received. Begin the registration anew or go on without them
accounts-introduced-known = You have an account already
accounts-introduced-known-text = { $by } confirms who you are, and there is an account with your SNILS already. We do not open a second one.
accounts-introduced-known-advice = Sign in. If you do not remember the password, restore it by phone or e-mail.
accounts-way-full = Registration with proof of identity
accounts-way-full-text = Opens every service. You fill in passport and SNILS at once, registries check them, and then you choose how to prove your identity: online or in person.
accounts-way-full-time = 15 minutes
accounts-way-full-needs = Passport, SNILS, phone and e-mail
accounts-hand-title = What to have at hand
accounts-hand-text = For the simplified registration your name, phone and e-mail are enough. The other ways need:
accounts-hand-name = surname, name, patronymic and birth date as in your documents
accounts-hand-passport = passport: series and number, by whom and when it was issued
accounts-hand-numbers = SNILS, and INN if you have one
accounts-hand-phone = your own mobile phone: codes come there
accounts-hand-card = a bank card or an internet bank, if a bank is to confirm you
accounts-have-title = Have an account already?

## Step 1
accounts-step-contacts = Step { $now } of { $total }: how to reach you
accounts-step-phone = Step { $now } of { $total }: confirm the number
accounts-step-mail = Step { $now } of { $total }: confirm the e-mail
accounts-step-papers = Step { $now } of { $total }: check the documents
accounts-step-papers-own = Step { $now } of { $total }: documents
accounts-step-password = Step { $now } of { $total }: choose a password
accounts-start-title = How can we reach you?
accounts-start-lead = We will create a simplified account. No documents are needed yet.
accounts-start-whole-lead = We create an account and check your documents at once. You need your passport and SNILS.
accounts-start-short = I would rather go without documents
accounts-start-passport = Series and number of the passport
accounts-start-passport-hint = If it is at hand: we put it into your profile. It does not change the level
accounts-start-inn = INN
accounts-start-inn-hint = If you have one. 12 digits
accounts-surname = Surname
accounts-name = Given name
accounts-patronymic = Patronymic
accounts-patronymic-hint = If you have one
accounts-phone = Mobile phone
accounts-phone-hint = We will send a code by SMS to make sure the number is yours
accounts-phone-mobile = This is a landline, it takes no SMS. Give a mobile number, for example +7 900 555-01-47
accounts-email = E-mail
accounts-email-hint = For answers and documents. No advertising
accounts-contact-wait = Several codes have been sent here already. You may ask for the next one after { $time }
accounts-over-title = Let us begin anew
accounts-over-text = An unfinished registration is kept for a day. If your account exists already, sign in.
accounts-consent-title = Consent to the processing of personal data
accounts-consent-region = Text of the consent to the processing of personal data
accounts-consent-box = I consent to the processing of personal data
accounts-consent-missing = To create an account we need your consent to the processing of personal data. Read it and tick the box
accounts-agreement-title = User agreement
accounts-agreement-region = Text of the user agreement
accounts-agreement-box = I accept the user agreement
accounts-agreement-missing = To create an account, accept the user agreement. Read it and tick the box
accounts-document-version = Version { $version } of { $date }

# Consent and agreement, version 1. A changed text is a new version.
accounts-consent-1 = Creating an account, I freely, of my own will and in my own interest give the operator of the public services portal «Okno» my consent to the processing of my personal data under article 9 of Federal Law 152-FZ of 27.07.2006 «On Personal Data».
accounts-consent-2 = Which data: surname, given name, patronymic, phone number, e-mail address, network address; once I fill in the profile — sex, date and place of birth, citizenship, passport details, SNILS, INN, registered address.
accounts-consent-3 = What for: to create the account, check the data in state registries, prove identity, provide the services that I ask for and tell me about them.
accounts-consent-4 = What is done with them: they are collected, recorded, kept encrypted, corrected, passed to the agency that provides the service and to the registries of the Ministry of Internal Affairs, the Social Fund and the Federal Tax Service for comparison, and deleted. Processing is done by programs.
accounts-consent-5 = For how long: while the account exists and five years after it is closed, unless the law says otherwise.
accounts-consent-6 = How to withdraw: in your cabinet, in “Data and consents”, or by calling the support of the portal. After the withdrawal the account is closed.
accounts-agreement-1 = The portal «Okno» helps to receive public services over the internet. It is free of charge.
accounts-agreement-2 = I give true data and update them when they change. Whoever enters someone else's or invented data answers for it.
accounts-agreement-3 = I keep the password and the codes secret and give them to nobody. The staff of the portal never asks for them.
accounts-agreement-4 = What I confirmed by password and by a code from an SMS counts as done by me. The portal keeps a journal of it, and I can see it in my account.
accounts-agreement-5 = The portal tells me how things go by SMS, e-mail and in my account. There is no advertising in the messages.
accounts-agreement-6 = The account may be blocked for a time after many wrong attempts to sign in. Access can be recovered by myself or through support.

## Codes
accounts-phone-title = Enter the code from the SMS
accounts-phone-submit = Confirm the number
accounts-phone-change = Change the number
accounts-mail-title = Enter the code from the e-mail
accounts-mail-submit = Confirm the e-mail
accounts-mail-change = Change the address
accounts-code-sms-lead = We have sent 6 digits to { $to }.
accounts-code-mail-lead = We have sent 6 digits to { $to }.
accounts-code-sms-label = Code from the SMS
accounts-code-mail-label = Code from the e-mail
accounts-code-until = The code is good for 5 minutes, until { $time }
accounts-code-over-hint = The code has run out, ask for a new one
accounts-code-none-hint = The code has not been sent yet, ask for it
accounts-code-again = Send again
accounts-code-again-at = You may send it again after { $time }
accounts-code-sent-again = A new code is on its way
accounts-code-sent-again-text = { $to }. The earlier code will not work any more.
accounts-code-wait = You may ask for a new code after { $time }
accounts-code-missing = Enter the code: 6 digits from the message
accounts-code-digits = The code has 6 digits. Check that all of them are there
accounts-code-wrong =
    { $left ->
        [one] The code does not fit. Compare the digits with the latest message, { $left } attempt left
       *[other] The code does not fit. Compare the digits with the latest message, { $left } attempts left
    }
accounts-code-over = The code has run out or was used already. Press «Send again» and enter the new one
accounts-code-locked = The code was wrong 5 times and does not work any more. You may ask for a new one after { $time }
accounts-code-secret = Tell this code to nobody
accounts-code-secret-text = The staff of «Okno» never asks for it. If somebody does, it is a fraud: hang up.
accounts-code-missing-question = The code does not come
accounts-code-sms-help = Check that the number is right and that there is a signal. Wait a minute and press «Send again»: a new code will come, the earlier one stops working. If the number has a mistake, change it.
accounts-code-mail-help = Check the spam folder and that the address is right. Wait a minute and press «Send again»: a new code will come, the earlier one stops working.
accounts-code-call = Call and say the code
accounts-code-call-help = Still no text message? We can call this number: a robot says a new code digit by digit. The call is free.
accounts-code-call-in = We can call in %n s
accounts-code-call-refused = The call did not get through. Check the number and the signal, then ask for a code again.
accounts-code-called = We are calling you
accounts-code-called-text = { $to }. A robot says a new code digit by digit. The earlier code no longer works.
accounts-code-sms-refused = The operator did not take the message: check the number. If it is right, press «Send again».
accounts-code-mail-refused = The mail server did not take the letter: check the address. If it is right, press «Send again».
accounts-code-sms = Code to register in Okno: { $code }. Tell it to nobody
accounts-code-mail =
    Code for registration in Okno: { $code }. It is valid for 5 minutes. Tell it to nobody.

    Instead of the code you may open the link below. By it the registration can also be continued within a day, on another device too.

    If you are not registering, you need do nothing.
accounts-code-mail-subject = Code to register in Okno
accounts-taken-sms = Somebody tried to register in Okno with your number. You have an account already: sign in or recover the password
accounts-taken-mail = Somebody tried to register in Okno with your e-mail address. You have an account already. If it was you, sign in or recover the password. If not, there is nothing to do.
accounts-taken-mail-subject = You have an account in Okno already

## Link in the letter
accounts-link-title = Continue the registration
accounts-link-own = Press the button: the e-mail is confirmed and the next step opens.
accounts-link-other = The registration goes on here from the same place. First we send a code by SMS to your number, so that nobody else sees your data.
accounts-link-done = The e-mail is confirmed already. Let us go on from the same place.
accounts-link-late = Five minutes are over, and the link no longer confirms the e-mail. Let us go on from the same place: a new letter can be asked for there.
accounts-link-go = Continue
accounts-link-lead = We have sent 6 digits to { $to }. After them the registration goes on on this device.
accounts-link-submit = Continue the registration
accounts-link-over = The link is no longer valid
accounts-link-over-text = The registration is finished already, more than a day has passed, or a newer letter has come. If you have an account, sign in. If not, begin the registration anew.

## Password
accounts-password-title = Choose a password
accounts-password-lead = You will sign in with it. The longer the password, the safer.
accounts-password = Password
accounts-password-missing = Choose a password
accounts-password-repeat = Repeat the password
accounts-password-repeat-missing = Repeat the password to rule out a typing error
accounts-password-differs = The passwords differ. Type the password once more
accounts-password-weak = The password lacks: { $list }
accounts-password-advice = Do not write the password down in plain sight and do not use it on other sites. A password manager is safest.
accounts-register-whole = Register
accounts-register-finish = Finish registration

## Documents
accounts-papers-title = Check the documents
accounts-papers-lead = These data go into the profile, and registries compare them by themselves. Put right what is wrong.
accounts-papers-own-title = Your documents
accounts-papers-own-lead = Fill in as in your documents. These data go into the profile, and registries compare them by themselves.
accounts-papers-by = Source: { $by }
accounts-papers-told = This cannot be changed: by this the source confirms that you are you.

## Done
accounts-done-title = The account is created
accounts-done-lead = Phone and e-mail are confirmed. We have sent a message about it by SMS and e-mail.
accounts-done-next = What next
accounts-done-next-text = Fill in the profile: passport, SNILS and address. After the check the account becomes a standard one. You can do it later, too, in your account.
accounts-done-whole-text = The registries are checking your documents: usually 5 to 15 minutes. If all agrees, your identity is confirmed by itself and all services open. You need not wait on the page: we shall write. If the bank wants a code besides, we shall write about that too.
accounts-done-checks-text = The registries are checking your documents: usually 5 to 15 minutes. When all agrees, choose how to prove your identity. You need not wait on the page: we shall write.
accounts-done-cabinet = To my cabinet
accounts-created-whole-sms = You are registered in Okno. Your account number is { $number }. We are checking the documents and shall write
accounts-created-whole-subject = You are registered in Okno
accounts-created-whole-body =
    Hello, { $name }.

    Your account was created on { $time }. Its number is { $number }.

    Registries are checking the documents. If all agrees, your identity is confirmed by itself and all services open: we shall write. If you did not register, call: { $phone }.
accounts-created-checked-sms = You are registered in Okno. Your account number is { $number }. We are checking the documents and shall write
accounts-created-checked-subject = You are registered in Okno
accounts-created-checked-body =
    Hello, { $name }.

    Your account was created on { $time }. Its number is { $number }.

    Registries are checking the documents. When all agrees we shall write, and what remains is to choose how to prove your identity. If you did not register, call: { $phone }.
accounts-created-sms = You are registered in Okno. Account number { $number }
accounts-created-subject = You are registered in Okno
accounts-created-body =
    Good day, { $name }.

    The account was created on { $time }. Its number is { $number }.

    To open more services, fill in the profile. If you did not register, call { $phone }.
accounts-twice-title = There is an account with these data already
accounts-twice-text = While you were filling in the form, this phone or e-mail was given in another registration. We do not create a second account.
accounts-twice-advice = Sign in with the password chosen there. If you do not remember it, recover it by phone or e-mail.

## Sign-in
accounts-login-title = Sign in
accounts-login = Login/E-mail
accounts-login-hint = E-mail, phone or SNILS
accounts-login-missing = Enter e-mail, phone or SNILS
accounts-login-password-missing = Enter the password
accounts-login-first = Sign in, and we will open the page you need.
accounts-login-wrong =
    { $left ->
        [0] Login or password do not fit. No attempts are left: wait up to 15 minutes or recover the password
        [one] Login or password do not fit. Check the keyboard layout and Caps Lock. { $left } attempt left
       *[other] Login or password do not fit. Check the keyboard layout and Caps Lock. { $left } attempts left
    }
accounts-login-wait = Too many wrong attempts. Try after { $time } or recover the password
accounts-login-closed = The account is blocked. Call { $phone }, we will help to open it
accounts-login-finished = Registration is finished already. Sign in with the password you chose
accounts-login-renewed = The password is changed. Sign in with the new one
accounts-forgot = Forgot the password?
accounts-no-account = No account? Register

## Recovery
accounts-recover-title = Password recovery
accounts-recover-lead = We will send a code to the phone or e-mail that you confirmed at registration.
accounts-recover-login = Phone or e-mail
accounts-recover-login-missing = Enter phone or e-mail
accounts-recover-login-kind = This looks like neither a phone nor an e-mail. Write +7 900 555-01-47 or anna@example.ru
accounts-recover-code-lead = We have sent a message: { $to }. If there is an account, it has a code of 6 digits.
accounts-recover-over = Let us begin anew
accounts-recover-over-text = A recovery waits for half an hour, and this time is over.
accounts-recover-password-title = New password
accounts-recover-password-lead = Once you save it, every other device will have to sign in anew.
accounts-recover-sms = Code for a new password in Okno: { $code }. Tell it to nobody. If it is not you, do nothing
accounts-recover-mail = Code for a new password in Okno: { $code }. It is good for 5 minutes. Tell it to nobody. If you are not changing the password, there is nothing to do.
accounts-recover-mail-subject = Code for a new password in Okno
accounts-nobody-sms = Somebody tried to recover a password in Okno by your number, but no account has it. If it is you, register
accounts-nobody-mail = Somebody tried to recover a password in Okno by your address, but no account has it. If it was you, register or try another address.
accounts-nobody-mail-subject = No account in Okno has this address
accounts-renewed-done = The password is changed
accounts-renewed-rest = Other devices are signed out: they need the new password.
accounts-renewed-sms = The password in Okno was changed on { $time }. If it was not you, call { $phone }
accounts-renewed-subject = The password in Okno was changed
accounts-renewed-body =
    Good day, { $name }.

    The password of your account { $number } was changed on { $time }. Other devices are signed out.

    If it was not you, call at once: { $phone }.

## Cabinet
accounts-hello = Good day, { $name }
accounts-level-name-1 = Simplified account
accounts-level-name-2 = Standard account
accounts-level-name-3 = Confirmed account
accounts-next-title = What next
accounts-next-profile = Fill in the profile
accounts-next-profile-text = Passport, SNILS and address. After the check more services open
accounts-next-profile-action = Fill in the profile
accounts-next-checks = Your data are being checked
accounts-next-checks-text = Usually 5 to 15 minutes. You may leave and come back
accounts-next-checks-action = See the checks
accounts-next-confirm = Prove your identity
accounts-next-confirm-text = Through a bank, by a video call, with an e-signature, by letter or in person. Every service opens
accounts-next-confirm-action = Proof of identity
accounts-next-services = Choose a service
accounts-next-services-text = Your identity is confirmed, every service is open to you
accounts-next-services-action = My services
accounts-aside = Parts of the account
accounts-parts = Parts
accounts-messages = Messages
accounts-unread =
    { $count ->
        [one] { $count } new
       *[other] { $count } new
    }
accounts-last-title = Last sign-in
accounts-last-not-me = Not me, change the password

## Levels
accounts-levels-title = Account levels
accounts-works-title = Does the account work?
accounts-works-ask = Confirm your phone
accounts-works-text = We send a code by SMS. So you see that signing in works and codes arrive.
accounts-works-begin = Get a code
accounts-works-lead = We have sent a code to { $to }.
accounts-works-submit = Confirm
accounts-works-sms = Code to check your phone in Okno: { $code }. It is valid for 5 minutes. Tell it to nobody.
accounts-works-done = The phone is confirmed
accounts-works-done-text = The account works: you have signed in, and codes arrive.
accounts-works-not = The check does not work?
accounts-works-not-data = See whether your data are right, and correct what is not. The check can wait: the account is open without it.
accounts-works-not-edit = Enter the data again
accounts-works-not-help = Do codes not come to the right number? Call support. Say the number of your account; the code is nobody’s business.
accounts-works-not-phone = Give another number
accounts-works-not-call = Call support: { $phone }
accounts-levels-ahead = What the next level opens: { $level }
accounts-rank-now = Your level
accounts-rank-past = Passed
accounts-rank-ahead = Ahead
accounts-rank-opens = What it opens
accounts-rank-needs = What it needs
accounts-level-1-opens-1 = reference information and answers to questions
accounts-level-1-opens-2 = services that need no proof of identity
accounts-level-1-needs-1 = surname, given name and patronymic
accounts-level-1-needs-2 = confirmed phone and e-mail
accounts-level-2-opens-1 = some services with data from the profile
accounts-level-2-opens-2 = booking a proof of identity
accounts-level-2-needs-1 = passport and SNILS in the profile; other documents as you wish
accounts-level-2-needs-2 = a check of the data in registries, 5 to 15 minutes
accounts-level-3-opens-1 = every service of the portal, documents with a QR code among them
accounts-level-3-opens-2 = applications without a visit to an agency
accounts-level-3-needs-1 = proof of identity: through a bank, by a video call, with an e-signature, by registered letter or in person at a service centre

## My data
accounts-profile-title = My data
accounts-profile-gaps = The profile is not complete
accounts-profile-gaps-text = Add passport, SNILS and address, and we will check the data. You can come back to it any day.
accounts-documents-title = My documents
accounts-family-title = Family and children
accounts-documents-text = Passport for travelling, policy, driving licence, certificates and other documents.
accounts-documents-open = Open
accounts-edit-title = Fill in the profile
accounts-real-title = Give true data, as in your documents
accounts-real-text = They will be compared with state registries. Check everything before saving.
accounts-real-code = The data have been checked, so changes are confirmed by a code from an SMS.
accounts-profile-stale = While you were filling in the form, the data were changed in another window. Check the fields and save once more
accounts-profile-codes = Many codes have been sent to your phone already. Wait and save once more, what you typed is in place
accounts-group-you = About you
accounts-group-passport = Passport
accounts-group-numbers = SNILS and INN
accounts-group-address = Registered address
accounts-group-contacts = Contacts
accounts-full-name = Surname, given name, patronymic
accounts-latin-name = In Latin letters
accounts-sex = Sex
accounts-sex-missing = Choose the sex: male or female, as in the passport
accounts-birth-date = Date of birth
accounts-date-hint = For example, 03.04.1987
accounts-birth-place = Place of birth
accounts-birth-place-hint = As in the passport
accounts-birth-place-missing = Give the place of birth, as in the passport
accounts-citizenship = Citizenship
accounts-passport-number = Series and number
accounts-passport-number-hint = 10 digits, for example 61 14 123456
accounts-passport-issued-by = Issued by
accounts-passport-issued-by-hint = As in the passport, may be shortened
accounts-passport-issued-by-missing = Say who issued the passport
accounts-passport-issued-on = Date of issue
accounts-division = Division code
accounts-division-hint = 6 digits next to the date of issue, for example 620-012
accounts-snils = SNILS
accounts-snils-hint = 11 digits, with or without spaces and hyphens
accounts-snils-taken = We could not link this SNILS to your account. Check the digits. If they are right, call { $phone }
accounts-inn = INN
accounts-inn-hint = 12 digits, if you have one
accounts-address = Address
accounts-region = Region
accounts-district = District
accounts-city = City or village
accounts-street = Street
accounts-street-hint = If there is one
accounts-house = House number
accounts-flat = Flat
accounts-postcode = Postcode
accounts-change-lead = The data have been checked, so confirm the changes. We have sent 6 digits to { $to }.
accounts-change-submit = Confirm the changes
accounts-change-sms = Code to change your data in Okno: { $code }. Tell it to nobody. If it is not you, change the password

## History
accounts-history-title = History of actions
accounts-history-lead = Everything that happened to your account: what, when and who.
accounts-history-pages = Pages of the history
accounts-history-newer = Newer
accounts-history-older = Older
accounts-history-legal = Legal fact
accounts-history-legal-only = Legal facts only
accounts-history-all = Show everything
accounts-history-legal-empty = No legal facts yet
accounts-history-legal-empty-text = Consents, applications, decisions, documents and the confirmation of identity will appear here.
accounts-fact-when = When
accounts-fact-who = Who
accounts-fact-act = Act in the journal
accounts-fact-line = Line
accounts-fact-seq = Number in the chain
accounts-fact-hash = Fingerprint
accounts-fact-soon = It will appear in a second: lines are chained right after the act
accounts-fact-legal-title = What this means
accounts-fact-legal = This act has legal weight. The line about it is chained to those before it by a fingerprint: nobody can correct or remove it unseen. By its number and fingerprint the portal confirms that it is genuine.
accounts-fact-plain = The line is chained to those before it by a fingerprint: nobody can correct or remove it unseen.
accounts-history-empty = No lines yet
accounts-history-empty-text = When something happens, a line appears here.
accounts-history-advice = You see a sign-in that was not yours? Change the password and sign out on other devices in “Security settings”.
accounts-who-you = you
accounts-who-guardian = a legal guardian
accounts-who-staff = an official
accounts-who-visitor = a visitor, not signed in
accounts-who-portal = the portal
accounts-act-other = The portal dealt with your data
act-account-created = Account created
act-account-signed-in = Sign-in
act-account-signed-out = Sign-out
act-account-sign-in-failed = Failed sign-in
act-account-phone-answered = Phone checked after signing in
act-account-password-renewed = Password changed
act-account-profile-saved = Profile changed
act-account-level =
    Level changed: { $level ->
        [1] simplified
        [2] standard
       *[3] confirmed
    }
act-code-sent =
    { $channel ->
        [sms] Code sent by SMS
       *[mail] Code sent by e-mail
    }
act-code-wrong = Wrong code entered

## Staff
accounts-staff-title = Sign-in for officials
accounts-staff-lead = Login and password come from the administrator. After them you need a code from the app.
accounts-staff-login = Login
accounts-staff-login-missing = Enter the login
accounts-staff-wrong =
    { $left ->
        [0] Login or password do not fit. No attempts are left, wait up to 15 minutes
        [one] Login or password do not fit. Check the keyboard layout and Caps Lock. { $left } attempt left
       *[other] Login or password do not fit. Check the keyboard layout and Caps Lock. { $left } attempts left
    }
accounts-staff-wait = Too many wrong attempts. Try after { $time } or ask the administrator
accounts-staff-closed = Access is closed. Ask the administrator
accounts-totp-title = Code from the app
accounts-totp-lead = Open the app with codes and enter the present code of Okno.
accounts-totp-label = Code from the app
accounts-totp-hint = 6 digits, changing every 30 seconds
accounts-totp-missing = Enter the code from the app: 6 digits
accounts-totp-wrong = The code does not fit. Wait for the next one: each works once. If that does not fit either, check the time of the phone
accounts-totp-wait = Too many wrong codes. Try after { $time }
accounts-setup-title = Set up the second factor
accounts-setup-lead = This is needed once. From then on you enter a code from the app at each sign-in.
accounts-setup-1 = Install an app for codes
accounts-setup-1-text = Any that knows TOTP will do: FreeOTP, Aegis, Yandex Key.
accounts-setup-2 = Add Okno to it
accounts-setup-2-text = Point the camera at the square or type the key:
accounts-setup-qr = QR code with the key for the app
accounts-setup-3 = Enter the code from the app
accounts-setup-3-text = So we make sure that all is set up right.
accounts-setup-submit = Confirm and sign in
accounts-setup-wrong = The code does not fit. Check that the key was typed without mistakes and the time of the phone is right, and enter the next code
act-account-created-by-official = A member of the centre’s staff made the account with your consent
act-account-filled-by-official = A member of the centre’s staff entered your data from your documents
act-account-access-code = A member of the centre’s staff handed out a temporary access code
act-account-first-password = First sign-in: password chosen

## First sign-in with a temporary code
accounts-first-link = I have a temporary code from a service centre
accounts-first-title = First sign-in
accounts-first-lead = Enter the temporary code that you were given at the service centre. Then you choose a password of your own.
accounts-first-login = Phone or SNILS
accounts-first-login-hint = Those that you gave at the centre
accounts-first-login-missing = Enter your phone or SNILS
accounts-first-code = Temporary access code
accounts-first-code-hint = 10 signs, such as 7KQ2M-X9R4T. Capitals do not matter
accounts-first-code-missing = Enter the code from the sheet you got at the centre
accounts-first-code-count = A code has 10 signs, and here are { $count }. Compare with the sheet
accounts-first-code-sign = No code has the sign “{ $sign }”. Compare with the sheet
accounts-first-wrong = The code is not right. Compare it, the phone and the SNILS with the sheet. A code is good for three days and dies after five mistakes: the same centre gives you a new one
accounts-first-wait = Too many tries in a row. Try again after { $time }
accounts-first-advice = The code is good for three days and works once. Our staff do not know your password and never ask for it.
accounts-first-over = Enter the code once more
accounts-first-over-text = More than half an hour has passed, and we closed the page so that nobody signs in for you.
accounts-first-password-title = Choose a password
accounts-first-password-lead = You will sign in with it from now on. The temporary code is not needed any more.
accounts-first-submit = Save and sign in
accounts-first-sms = You signed in to Okno for the first time and chose a password on { $time }. If it was not you, call { $phone }
accounts-first-subject = You signed in to Okno for the first time
accounts-first-body =
    Hello { $name },

    You signed in to account { $number } with a temporary code from a service centre and chose your password on { $time }.

    If it was not you, call us at once: { $phone }

# The terms for a passport's data, version 1. A changed text is a new version.
accounts-terms-title = Processing of personal data
accounts-terms-box = I confirm the passport data and agree to the terms of their processing
accounts-terms-missing = To save the passport data, agree to the terms of their processing. Read them below the form and tick the box
accounts-terms-read = Terms of the processing of personal data
accounts-terms-1 = I have entered the data of my passport myself, and they are right. I agree that the operator of the portal «Okno» processes them: sex, date and place of birth, citizenship, number of the passport, by whom and when it was issued, the division code, SNILS, INN and registered address.
accounts-terms-2 = What for: to check these data in the registries of the Ministry of Internal Affairs, the Social Fund, the tax service and the address registry, to confirm identity and to fill in my applications.
accounts-terms-3 = What is done with them: they are written down, kept encrypted, corrected when I change them, handed to these registries to be compared and to the office whose service I ask for. To nobody else.
accounts-terms-4 = Term and withdrawal are those of the consent to the processing of personal data given at registration.
act-account-terms-agreed = The terms for passport data were agreed to

## The second step of signing in
accounts-login-locked = The account is closed: somebody typed the right password and many wrong codes. Set a new password by the link “Forgot the password?”, and it opens
accounts-login-suspended = Your parents have suspended signing in. Only they can open it again
accounts-second-title = Confirm that it is you
accounts-second-app-lead = Open the app with codes and type the present code of Okno.
accounts-second-backup-lead = Type one of the backup codes that you have kept. Each works once.
accounts-second-sent = We have sent a code: { $to }.
accounts-second-sms = Code to sign in to Okno: { $code }. Tell nobody. If it is not you, change the password
accounts-second-mail = Code to sign in to Okno: { $code }. It is good for 5 minutes. Tell nobody. If you are not signing in, change the password.
accounts-second-mail-subject = Code to sign in to Okno
accounts-second-remember = This is my own computer or phone: do not ask for a code in this browser for 30 days
accounts-second-to-app = Type a code of the app
accounts-second-to-sms = Get a code by SMS
accounts-second-to-mail = Get a code by e-mail
accounts-second-to-backup = Type a backup code
accounts-second-backup-label = Backup code
accounts-second-backup-hint = 10 characters, such as 7KQ2M-X9R4T. Capital or small letters make no difference
accounts-second-backup-missing = Type a backup code
accounts-second-backup-form = A backup code has 10 characters: Latin letters and digits. Compare it with what you have kept
accounts-second-app-wrong = The code does not fit. Wait for the next: each works once. If that does not fit either, check the time of the phone
accounts-second-backup-wrong = There is no such backup code, or you have used it. Take the next
accounts-second-used = This code has been used. Type the next
accounts-second-lost = Neither the phone nor backup codes at hand? Call { $phone }.
accounts-locked-title = The account is closed
accounts-locked-text = Too many wrong codes in a row. The password was right, so we have closed the account and ask for a new one. We have told you by SMS and e-mail.
accounts-locked-help = It was not you? Then somebody else knows the password: set a new one. If that does not work, call { $phone }.
accounts-locked-action = Set a new password
accounts-locked-sms = Okno is closed since { $time }: somebody typed your password and many wrong codes. Set a new password by “Forgot the password?” or call { $phone }
accounts-locked-subject = Okno is closed: many wrong codes
accounts-locked-body =
    Hello, { $name }.

    At { $time } somebody typed the right password of your account { $number } and many wrong codes. We have signed it out everywhere.

    To open it set a new password by “Forgot the password?”. If it was not you, somebody else knows the old one: use it nowhere any more.

    If you need help, call { $phone }.
accounts-new-device-subject = Okno was opened on a new device
accounts-new-device-body =
    Hello, { $name }.

    Your account { $number } was opened on a new device: { $device }, { $time }, address { $address }.

    If it was you, there is nothing to do. If not, change the password and sign out everywhere in “Security settings”, or call { $phone }.
accounts-device-unknown = Unknown browser
accounts-renewed-wait-sms = The password of Okno was recovered at { $time }. Security settings cannot be changed for 72 hours. If it was not you, call { $phone }
accounts-renewed-wait-subject = The password of Okno was recovered
accounts-renewed-wait-body =
    Hello, { $name }.

    The password of your account { $number } was recovered by a code at { $time }. You are signed out on other devices, and codes are asked for everywhere again.

    Security settings cannot be changed for 72 hours: if it was not you who recovered it, you have time to put things right. Call { $phone } at once.

## Security settings
accounts-security-title = Security settings
accounts-security-lead = How you sign in, where you are signed in, and who else might be.
accounts-security-in = Signing in
accounts-security-set = Set up
accounts-security-password = Change it if somebody else may know it
accounts-security-second = Two-factor authentication
accounts-security-second-app = On: code of an app
accounts-security-second-sms = On: code by SMS
accounts-security-second-off = Off: the password is enough to sign in
accounts-security-backup = Backup codes
accounts-security-backup-none = None. You will need them if the phone is lost
accounts-security-backup-left =
    { $left ->
        [one] { $left } code left
       *[other] { $left } codes left
    }
accounts-security-backup-get = Get
accounts-security-sessions = Where you are signed in
accounts-security-here = You are here
accounts-security-seen = Last used
accounts-security-begun = Signed in
accounts-security-address = address
accounts-security-until = Not asked until
accounts-security-leave = Sign out
accounts-security-leave-others = Sign out on all other devices
accounts-security-trusted = Where no code is asked for
accounts-security-trusted-text = In these browsers the password is enough: you asked us to remember them.
accounts-security-forget = Ask again
accounts-security-history = Everything that happened to your account: the last 100 lines.
accounts-security-looks = Officials who opened your data: who, when and why.
accounts-security-look = Look
accounts-security-wait = The password was recovered by a code, so settings may be changed from { $time } on.
accounts-security-password-done = The password is changed
accounts-security-app-done = The app is set up
accounts-security-app-done-text = The next sign-in asks for its code. Get backup codes: they help if the phone is lost.
accounts-security-on-done = Codes by SMS are on
accounts-security-on-done-text = At the next sign-in we send a code to your phone.
accounts-security-off-done = Switched off
accounts-security-off-done-text = We have told you by SMS and e-mail.
accounts-security-left = Signed out
accounts-security-left-text = One has to sign in again there.
accounts-security-forgotten = This browser is asked for a code again
accounts-again-title = Type the password once more
accounts-again-lead = You signed in a while ago. Before settings change we make sure that it is you.
accounts-again-wrong =
    { $left ->
        [0] The password does not fit. No attempts are left: wait up to 15 minutes
        [one] The password does not fit. Check the keyboard layout and Caps Lock. { $left } attempt is left
       *[other] The password does not fit. Check the keyboard layout and Caps Lock. { $left } attempts are left
    }
accounts-again-wait = Too many wrong passwords. Try after { $time }
accounts-again-closed = The account is blocked. Call { $phone }, we will help to open it
accounts-wait-title = Settings cannot be changed yet
accounts-wait-text = The password was recovered by a code. If a stranger did it, three days are enough to notice, so security settings may be changed from { $time } on.
accounts-wait-help = If it was not you who recovered it, call { $phone } at once. Everything else in Okno works as usual.
accounts-password-change-title = New password
accounts-password-change-lead = On other devices you will have to sign in again.
accounts-password-change = Change the password
accounts-password-present = Present password
accounts-password-present-missing = Type the password that you sign in with now
accounts-password-same = This is your present password. Choose another one
accounts-second-what = After the password we ask for one more proof that it is you. Then a stolen password is not enough.
accounts-second-demanded = At your account level the second step is a must: it opens all your data. As long as there is no other, we send a code by SMS.
accounts-second-is-on = On
accounts-second-app = Code of an app
accounts-second-app-text = Safer than SMS and works without a network. Any app that knows TOTP will do.
accounts-second-app-on = Set up
accounts-second-app-off = Remove
accounts-second-sms-name = Code by SMS
accounts-second-sms-text = To the phone that you have confirmed. Weaker than a key or an app: an SMS can be intercepted. If it does not come, we say it in a call.
accounts-second-sms-on = Switch on
accounts-second-sms-off = Switch off
accounts-app-title = Set up an app
accounts-app-lead = From then on you type a code of it when you sign in.
accounts-app-submit = Set up
accounts-backup-lead = Ten codes for when the phone is not at hand. Each works once.
accounts-backup-renew = If you get new ones, those from before stop working.
accounts-backup-make = Get backup codes
accounts-backup-again = Get new codes
accounts-backup-once = Keep them now
accounts-backup-once-text = We never show them again: only their fingerprints stay with us. Print or copy them and keep them apart from the phone.
accounts-backup-kept = I have kept the codes
accounts-second-on-sms = The way to sign in to Okno was changed at { $time }: a second step is on. If it was not you, call { $phone }
accounts-second-on-subject = A second step of signing in to Okno is on
accounts-second-on-body =
    Hello, { $name }.

    At { $time } a second step of signing in was switched on or changed for account { $number }. If it was not you, call { $phone } at once.
accounts-second-off-sms = The way to sign in to Okno was changed at { $time }: one of the second steps is off. If it was not you, call { $phone }
accounts-second-off-subject = A second step of signing in to Okno is off
accounts-second-off-body =
    Hello, { $name }.

    At { $time } one way of the second step was switched off for account { $number }. If it was not you, call { $phone } at once.
accounts-backup-made-subject = New backup codes of Okno
accounts-backup-made-body =
    Hello, { $name }.

    At { $time } new backup codes were made for account { $number }; those from before work no more. If it was not you, call { $phone } at once.
act-account-second-wrong = Wrong code at the second step of signing in
act-account-locked = Account closed: many wrong codes
act-account-unlocked = Account open again: a new password is set
act-account-proved-again = Password typed once more before a change of settings
act-account-password-changed = Password changed in security settings
act-account-second-on =
    { $way ->
        [app] Second step of signing in: app set up
       *[sms] Second step of signing in: code by SMS on
    }
act-account-second-off =
    { $way ->
        [app] Second step of signing in: app removed
       *[sms] Second step of signing in: code by SMS off
    }
act-account-backup-made = New backup codes made
act-account-sessions-ended = Signed out on other devices
act-account-device-forgotten = Browser is asked for a code again

## Hints of fields
accounts-name-hint = In Cyrillic, as in the passport
accounts-sex-hint = As in the passport
accounts-citizenship-hint = The state whose passport you have
accounts-phone-say-hint = A mobile phone: a code comes to it by SMS
accounts-region-hint = Such as Рязанская область
accounts-district-hint = If any, as in the stamp of registration
accounts-city-hint = City, town or village
accounts-house-hint = With its block: 12к2
accounts-flat-hint = If any
accounts-postcode-hint = 6 digits
accounts-recover-login-hint = Those confirmed at registration
accounts-password-repeat-hint = The same password once more

## Номера в профиле
accounts-numbers-show = Show whole numbers to compare with the papers
accounts-numbers-hide = Hide the numbers

## A new phone or e-mail
accounts-contact-phone-title = New phone
accounts-contact-phone-lead = At present: { $present }. We send two codes: to this number and to the new one.
accounts-contact-phone-new = New mobile number
accounts-contact-phone-hint = A code comes to it by SMS
accounts-contact-phone-lost = The present number is not at hand: send the first code by e-mail
accounts-contact-email-title = New e-mail
accounts-contact-email-lead = At present: { $present }. We send two codes: to this address and to the new one.
accounts-contact-email-new = New e-mail address
accounts-contact-email-hint = A letter with a code comes to it
accounts-contact-email-lost = The present mailbox is out of reach: send the first code by SMS
accounts-contact-same = This is your present contact. Type another one
accounts-contact-step-1 = Step 1 of 2: a code from where you are now
accounts-contact-step-2 = Step 2 of 2: a code to the new contact
accounts-contact-present-lead = First we make sure that it is you. We have sent a code: { $to }.
accounts-contact-new-lead = Now we make sure that the new contact is yours. We have sent a message: { $to }. If the contact is free, it has a code of 6 digits.
accounts-contact-present-sms = Code to change the phone or e-mail in Okno: { $code }. Tell nobody. If it is not you, change the password
accounts-contact-present-mail = Code to change the phone or e-mail in Okno: { $code }. It is good for 5 minutes. Tell nobody. If you are not changing anything, change the password.
accounts-contact-present-mail-subject = Code to change a contact in Okno
accounts-contact-new-sms = Code to link this number to Okno: { $code }. Tell nobody. If it is not you, there is nothing to do
accounts-contact-new-mail = Code to link this address to Okno: { $code }. It is good for 5 minutes. Tell nobody. If it is not you, there is nothing to do.
accounts-contact-new-mail-subject = Code for the new address in Okno
accounts-contact-taken-sms = Somebody wanted to link your number to another account of Okno. We did not let them. If it was you, change the number of the former account first
accounts-contact-taken-mail = Somebody wanted to link your address to another account of Okno. We did not let them: it is linked to yours. If it was you, change the address of the former account first.
accounts-contact-taken-mail-subject = Somebody wanted to link your address to another account
accounts-contact-taken = This contact has just been linked to another account. Type another one or call { $phone }
accounts-contact-phone-changed-sms = The phone in Okno was changed at { $time }. If it was not you, call { $phone } at once
accounts-contact-phone-changed-subject = The phone in Okno was changed
accounts-contact-phone-changed-body =
    Hello, { $name }.

    At { $time } the phone of account { $number } was changed. If it was not you, call { $phone } at once.
accounts-contact-email-changed-sms = The e-mail in Okno was changed at { $time }. If it was not you, call { $phone } at once
accounts-contact-email-changed-subject = The e-mail in Okno was changed
accounts-contact-email-changed-body =
    Hello, { $name }.

    At { $time } the e-mail of account { $number } was changed. If it was not you, call { $phone } at once.
accounts-security-contact-done = The contact is changed
accounts-security-contact-done-text = Codes and messages come to the new one from now on. We have told the former one as well.
act-account-contact-changed =
    { $kind ->
        [phone] Phone changed
       *[email] E-mail changed
    }

## Passkeys
accounts-passkey-sign-in = Sign in with a passkey
accounts-passkey-or = Or without a password: by fingerprint, face or the PIN of your device.
accounts-passkey-show = Show the passkey
accounts-passkey-noscript = The browser itself asks for a passkey, and that needs scripts, which are off. Switch them on or choose another way.
accounts-passkey-without = This browser cannot use passkeys. Choose another way or open Okno in another browser.
accounts-passkey-waiting = Waiting for the passkey: answer the browser’s question
accounts-passkey-cancelled = No passkey was shown: the question was closed, time ran out, or this device has none. Try again or choose another way
accounts-passkey-cannot = This device cannot show such a passkey. Choose another way
accounts-passkey-offline = Okno could not be reached. Check your connection and press again
accounts-passkey-over = More than five minutes have passed, or the passkey was shown in another tab. Press again
accounts-passkey-unknown = We have no such passkey: perhaps you removed it. Sign in with your password, and remove the passkey in the settings of your phone or computer
accounts-passkey-wrong = The passkey did not fit. Try again or choose another way
accounts-passkey-copied = There seems to be a copy of this passkey, so we did not take it and told its owner. Sign in with your password and replace it
accounts-passkey-often = Too many attempts. Try after { $time } or choose another way
accounts-passkey-wait = The password was recently recovered by a code, so a passkey alone is not enough until { $time }. Sign in with the new password
accounts-passkey-copied-sms = Someone tried to sign in to Okno with a passkey that seems to have a copy, { $time }. We did not let them in. Replace the passkey or call { $phone }
accounts-passkey-copied-subject = Your passkey seems to have a copy
accounts-passkey-copied-body =
    Hello, { $name }.

    At { $time } someone tried to sign in to your account { $number } with a passkey whose counter went back. That happens when a passkey was copied. We did not let them in.

    Sign in with your password, remove this passkey in “Security settings” and add a new one. If it was not you, call { $phone }.
accounts-second-passkey-lead = Show your passkey: the browser will ask for your fingerprint, face or PIN.
accounts-second-to-passkey = Show the passkey
accounts-second-key = Passkey
accounts-second-key-text = The safest way: it cannot be coaxed out of you or spied. With it you can also sign in without a password.
accounts-security-second-key = On: a passkey
accounts-keys-title = Passkeys
accounts-keys-lead = A passkey is kept in a phone, a computer or a security key and opened by fingerprint, face or PIN. With it you sign in without a password, and nobody can coax it out of you.
accounts-keys-note = We also ask for the passkey after the password. If the device with it is not at hand, choose another way. Lost the device? Remove its passkey here.
accounts-keys-none = None. With one you can sign in without a password
accounts-keys-count =
    { $count ->
        [one] { $count } passkey
       *[other] { $count } passkeys
    }
accounts-keys-add = Add a passkey
accounts-keys-made = Added
accounts-keys-used = Last used
accounts-keys-unused = Not used yet
accounts-keys-moves = Synced
accounts-keys-stays = On one device
accounts-keys-moves-text = This passkey is kept by your password manager: it works on every device where you are signed in to it.
accounts-keys-stays-text = This passkey lives only on the device where you made it.
accounts-keys-new-title = A new passkey
accounts-keys-new-lead = The browser will ask where to keep the passkey, and for your fingerprint, face or PIN. We get only the public half: nothing can be opened with it.
accounts-keys-name = Name
accounts-keys-name-hint = To tell it apart in the list, for example “My phone”
accounts-keys-name-missing = Name the passkey so that you know it in the list
accounts-keys-name-usual = My passkey
accounts-keys-make = Make a passkey
accounts-keys-not-made = The passkey could not be made. Press again or choose another place for it
accounts-keys-there = Your passkey is on this device already, or there are twenty already
accounts-keys-added = Passkey added
accounts-keys-added-text = Now you can sign in with it, without a password. We have told you by e-mail.
accounts-keys-removed = Passkey removed
accounts-keys-removed-text = It opens nothing any more. Remove it from the device too, so that the browser does not offer it.
accounts-keys-named = Name saved
accounts-keys-remove = Remove the passkey
accounts-keys-remove-title = Not needed any more?
accounts-keys-remove-text = This passkey will not sign you in any more.
accounts-keys-remove-last = It is your last one: if a second step is required, we will ask for a code again.
accounts-key-added-subject = A passkey was added in Okno
accounts-key-added-body =
    Hello, { $name }.

    At { $time } a passkey was added to your account { $number }: { $device }, address { $address }. With it one signs in without a password.

    If it was not you, remove it in “Security settings”, change your password and call { $phone }.
accounts-key-removed-subject = A passkey was removed in Okno
accounts-key-removed-body =
    Hello, { $name }.

    At { $time } a passkey of your account { $number } was removed: { $device }, address { $address }. If it was not you, call { $phone } at once.
act-account-passkey-added = A passkey was added
act-account-passkey-removed = A passkey was removed
act-account-passkey-named = A passkey was renamed
act-account-passkey-copied = A passkey was not taken: it seems to have a copy
act-account-proved-by-key = A passkey was shown before changing settings
act-account-key-wrong = A passkey did not fit before changing settings
accounts-staff-keys-lead = With a passkey no code of the app is needed: after the password the browser asks for your fingerprint, face or PIN. The code stays as well.
accounts-staff-keys-added = At the next sign-in we will ask for it in place of the code.
accounts-staff-keys-stale = A passkey can be added in the first 15 minutes after signing in. Sign out and sign in again.
accounts-staff-keys-link = Set up a passkey for signing in
accounts-staff-back = To the workplace
## Who looked at my data

accounts-looks-title = Who looked at my data
accounts-looks-lead = Each time an official opens your data a line appears here: where they work, what they saw and for which case.
accounts-looks-empty = Nobody yet
accounts-looks-empty-text = No official has opened your data so far.
accounts-looks-who = { $role }, { $place }, work number { $number }
accounts-looks-number = Application No. { $number }
accounts-looks-reason = Reason: { $reason }
accounts-looks-what-application = Your application
accounts-looks-what-file = A file of your application
accounts-looks-what-confirmation = Data for confirming your identity
accounts-looks-what-visit = Data from which a centre registers you
accounts-looks-what-paper = A scan of your document
accounts-looks-what-picture = Your picture
accounts-looks-what-certificate = The notice of registration
accounts-looks-what-state = The state of your account
accounts-looks-pages = Pages
accounts-looks-newer = Newer
accounts-looks-older = Older
accounts-looks-wrong = Does something look wrong?
accounts-looks-wrong-text = If your data was opened although you asked for nothing, call { $phone }. Say the time and the work number: the official is found by it.
accounts-looks-lists = Lists in which an official sees only a surname with initials, to call you in, are not part of this.
accounts-role-officer = Agency officer
accounts-role-chief = Head of a department
accounts-role-operator = Service centre operator
accounts-role-support = Support operator
accounts-role-admin = Portal administrator
accounts-role-auditor = Auditor
accounts-role-designer = Designer of services

## Help of support

accounts-assist-link-sms = To set a new password in Okno, open within 30 minutes: { $link } Do not pass it on.
accounts-assist-link-subject = A new password in Okno
accounts-assist-link-body =
    Hello.

    You asked support to help you sign in. Press the button and set a new password. The link works for 30 minutes and once: do not pass it on.

    If you did not call support, do not open it: the password stays as it is.
accounts-assist-link-lead = You asked support to help you sign in. Next you set a new password.
accounts-assist-sms = Okno support sent a link for a new password at { $time }. Not you? Call { $phone }
accounts-assist-subject = Support is helping you sign in
accounts-assist-body =
    Hello, { $name }.

    At { $time } a support operator checked who was calling and sent a link that sets a new password for account { $number }. The operator does not see the link.

    If it was not you, open nothing from it and call { $phone }.
act-account-recovery-by-support =
    { $channel ->
        [phone] Support sent a link for a new password to your phone
       *[email] Support sent a link for a new password to your e-mail
    }
act-account-code-by-support = Support sent you a code again

## Roles of officials

accounts-grants-title = Roles of officials
accounts-grants-lead = A role is given for a time and ends by itself. A second administrator approves those of support, administrators and auditors.
accounts-grants-back = Administrator
accounts-grants-papers = Scans
accounts-grants-who = Official
accounts-grants-role = Role
accounts-grants-two = A second administrator approves
accounts-grants-for = For how long
accounts-grants-days =
    { $n ->
        [one] For { $n } day
       *[other] For { $n } days
    }
accounts-grants-role-missing = Choose a role
accounts-grants-for-missing = Choose for how long
accounts-grants-new = Give a role
accounts-grants-give = Give the role
accounts-grants-until = Until
accounts-grants-always = no end
accounts-grants-by = Given by
accounts-grants-machine = from the server
accounts-grants-state = State
accounts-grants-act = Act
accounts-grants-waits = Waits for a second
accounts-grants-good = In force
accounts-grants-ending = Ends soon
accounts-grants-over = Ended
accounts-grants-taken = Taken away
accounts-grants-approve = Approve
accounts-grants-take = Take away
accounts-grants-given = The role was given
accounts-grants-given-text = It is in force from now on.
accounts-grants-waiting = Waits for a second administrator
accounts-grants-waiting-text = The role is in force once they approve it.
accounts-grants-approved = The role was approved
accounts-grants-approved-text = It is in force from now on.
accounts-grants-gone = The role was taken away
accounts-grants-gone-text = The official was signed out everywhere.
accounts-grants-own = Nobody changes their own roles
accounts-grants-own-text = Another administrator gives, approves or takes away your role, and approves what you have given.
accounts-grants-late = Changed already
accounts-grants-late-text = Another administrator was faster. See how it stands.
accounts-grants-there = This role is there already or waits to be approved

## A password that is guessed among the first

accounts-password-guessed-leaked = This password is in lists of stolen ones, and guessing starts with those. Take two or three words that have nothing to do with each other, with a digit and a sign between them
accounts-password-guessed-word = Such a password is guessed among the first: it has one known word. Take two or three words that have nothing to do with each other, with a digit and a sign between them
accounts-password-guessed-layout = Such a password is guessed among the first: it is a known word typed on another keyboard layout. Take two or three words that have nothing to do with each other, with a digit and a sign between them
accounts-password-guessed-latin = Such a password is guessed among the first: it is a Russian word in Latin letters. Take two or three words that have nothing to do with each other, with a digit and a sign between them
accounts-password-guessed-row = Such a password is guessed among the first: it has a row of neighbouring keys. Take two or three words that have nothing to do with each other, with a digit and a sign between them
accounts-password-guessed-repeat = Such a password is guessed among the first: it repeats itself. Take two or three words that have nothing to do with each other, with a digit and a sign between them
accounts-password-guessed-sequence = Such a password is guessed among the first: its signs follow in order. Take two or three words that have nothing to do with each other, with a digit and a sign between them
accounts-password-guessed-date = Such a password is guessed among the first: it has a date or a year. Take two or three words that have nothing to do with each other, with a digit and a sign between them
accounts-password-guessed-portal = Such a password is guessed among the first: it has the name of the portal. Take two or three words that have nothing to do with each other, with a digit and a sign between them
accounts-password-guessed-simple = Such a password is guessed quickly: little in it comes as a surprise. Make it longer: take two or three words that have nothing to do with each other
accounts-password-has-surname = The password has your surname, which is tried first. Take words that have nothing to do with you
accounts-password-has-given = The password has your name, which is tried first. Take words that have nothing to do with you
accounts-password-has-patronymic = The password has your patronymic, which is tried among the first. Take words that have nothing to do with you
accounts-password-has-birth-date = The password has the date or year of your birth, which are tried first. Take words and digits that have nothing to do with you
accounts-password-has-phone = The password has digits of your phone number, which are tried first. Take words and digits that have nothing to do with you
accounts-password-has-email = The password has the name of your mailbox, which is tried among the first. Take words that have nothing to do with you
accounts-password-has-snils = The password has digits of your SNILS. Take words and digits that have nothing to do with you
accounts-password-has-papers = The password has digits of your passport or INN. Take words and digits that have nothing to do with you
accounts-password-new-hint = A password with your data, a common word or a date will not do, however long it is

## Reserve phone and security questions: they help to get access back and are for nothing else

accounts-security-add = Add
accounts-security-reserve-none = None. Helps if you lose both your phone and your e-mail
accounts-security-questions-set = Set: three questions
accounts-security-questions-none = Not set. They help together with the reserve phone
accounts-security-reserve-done = Reserve phone saved
accounts-security-reserve-gone = The reserve phone is removed
accounts-security-questions-done = Security questions saved
accounts-security-questions-gone = The security questions are removed

accounts-reserve-title = Reserve phone
accounts-reserve-lead = We will send a code to this number if you forget your password and can reach neither your phone nor your e-mail. The number of somebody close will do. It signs nobody in.
accounts-reserve-lead-change = Now: { $present }. We will send a code to this number if you forget your password and can reach neither your phone nor your e-mail. It signs nobody in.
accounts-reserve-phone = Number of the reserve phone
accounts-reserve-hint = A mobile number, not the one that you sign in with
accounts-reserve-main = You sign in with this number. Give another one: the reserve is for when the main one is lost
accounts-reserve-same = This number is the reserve phone already
accounts-reserve-advice = The reserve phone alone is not enough: with it we ask your security questions. Set them too.
accounts-reserve-save = Save the number
accounts-reserve-code-lead = Code sent: { $to }. If the phone is not with you, ask for the code to be read out.
accounts-reserve-code-sms = Code to make this number a reserve phone in Okno: { $code }. We will send a code to it if its owner forgets the password. Not expecting this? Tell nobody the code
accounts-reserve-remove = Remove the reserve phone
accounts-reserve-remove-title = Remove the reserve phone?
accounts-reserve-remove-lead = Now: { $present }. If you lose both your phone and your e-mail, access cannot be got back online.
accounts-reserve-set-sms = The reserve phone in Okno was changed, { $time }. If it was not you, call at once: { $phone }
accounts-reserve-set-subject = The reserve phone in Okno was changed
accounts-reserve-set-body =
    Hello { $name },

    Your account { $number } has a new reserve phone since { $time }. You can see the number in “Security settings”.

    If it was not you, change your password and call at once: { $phone }.
accounts-reserve-removed-sms = The reserve phone in Okno was removed, { $time }. If it was not you, call at once: { $phone }
accounts-reserve-removed-subject = The reserve phone in Okno was removed
accounts-reserve-removed-body =
    Hello { $name },

    Your account { $number } has no reserve phone any more: it was removed, { $time }.

    If it was not you, change your password and call at once: { $phone }.

accounts-questions-title = Security questions
accounts-questions-lead = We will ask them together with a code to your reserve phone if you forget your password and can reach neither your phone nor your e-mail. Two right answers of three are enough.
accounts-questions-lead-set = Your questions are set. We do not show the answers: you can set new questions in their place.
accounts-questions-advice = Choose what is not on social networks and what people you know cannot tell. Capitals, spaces and punctuation do not matter.
accounts-questions-number = Question { $n }
accounts-questions-question = What to ask
accounts-questions-question-hint = What you will remember after years
accounts-questions-answer-hint = At least 3 letters or digits
accounts-questions-choose = Choose a question
accounts-questions-own = My own question
accounts-questions-own-words = Your question
accounts-questions-own-hint = If you have chosen “My own question”
accounts-questions-own-missing = Write your question, at least 8 characters
accounts-questions-missing = Choose a question
accounts-questions-twice = This question is there already. Choose another one
accounts-questions-answer = Answer
accounts-questions-answer-missing = Write the answer
accounts-question-1 = What was the first book that you read by yourself?
accounts-question-2 = What was the name of your best friend as a child?
accounts-question-3 = What was the first film that you saw in a cinema?
accounts-question-4 = What was your favourite toy called at home?
accounts-question-5 = Where did you first go without your parents?
accounts-question-6 = What did you buy with your first pay?
accounts-question-7 = What was the first dish that you cooked?
accounts-question-8 = What did you want to be at seven?
accounts-answer-short = The answer is too short: at least 3 letters or digits
accounts-answer-question = The answer stands in the question. Write another one
accounts-answer-common = This answer is tried first. Write another one
accounts-answer-personal = The answer has your name, birth date or a number of yours: they are tried first. Write another one
accounts-answer-twice = This answer is there already. The answers must differ
accounts-questions-remove = Remove the security questions
accounts-questions-remove-title = Remove the security questions?
accounts-questions-remove-lead = Without them the reserve phone alone is not enough for a new password.
accounts-questions-set-sms = The security questions in Okno were changed, { $time }. If it was not you, call at once: { $phone }
accounts-questions-set-subject = The security questions in Okno were changed
accounts-questions-set-body =
    Hello { $name },

    The security questions of your account { $number } were set anew, { $time }.

    If it was not you, change your password and call at once: { $phone }.
accounts-questions-removed-sms = The security questions in Okno were removed, { $time }. If it was not you, call at once: { $phone }
accounts-questions-removed-subject = The security questions in Okno were removed
accounts-questions-removed-body =
    Hello { $name },

    Your account { $number } has no security questions any more: they were removed, { $time }.

    If it was not you, change your password and call at once: { $phone }.

accounts-contact-by-reserve = I can reach neither my phone nor my e-mail: send the first code to the reserve phone
accounts-contact-is-reserve = This is your reserve phone. First make another number the reserve

accounts-rescue-link = No access to your phone and your e-mail?
accounts-rescue-bank = Recover through a bank
accounts-rescue-title = Recovery by the reserve phone
accounts-rescue-lead = We will send a code to the reserve phone that you gave in “Security settings”. Then we will ask your security questions.
accounts-rescue-login-hint = What you sign in with: phone, e-mail or SNILS
accounts-rescue-phone = Reserve phone
accounts-rescue-phone-hint = The number that you gave as the reserve
accounts-rescue-advice = No reserve phone either? A service centre gives access back: take your passport and SNILS. Questions: { $phone }
accounts-nobody-reserve-sms = Somebody was recovering a password in Okno and gave your number as the reserve. That account has another one, or there is no such account. If it was not you, do nothing
accounts-rescue-questions-title = Security questions
accounts-rescue-questions-lead = Answer at least two of the three questions. Capitals, spaces and punctuation do not matter.
accounts-rescue-questions-hint = Leave it empty if you do not remember
accounts-rescue-questions-few = Answer at least two questions
accounts-rescue-wrong =
    There are no two right answers yet. { $left ->
        [one] { $left } try is left
       *[other] { $left } tries are left
    }
accounts-rescue-last = There are no two right answers, and no tries are left. You can answer again in 24 hours. Your phone or e-mail will help sooner
accounts-rescue-closed = Too many wrong answers. Try after { $time }, or recover the password by phone or e-mail
accounts-rescue-elsewhere-title = The reserve phone is not enough
accounts-rescue-elsewhere-text = The code is right, but this account has no security questions, and the reserve phone alone does not open it: that keeps strangers out.
accounts-rescue-elsewhere-help = Recover the password by phone, e-mail or through a bank. If you have none of these, a service centre gives access back by passport and SNILS. Questions: { $phone }.
accounts-answers-wrong-subject = Security questions were answered wrongly
accounts-answers-wrong-sms = Security questions in Okno were answered wrongly, { $time }. If it was not you, call: { $phone }
accounts-answers-wrong-body =
    Hello { $name },

    { $time }: somebody was recovering the password of your account { $number } by the reserve phone and answered the security questions wrongly.

    If it was you, try once more. If not, change the reserve phone in “Security settings” or call: { $phone }.
accounts-answers-closed-subject = Security questions are closed for a day
accounts-answers-closed-sms = Five wrong answers to the security questions in Okno, { $time }. We will not ask them for a day. If it was not you, call: { $phone }
accounts-answers-closed-body =
    Hello { $name },

    Somebody answered the security questions of your account { $number } wrongly five times, the last time { $time }. We will not ask them for a day.

    If it was not you, change the reserve phone and the questions in “Security settings” or call: { $phone }.
act-account-reserve-set = Reserve phone changed
act-account-reserve-removed = Reserve phone removed
act-account-questions-set = Security questions changed
act-account-questions-removed = Security questions removed
act-account-answers-wrong = Wrong answers to the security questions
act-account-recovered-by-bank = Password recovered through a bank
act-account-recovered-by-reserve = Password recovered by the reserve phone

# "Notifications" and news.
accounts-notices-title = Notifications
accounts-notices-lead = What to write about, where and when. Every letter is kept on the portal too, and that cannot be switched off:
accounts-notices-inbox = messages
accounts-notices-what = What and where
accounts-notices-where = We write to you here:
accounts-notices-contacts = Change the phone or e-mail
accounts-notices-sms = SMS
accounts-notices-mail = E-mail
accounts-notices-security = Security — always
accounts-notices-security-hint = A sign-in from a new device, a changed password or contact: we tell you at once and everywhere, in case it was not you.
accounts-notices-applications = Applications
accounts-notices-applications-hint = Received, something to correct, the document is ready.
accounts-notices-account = Account
accounts-notices-account-hint = Checks of your data, identity confirmation, letters with a code.
accounts-notices-documents = My documents
accounts-notices-documents-hint = A document ends soon or differs from the registry.
accounts-notices-visits = Visits
accounts-notices-visits-hint = A booking, a reminder the day before, a change.
accounts-notices-quiet = Quiet hours
accounts-notices-quiet-text = SMS wait until the morning. E-mail does not: it wakes nobody. Security and codes come at once.
accounts-notices-quiet-box = No SMS at night
accounts-notices-from = From
accounts-notices-to = To
accounts-notices-from-hint = Evening
accounts-notices-to-hint = Morning
accounts-notices-zone-hint = The hours follow it
accounts-notices-zone = Your time
accounts-notices-news = News of the portal
accounts-notices-news-text = What is new here, twice a month at most. Only for those who asked.
accounts-notices-news-read = What you agree to
accounts-notices-news-box = Send me news by e-mail
accounts-notices-save = Save
accounts-notices-saved = Saved
accounts-notices-saved-text = The next messages will come this way.
accounts-zone-kaliningrad = Kaliningrad (MSK − 1)
accounts-zone-moscow = Moscow
accounts-zone-samara = Samara (MSK + 1)
accounts-zone-yekaterinburg = Yekaterinburg (MSK + 2)
accounts-zone-omsk = Omsk (MSK + 3)
accounts-zone-krasnoyarsk = Krasnoyarsk, Novosibirsk (MSK + 4)
accounts-zone-irkutsk = Irkutsk (MSK + 5)
accounts-zone-yakutsk = Yakutsk (MSK + 6)
accounts-zone-vladivostok = Vladivostok (MSK + 7)
accounts-zone-magadan = Magadan, Yuzhno-Sakhalinsk (MSK + 8)
accounts-zone-kamchatka = Petropavlovsk-Kamchatsky (MSK + 9)
accounts-zone-portal = Time of the portal
accounts-news-consent-1 = I agree to get news of the portal: about new services and what else is new. For this the portal uses my e-mail address and the language in which I am written to.
accounts-news-consent-2 = The consent holds until I withdraw it: by the box on the page “Notifications” or by the link in any letter with news. It does not touch services and messages about them.
accounts-news-off-title = Stop sending news?
accounts-news-off-text = Messages about your applications and about security will still come.
accounts-news-off = Unsubscribe
accounts-news-off-done = No more news
accounts-news-off-done-text = If you change your mind, switch it on again in your cabinet, on the page “Notifications”.
accounts-news-off-home = To the main page
accounts-news-title = News of the portal
accounts-news-readers =
    { $n ->
        [one] { $n } person gets news.
       *[other] { $n } people get news.
    }
accounts-news-new = Write news
accounts-news-new-lead = Only those who asked will get it: by e-mail and in “Messages”, each in their language.
accounts-news-empty = No news yet.
accounts-news-subject = Subject
accounts-news-subject-hint = The heading of the letter
accounts-news-body = Text
accounts-news-body-hint = Leave an empty line between paragraphs
accounts-news-ru = In Russian
accounts-news-en = In English
accounts-news-missing-subject-ru = Write the subject in Russian
accounts-news-missing-body-ru = Write the text in Russian
accounts-news-missing-subject-en = Write the subject in English
accounts-news-missing-body-en = Write the text in English
accounts-news-preview = Preview
accounts-news-one = News
accounts-news-when = When
accounts-news-state = State
accounts-news-told = Sent
accounts-news-draft = Draft
accounts-news-sending = Being sent
accounts-news-sent = Sent
accounts-news-reached =
    { $n ->
        [one] Sent to { $n } person
       *[other] Sent to { $n } people
    }
accounts-news-once = What was sent cannot be taken back.
accounts-news-send = Send
accounts-news-edit = Change
accounts-news-begun = On its way
accounts-news-begun-text = Letters leave one after another; this page shows how many have left.
accounts-news-late = Sent already
accounts-news-late-text = The news had left before you pressed.
act-account-notices-changed = Notification settings changed
act-account-news-on = News of the portal switched on
act-account-news-off = News of the portal switched off
act-news-sent = News of the portal sent

# Break-glass access.
accounts-glass-title = Emergency access
accounts-glass-lead = For when a person cannot be helped otherwise: one account, half an hour, to look only.
accounts-glass-loud = Its owner, the administrators and the auditors learn of every access at once. Another administrator reviews it afterwards.
accounts-glass-number = Account number
accounts-glass-number-hint = 12 digits; the person sees them in the cabinet
accounts-glass-number-missing = Enter the account number
accounts-glass-number-wrong = The number has 12 digits: 1234-5678-9012
accounts-glass-nobody = There is no such number. Check the digits
accounts-glass-wait = Too many tries. The next one after { $time }
accounts-glass-reason = Reason
accounts-glass-reason-hint = What happened and why there is no other way. At least 30 characters: the owner will read it
accounts-glass-reason-short = Say more about the reason: at least 30 characters
accounts-glass-open = Open for 30 minutes
accounts-glass-left =
    { $n ->
        [one] { $n } access is left for these 24 hours.
       *[other] { $n } accesses are left for these 24 hours.
    }
accounts-glass-often = Three accounts may be opened in 24 hours, and they have been. Ask another official
accounts-glass-person = About the person
accounts-glass-own = Yours in 24 hours
accounts-glass-until = Open until { $time }
accounts-glass-end = Close now
accounts-glass-over = The access has ended
accounts-glass-over-text = The data are not shown any more.
accounts-glass-watch-title = Emergency accesses
accounts-glass-closed = The account is closed, the reason was removed with it
accounts-glass-watch-lead = Who opened accounts without a case, which and why. Each is reviewed by an administrator who did not open it.
accounts-glass-none = There were none.
accounts-glass-account = Account
accounts-glass-why = Reason
accounts-glass-when = When
accounts-glass-now = Open
accounts-glass-waits = Not reviewed
accounts-glass-done = Reviewed
accounts-glass-review = Mark as reviewed
accounts-glass-reviewed = { $by }, { $at }
accounts-glass-late = Changed already
accounts-glass-late-text = Another administrator was faster, the access is still open, or it is yours.
accounts-glass-told-sms = { $time } an official opened your data in Okno without an application, in an emergency. Who and why: in the letter and the cabinet. Questions: { $phone }
accounts-glass-told-subject = An official opened your data
accounts-glass-told-body =
    Hello { $name },

    { $time } an official opened the data of your account { $number } by emergency access: { $role }, { $place }, work number { $work }.

    Reason: { $reason }

    They see the data for half an hour at most and can change nothing. An administrator will check whether there was a reason. If you do not understand why it happened, call { $phone }.
accounts-glass-watch-subject = Emergency access to an account
accounts-glass-watch-body =
    { $time } an official opened the account { $number } without a case: { $place }, work number { $work }.

    The reason and the button “Mark as reviewed” are on the page of emergency accesses.
accounts-looks-what-profile = All your data: emergency access
act-account-glass-opened = An official opened your data by emergency access
act-account-glass-seen = An official looked at your data by emergency access
act-account-glass-ended = The emergency access to your data was closed
act-account-glass-reviewed = An administrator reviewed the emergency access
accounts-grants-endless = Some roles have no end: they are from before there were ends. Set one.
accounts-grants-limit = Set an end
accounts-grants-limited = The end is set
accounts-grants-limited-text = The role will end by itself.
accounts-grants-ends-subject = Your role in Okno ends soon
accounts-grants-ends-body =
    The role “{ $role }” is good until { $date }.

    If you need it longer, ask an administrator to extend it: on that day you will be signed out.

# The copy of the data: what stands in it
accounts-data-title = Data and consents
accounts-data-language-ru = Russian
accounts-data-language-en = English
accounts-data-account = Account
accounts-data-profile = Profile
accounts-data-protection = Protection of sign-in
accounts-data-browsers = Where you signed in
accounts-data-consents = Consents
accounts-data-looks = Who looked at the data
accounts-data-messages = Messages
accounts-data-history = History
accounts-data-yes = yes
accounts-data-no = no
accounts-data-number = Number
accounts-data-level = Level
accounts-data-level-since = Level since
accounts-data-method = Way of confirmation
accounts-data-created = Opened
accounts-news-consent-title = News of the portal by e-mail
accounts-news-consent-follows = No more news will come.
accounts-data-news = News of the portal
accounts-data-language = Language of messages
accounts-data-surname = Surname
accounts-data-given = Given name
accounts-data-patronymic = Patronymic
accounts-data-phone = Phone
accounts-data-email = E-mail
accounts-data-sex = Sex
accounts-data-birth-date = Date of birth
accounts-data-birth-place = Place of birth
accounts-data-citizenship = Citizenship
accounts-data-passport = Passport
accounts-data-passport-issued-by = Issued by
accounts-data-passport-issued-on = Issued on
accounts-data-passport-division = Division code
accounts-data-snils = SNILS
accounts-data-inn = INN
accounts-data-address = Address
accounts-data-early-passport = Passport number given at registration
accounts-data-app = Authenticator app
accounts-data-sms = Code by SMS
accounts-data-backup-codes = Backup codes left
accounts-data-key = Passkey
accounts-data-added = Added
accounts-data-used = Last used
accounts-data-reserve = Reserve phone
accounts-data-question = Security question
accounts-data-browser = Browser
accounts-data-network = Network address
accounts-data-signed-in = Signed in
accounts-data-seen = Last seen
accounts-data-document = Document
accounts-data-version = Version
accounts-data-hash = Fingerprint of the text
accounts-data-agreed = Given
accounts-data-withdrawn = Withdrawn
accounts-data-what = What
accounts-data-role = Role
accounts-data-place = Place
accounts-data-official = Work number
accounts-data-case = Case
accounts-data-reason = Reason
accounts-data-time = When
accounts-data-who = Who
accounts-data-line = Number of the line
accounts-data-subject = Subject
accounts-data-text = Text
act-consent-withdrawn = A consent was withdrawn
act-account-closed = The account was closed

## Access back in a centre

accounts-return-sms = The centre “{ $place }” gave you a code to set a new password for Okno, { $time }. If it was not you, call at once: { $phone }
accounts-return-subject = A centre is giving you access back
accounts-return-body =
    Hello { $name },

    { $time }: an officer of the centre “{ $place }” compared documents and handed out a code of access to the account { $number }. A new password is set with it. You are signed out on all devices, and security settings cannot be changed for 72 hours. The phone and the e-mail may have been changed.

    If it was not you in the centre, call at once: { $phone }.
act-account-access-code-again = A centre handed out a code for a new password
act-account-contact-by-official = An officer of a centre changed the phone or the e-mail at your request
act-account-recovered-in-centre = Password recovered in a centre
act-account-second-dropped = The second step of signing in was dropped: it was lost

# Officials: invitation, access, leaving
accounts-officials-title = Officials
accounts-officials-lead = Everybody who works with the portal: where, in which roles, and whether they have access.
accounts-officials-portal = The portal itself
accounts-officials-search = Find an official
accounts-officials-search-hint = Part of a name, login, e-mail, place of work or work number
accounts-officials-search-missing = Enter who to find
accounts-officials-find = Find
accounts-officials-found =
    { $n ->
        [one] { $n } official found.
       *[other] { $n } officials found.
    }
accounts-officials-first = The first { $n } are shown. Say more about who to find.
accounts-officials-nobody = Nobody found. Check how the name or number is spelled.
accounts-officials-all = Show all
accounts-officials-next = Next
accounts-officials-waits = Waiting for your approval
accounts-officials-unit = Place of work
accounts-officials-unit-choose = Choose a place of work
accounts-officials-unit-officer = An agency officer decides cases in an agency: choose one
accounts-officials-unit-operator = An operator receives people in a centre: choose one
accounts-officials-place = Department or counter
accounts-officials-place-hint = People will see the place of work so. Left empty, the name is shown.
accounts-officials-roles = Roles
accounts-officials-none = No roles
accounts-officials-number = Work number
accounts-officials-about = The official
accounts-officials-second = Second factor
accounts-officials-second-on = Set up
accounts-officials-second-off = Not set up
accounts-officials-state-invited = Invited
accounts-officials-state-active = At work
accounts-officials-state-closed = Access closed
accounts-officials-invite = Invite an official
accounts-officials-invite-lead = We send a letter with a link. There the official chooses a password and sets up codes of an app: nobody else knows the password.
accounts-officials-invite-submit = Send the invitation
accounts-officials-name = Surname, name and patronymic
accounts-officials-name-hint = For example: Хакимов Ильдар Маратович
accounts-officials-name-missing = Enter surname and name in full, in letters
accounts-officials-email = Work e-mail
accounts-officials-email-hint = The link goes here
accounts-officials-email-missing = Enter the e-mail address
accounts-officials-email-none = Not given
accounts-officials-login-hint = Latin letters, digits, a dot or a hyphen. For example: i.hakimov
accounts-officials-login-wrong = A login has 3 to 32 characters: Latin letters, digits, a dot or a hyphen
accounts-officials-login-taken = This login exists. Choose another one
accounts-officials-invited = The invitation is sent
accounts-officials-invited-text = The link is good for three days.
accounts-officials-invited-waits = The invitation is sent, the role waits
accounts-officials-invited-waits-text = The link is good for three days. The role is in force once a second administrator has approved it.
accounts-officials-again = Send the invitation again
accounts-officials-again-sent = The invitation is sent again
accounts-officials-again-sent-text = The earlier link works no more.
accounts-officials-access = Access
accounts-officials-own = Another administrator changes your access.
accounts-officials-link = Give a new password
accounts-officials-link-lead = If the password is forgotten, a link to set a new one goes to the work e-mail. A second administrator approves it first: otherwise one person could sign in under another’s name.
accounts-officials-steps-lost = The phone with the app and the keys are lost too
accounts-officials-steps-hint = Codes of the app are set up anew, the former ones stop working
accounts-officials-link-ask = Ask for a link
accounts-officials-asked = Asked
accounts-officials-asked-text = The link goes out once a second administrator has approved it.
accounts-officials-approve = Approve and send
accounts-officials-sent = The link is sent
accounts-officials-sent-text = It is good for three days.
accounts-officials-cancel = Withdraw the link
accounts-officials-cancelled = The link is withdrawn
accounts-officials-cancelled-text = It opens nothing any more.
accounts-officials-link-sent = The link is sent
accounts-officials-link-first = Invitation. Sent { $made } ({ $by }), good until { $until }.
accounts-officials-link-again = New password. Codes of the app stay. Asked { $made } ({ $by }), good until { $until }.
accounts-officials-link-back = Coming back: new password and new codes of the app. Asked { $made } ({ $by }), good until { $until }. Compare the e-mail before you approve.
accounts-officials-link-steps = New password and new codes of the app. Asked { $made } ({ $by }), good until { $until }.
accounts-officials-email-change = Change the work e-mail
accounts-officials-email-lead = A letter about it goes to the former address. A link that has not been used stops working.
accounts-officials-email-saved = The e-mail is changed
accounts-officials-email-saved-text = The former address has been written to.
accounts-officials-save = Save
accounts-officials-close = Close access
accounts-officials-close-lead = Roles end, the official is signed out everywhere. Cases and decisions stay under their name. Access comes back by a new invitation that another administrator approves.
accounts-officials-close-submit = Close access
accounts-officials-gone = Access is closed
accounts-officials-gone-text = Roles have ended, the official is signed out everywhere.
accounts-officials-closed-text = The official works here no more. If they come back, another administrator approves the invitation. You give roles anew once they are in.
accounts-officials-take-back = Invite again
accounts-officials-accept = Access to your workplace
accounts-officials-accept-lead = Your login is { $login }. Choose a password, then set up codes of an app.
accounts-officials-over = This link works no more
accounts-officials-over-text = It was used, replaced by a new one, or is older than three days. Ask an administrator for another one. If you have a password, just sign in.
accounts-officials-no-roles = No role yet
accounts-officials-no-roles-text = You are signed in, but there is nothing to work with yet: a role waits for approval or is over. Ask an administrator, then reload this page.
accounts-officials-invited-subject = An invitation to work at the portal Okno
accounts-officials-invited-body =
    A workplace was opened for you: { $place }.

    Your login: { $login }.

    Open the link, choose a password and set up codes of an app. The link is good until { $date } and opens once.

    If you did not expect this letter, do nothing.
accounts-officials-again-subject = A new password for the portal Okno
accounts-officials-again-body =
    An administrator sent you a link to set a new password. Place of work: { $place }.

    Your login: { $login }.

    The link is good until { $date } and opens once. When you have set the password, all earlier sessions end.

    If you did not ask for it, do not open the link and tell an administrator at once.
accounts-officials-email-subject = Your work e-mail at the portal was changed
accounts-officials-email-body =
    An administrator gave another address for your account as an official. Letters about access go there now.

    If you did not know of it, tell an administrator at once.

## A child's account
accounts-young-title = The profile is filled in from 14 on
accounts-young-text = The profile needs a passport, and that is given from the age of 14. Until then the name, the birth date and the SNILS stand on the card that your parents have added.
accounts-young-now = Looking for services, documents and messages work already.
accounts-ward-first-subject = Your account in Okno
accounts-ward-first-body =
    { $name }, your parents have made an account for you on the portal Okno.

    Code of access: { $code }

    Press the button, give the e-mail { $email } and this code, then choose a password. Nobody but you will know it. The code is good for 72 hours.
accounts-ward-link-subject = A new password in Okno
accounts-ward-link-body =
    Your parents have asked to send you a link for a new password.

    Press the button within 30 minutes and choose a password. Nobody but you will know it.
accounts-ward-sms = Your parents had a link for a new password of Okno sent to your e-mail at { $time }
accounts-ward-subject = A link for a new password was sent to you
accounts-ward-body =
    { $name }, your parents asked to send a link for a new password to your e-mail: { $time }.

    Until you choose a new password, the present one is good.
act-account-recovery-by-guardian = A legal guardian sent a link for a new password
act-account-created-by-guardian = The account was made by a legal guardian
accounts-next-young = Have a look at the services
accounts-next-young-text = The profile and confirming your identity open at 14, when you have a passport
accounts-next-young-action = All services

# A file with a malicious program.
accounts-infected-subject = We have deleted a file: it had a malicious program in it
accounts-infected-body =
    { $name }, a malicious program was found in the file attached on { $date }, so we have deleted it. Save the document anew and attach it again.

    If the application is being considered already, the agency will ask for the document. If it was scanned in a centre, the operator will make a new scan.
act-file-infected = A malicious program was found in a file, the file is deleted
