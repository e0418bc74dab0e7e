rights-title = Data and consents
rights-lead = What the portal keeps about you, what you agreed to, and how to take it all with you.
rights-open = Open
rights-not-now = Not now
rights-pages = Pages
rights-newer = Newer
rights-older = Older

rights-consents-title = Consents
rights-consents-text = What you agreed to, when, and the text you saw. You can withdraw a consent here.
rights-consents-lead = Every consent with the text you saw on that day.
rights-consents-empty = No consents
rights-consents-empty-text = Everything you agree to will appear here.
rights-read = Read
rights-given = Given { $time }
rights-on-paper = Signed on paper
rights-version = Version { $version }
rights-stands = In force
rights-withdrawn = Withdrawn
rights-withdrawn-at = Withdrawn { $time }
rights-consent-text = The text
rights-consent-no-text = At that time the portal kept only a fingerprint of the text. Support can show you the text itself.
rights-withdraw-title = Withdraw the consent
rights-withdraw = Withdraw the consent
rights-withdraw-closes = The account cannot exist without this consent: to withdraw it is to close the account.
rights-withdrawn-done = The consent is withdrawn
rights-withdrawn-done-text = What follows from it has been done. If it is needed again, we will ask.

rights-looks = Who looked at my data
rights-looks-text = Each time an official opened your data: who, when and why.

rights-copy-title = A copy of my data
rights-copy-text = Everything the portal keeps about you in one file: PDF to read and JSON for programs.
rights-copy-page-lead = We will gather everything the portal keeps about you. It usually takes less than a minute.
rights-copy-ask = Gather a copy
rights-copy-ask-again = Gather a new copy
rights-copy-of = Copy of { $time }
rights-copy-being-made = Being gathered. The page will update by itself
rights-copy-until = Can be downloaded until { $day }
rights-copy-pdf = Download PDF
rights-copy-json = Download JSON
rights-copy-too-many = Five copies today already
rights-copy-too-many-text = You can gather the next one { $time }.
rights-copy-what = The copy holds your profile, documents, applications with answers, visits, checks, consents, messages, history, and who looked at your data. There are no passwords or codes in it.
rights-copy-care = The file holds everything about you: do not forward it, and do not leave it on somebody else’s computer.
rights-copy-lead = Everything the portal Okno keeps about this person. Gathered { $time }.
rights-copy-empty = Nothing
rights-copy-foot = Copy of the data of account { $number }
rights-copy-more = { $shown } of { $all }, the newest first. All of them are in the JSON file.
rights-copied-subject = The copy of your data is ready
rights-copied-body =
    { $name }, the copy of everything the portal keeps about you is ready. You can download it for a week.

    If you did not ask for it, change your password and call us.

rights-close-title = Close the account
rights-close-text = We delete the data and end sign-in. You have two weeks to change your mind.
rights-close-lead =
    { $days ->
        [one] We will close it in { $days } day. Until then you can change your mind.
       *[other] We will close it in { $days } days. Until then you can change your mind.
    }
rights-close-first = Finish these first
rights-close-first-text = While somebody works on them the account cannot be closed. Wait for the decision or withdraw the application.
rights-close-goes = What we delete
rights-close-goes-text = Your profile, passport, SNILS and INN, “My documents” with pictures, drafts, messages, passkeys, remembered browsers, answers of registries and everything gathered to confirm your identity. Visits are cancelled. Your phone, e-mail and SNILS can be used for a new account.
rights-close-stays = What stays
rights-close-stays-text = Decided applications and issued documents stay with the agencies for as long as the law demands, under your name. The journal stays too: what happened and when, without your data.
rights-close-again = If you come back, you will register and confirm your identity anew.
rights-close-before = Before you close it
rights-close-before-text = Take everything you may need.
rights-close-sure = I understand that what is deleted cannot be brought back
rights-close-sure-missing = Tick the box: we cannot bring back what is deleted
rights-close-submit = Close the account
rights-close-too-many = Too many codes. Try again in a few hours
rights-close-code-title = Enter the code from the SMS
rights-close-code-lead = To close the account, enter the code we sent to { $to }
rights-close-code-submit = Close the account
rights-close-code-sms = Okno: code { $code } to close the account. Tell it to nobody.
rights-closing-title = The account is being closed
rights-closing-lead = We will close it on { $day }. Until that day everything works as before.
rights-closing-on = The account will be closed on { $day }
rights-closing-soon-text = Changed your mind? You can stop it.
rights-closing-manage = Keep the account
rights-keep = Keep the account
rights-closing-not-me = Was it not you?
rights-closing-not-me-text = Press “Keep the account” and change your password.
rights-closing-password = Change the password
rights-kept = The account stays open
rights-kept-text = Everything is where it was.

rights-closing-asked-sms = Okno: your account will be closed on { $day }. If it was not you, sign in and press “Keep the account”.
rights-closing-asked-subject = Your account will be closed on { $day }
rights-closing-asked-body =
    { $name }, we will close account { $number } on { $day } and delete the data.

    Until that day you can change your mind: sign in and press “Keep the account”.

    If it was not you, do that now, change your password and call us: { $phone }.
rights-closing-soon-sms = Okno: in three days, on { $day }, your account will be closed. You can stop it in your cabinet.
rights-closing-soon-subject = Your account will be closed in three days
rights-closing-soon-body =
    { $name }, on { $day } we will close account { $number } and delete the data. It cannot be brought back.

    If you have changed your mind, sign in and press “Keep the account”.
rights-closing-called-off-sms = Okno: your account will not be closed, everything stays as it was.
rights-closing-called-off-subject = Your account will not be closed
rights-closing-called-off-body =
    { $name }, you have changed your mind, and account { $number } stays. All data is in its place.

    If it was not you, change your password and call us: { $phone }.
rights-closing-stopped-sms = Okno: your account cannot be closed yet, see your cabinet.
rights-closing-stopped-subject = Your account cannot be closed yet
rights-closing-stopped-body =
    { $name }, on the day when account { $number } was to be closed, there were still cases under way.

    Wait for the decision or withdraw the application, then close the account again.
rights-closing-closed-sms = Okno: your account is closed, the data is deleted.
rights-closing-closed-subject = Your account is closed
rights-closing-closed-body =
    { $name }, account { $number } is closed and the data is deleted. Decided applications and issued documents stay with the agencies.

    Thank you for being with us. You can come back on any day: just register anew.

act-data-asked = A copy of the data was asked for
act-data-copied = The copy of the data was made
act-data-fetched = The copy of the data was downloaded
act-account-closing-asked = Closing of the account was asked for
act-account-closing-called-off = Closing of the account was called off
act-account-closing-stopped = The account was not closed: cases are under way

## Closing a child's account
rights-ward-lead = Until you are 18 your parents close the account
rights-ward-text = If you do not need it, ask them. When you are 18, or have confirmed your identity by your own passport, you can close it yourself
rights-ward-closing = Your parents have decided so. They can call it off, too
rights-ward-who = Who my legal guardians are
rights-ward-asked-sms = Your parents asked to close your account in Okno. It closes on { $day }
rights-ward-asked-subject = The account closes on { $day }
rights-ward-asked-body =
    { $name }, your parents asked to close your account { $number }. It closes on { $day }.

    Until then you can fetch a copy of your data under “Data and consents”. Questions? Call { $phone }.
rights-ward-soon-sms = Your account in Okno closes on { $day }, in three days
rights-ward-soon-subject = The account closes in three days
rights-ward-soon-body =
    { $name }, your account { $number } closes on { $day }. Your parents have asked for it.

    If you want a copy of your data, fetch it now.
rights-ward-called-off-sms = Your account in Okno stays: your parents changed their mind
rights-ward-called-off-subject = The account stays
rights-ward-called-off-body = { $name }, your parents changed their mind: your account { $number } stays.
rights-ward-stopped-sms = Your account in Okno was not closed: what is under way has to end first
rights-ward-stopped-subject = The account was not closed
rights-ward-stopped-body =
    { $name }, the account { $number } cannot be closed yet: something in it is under way.

    When that has ended, your parents can ask again.
rights-ward-closed-sms = Your account in Okno is closed
rights-ward-closed-subject = The account is closed
rights-ward-closed-body = { $name }, your account { $number } is closed and its data are deleted. The phone and the e-mail may be used again.
