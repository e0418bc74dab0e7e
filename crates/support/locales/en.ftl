## Help

support-title = Help
support-lead = Something does not work? First see whether it is one of these, then call: we will help.
support-line = Hot line
support-from-any = From any phone, free of charge
support-from-mobile = From a mobile, short number
support-when = When
support-hours = round the clock, every day
support-email = E-mail
support-topics = What we help with
support-topic-identity = Identity cannot be checked
support-topic-identity-text = See what the registries answered: it says which field did not match. If a registry does not answer we ask it again ourselves.
support-topic-identity-go = Checks in registries
support-topic-data = A mistake in personal data
support-topic-data-text = Compare the profile with the passport letter by letter and correct it. Only what changed is checked again.
support-topic-data-go = Correct the data
support-topic-papers = Papers are missing
support-topic-papers-text = Each way of confirming says what to bring or attach. Choose the one for which you have everything.
support-topic-papers-go = Ways to confirm identity
support-topic-locked = The account is closed after wrong codes
support-topic-locked-text = Set a new password by a code to the phone or e-mail: it opens the account. If you have neither at hand, call.
support-topic-locked-go = Set a new password
support-prepare = What to prepare for a call
support-prepare-lead = The operator checks that it is you who calls. Name what your account has:
support-prepare-name = full name;
support-prepare-phone = the phone of the profile;
support-prepare-snils = SNILS;
support-prepare-inn = INN;
support-prepare-passport = series and number of the passport: have its scan at hand.
support-never = An operator never asks for a password or for a code from an SMS or a letter. If one does, hang up and call us yourself.

## Workplace

support-desk-title = Call
support-desk-lead = Ask for the phone, e-mail, SNILS or number of the account and find it.
support-own-number = Your work number
support-who = What the caller names
support-who-hint = Phone, e-mail, SNILS or number of the account
support-who-missing = Enter what the caller names
support-begin = Find
support-unknown = There is no such account. Ask again or offer to register
support-calls = Calls today
support-calls-empty = None so far.
support-row-asking = Check
support-row-open = Checked
support-row-over = Over
support-row-failed = Not recognised
support-check-title = Who calls
support-check-lead = Ask in this order and type what you hear. No data of the account is here: the program only says whether it matches.
support-check-submit = Compare
support-check-how = How much is needed
support-check-how-text = Full name, phone and two of the numbers in the form. With fewer numbers the e-mail too. All is compared at once.
support-check-left =
    { $left ->
        [one] { $left } try is left.
       *[other] { $left } tries are left.
    }
support-check-more = Not enough: full name, phone and two numbers of the form are needed; with fewer than two, all of them and the e-mail
support-fact-name = Full name
support-fact-name-hint = As in the passport
support-fact-name-missing = Enter the name that the caller says
support-fact-phone = Phone of the profile
support-fact-phone-missing = Enter the phone that the caller says
support-fact-email = E-mail of the profile
support-fact-snils = SNILS
support-fact-inn = INN
support-fact-passport = Series and number of the passport
support-fact-wrong = Does not match. Ask again
support-fact-right = Matches
support-failed = The caller was not recognised
support-failed-text = No tries are left, nothing was opened. Say that a service centre helps with a passport, or to call again tomorrow with the papers at hand. The owner sees these tries in the history.
support-over = Time is over
support-over-text = The state of an account is open for 15 minutes. If the talk is not over, find it again and compare once more.
support-next-call = Next call

## State

support-state-title = Account
support-until = open until { $time }
support-tag-active = Works
support-tag-locked = Lets nobody in
support-row-state = Sign-in
support-state-active = Open
support-state-locked = Closed { $at }: many wrong codes at the second step. Opens when the owner sets a new password
support-state-locked-once = Closed: many wrong codes at the second step. Opens when the owner sets a new password
support-state-blocked = Closed by the portal. Support does not open it: pass it on to the administrator
support-state-suspended = A legal guardian has suspended signing in for the child and alone can open it
support-state-closed = Closed by its owner
support-row-next = What is next
support-next-profile = Fill the profile in: passport, SNILS, address
support-next-checks = Wait for the registries or correct what did not match
support-next-confirm = Confirm identity in any way
support-next-none = The highest level, everything is open
support-row-phone = Phone
support-row-email = E-mail
support-proven = { $contact }, proven by a code
support-row-second = Second step
support-second-passkey = passkey
support-second-app = app
support-second-sms = code by SMS
support-second-backup =
    { $left ->
        [one] { $left } backup code left
       *[other] { $left } backup codes left
    }
support-second-off = off
support-row-reserve = Reserve phone
support-row-questions = Security questions
support-questions-set = set: they help when the password is forgotten
support-row-waits = After a recovery
support-waits = settings can be changed from { $at }
support-row-entries = Last sign-ins
support-entries-none = none yet
support-browser-unknown = unknown browser
support-lines = Checks and confirmations
support-lines-empty = Nothing was begun yet.
support-advice = What to say
support-advice-locked-1 = Send a link to the phone or e-mail on the right. With it the owner sets a new password.
support-advice-locked-2 = If neither phone nor e-mail is left: to a service centre with the passport.
support-advice-locked-3 = Codes and passwords are not said aloud. Do not ask for them.
support-advice-identity-1 = Say which registry did not answer or what did not match: it is in the list above.
support-advice-identity-2 = Did not match: compare this field with the document and correct it in the profile. The check begins by itself.
support-advice-identity-3 = The registry does not answer: nothing to do, the portal asks again and writes.
support-advice-data-1 = “Cabinet” → “Profile” → “Change”: letter by letter as in the passport.
support-advice-data-2 = A correction of checked data is confirmed by a code from an SMS.
support-advice-data-3 = A mistake in the document itself or in the registry: to the agency that issued it, with the passport.
support-advice-papers-1 = “Cabinet” → “Confirm identity”: each way says what is needed.
support-advice-papers-2 = No computer or scan: passport and SNILS are enough in a service centre.
support-advice-papers-3 = Files: PDF, JPG or PNG, up to 5 MB each.
support-access = Recover access
support-unlock = Unblock
support-access-text = The owner gets a link: with it they set a new password within 30 minutes, and the account opens. You do not see it. The old password will not work any more.
support-access-not = A password does not open this account.
support-link-phone = Link by SMS: { $contact }
support-link-email = Link by e-mail: { $contact }
support-link-sent = Sent at { $at }
support-code = Send the code again
support-talk = The talk
support-note = Note
support-note-hint = What happened and what you advised. No passwords, codes or numbers of documents.
support-note-missing = Write what the talk was about
support-note-save = Save
support-sent = The link was sent
support-sent-text = The owner was told by SMS and e-mail.
support-again = The code was sent
support-again-text = It comes to the owner’s phone.
support-noted = Saved
support-noted-text = Only you see the note, in this call.
support-none = Nobody waits for a code
support-none-text = The owner may ask for one at the sign-in page.
support-wait = Not more for now
support-wait-text = It was sent already today. Wait until the last message comes.

## The owner's history

act-support-begun = Somebody called support and named your data
act-support-wrong = A caller of support was wrong about your data: nothing was opened
act-support-passed = Support recognised you on the phone
act-support-seen = A support operator opened the state of the account
act-support-noted = A support operator noted the talk
act-support-missed = Support looked for an account and found none

# The copy of the data
support-data-calls = Calls to support
support-data-time = When
support-data-official = Work number of the operator
support-data-note = The operator’s note
