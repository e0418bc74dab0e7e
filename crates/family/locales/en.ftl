## Family and children
family-title = Family and children
family-lead = Cards of your children and their accounts
family-first = First confirm your own identity
family-first-text = A mother or a father with a confirmed account may add a child: so we know that it is you
family-confirm = Confirm identity
family-levels = What confirming gives
family-empty = No children yet
family-empty-text = Add a child under 18. You need its SNILS and a Russian birth certificate
family-add = Add a child
family-add-another = Add another child
family-gives = What it gives
family-gives-1 = The child’s data are checked once and need not be looked for in papers
family-gives-2 = The child can have an account of its own: only the child knows the password
family-gives-3 = You see who signed in and when, and can shut the door
family-born = Born on { $date }
family-both = Two parents
family-both-short = Added by both parents
family-list-none = No account
family-list-account = Has an account
family-list-suspended = Signing in is suspended
family-not-now = Not now

## The card in the cabinet
family-section-ward = Your parents look after your account
family-section-ward-text = They do not read messages and applications
family-section-who = What they see
family-section-card = A child’s card: { $child }
family-section-card-text = A registry has answered otherwise than the card says
family-section-look = Look

## How a card stands
family-tag-asked = Being checked
family-tag-waiting = Waiting for the registry
family-tag-differs = Does not match
family-tag-stuck = No answer
family-tag-checked = Checked
family-registry-sfr = Social Fund: the child’s SNILS
family-registry-zags = Registry office: certificate and parent
family-answer-asked = Being asked
family-answer-waiting = Waiting for the registry
family-answer-agrees = Matches
family-answer-differs = Does not match
family-answer-stuck = No answer
family-waiting-text = The registry does not answer now. We ask it again at { $time }, there is nothing for you to do
family-stuck-text = The registry did not take the question. Try to ask once more
family-differs-text = Does not match: { $fields }. Compare with the document and put it right
family-differs-parent = The record of the birth does not name you. Check how you are related to the child, and compare your name and birth date in the profile with your passport
family-unknown-sfr = The Social Fund knows no child with these data. Compare them with the documents
family-unknown-zags = The registry office has found no such record. Compare the data with the certificate
family-part-surname = surname
family-part-name = name
family-part-patronymic = patronymic
family-part-birth-date = date of birth
family-part-snils = SNILS
family-takes = It usually takes some minutes, but a registry may need some days. You can close the page: we write to you
family-refresh = Refresh
family-again = Ask the registries once more
family-help = Does it not work? Call { $phone }
family-mend = Put right

## Adding and mending
family-new-title = Add a child
family-new-lead = Copy the data from the SNILS and the birth certificate. We compare them with the Social Fund and the registry office
family-mend-title = Put the child’s data right
family-mend-lead = After that the registries are asked anew
family-mend-submit = Save and check
family-group-child = The child
family-group-certificate = Birth certificate
family-group-you = You and the child
family-surname = Surname
family-name = Name
family-patronymic = Patronymic
family-name-hint = As in the birth certificate
family-patronymic-hint = If there is none, leave the field empty
family-sex = Sex of the child
family-sex-missing = Choose the sex of the child
family-birth-date = Date of birth
family-birth-date-hint = For example, 16.05.2015
family-snils = SNILS
family-snils-hint = 11 digits, for example 112-233-445 95
family-relation = What you are to the child
family-relation-hint = As the certificate says
family-relation-mother = Mother
family-relation-father = Father
family-relation-missing = Choose what you are to the child
family-place-missing = Say where the record was made: the registry office in the certificate
family-not-child = Only a child under 18 can be added. Check the date of birth
family-issued-early = The certificate cannot have been issued before the day of birth. Check both dates
family-snils-twice = A child with this SNILS is in your list already
family-many = There are twenty children in the list, no more can be added. Remove cards that you do not need
family-too-often = Children were asked about too often. Try on { $time }
family-field-sfr = The Social Fund says that this is another value. Compare with the document
family-field-zags = The registry office says that this is another value. Compare with the document

## The consent
family-consent-title = Consent of the legal guardian to the processing of the child’s data
family-consent-box = I am a legal guardian of the child and agree to the processing of its data
family-consent-missing = To add a child, tick the consent: without it we may not keep the child’s data
family-consent-read = Read the consent
family-consent-version = Version { $version }
family-consent-follows = The cards of your children are removed from your cabinet. If a child has no other legal guardian, its account closes in 14 days.
family-consent-1 = I, a legal guardian of the child, give the operator of the portal Okno my consent to the processing of the personal data of the child that I add under “Family and children”.
family-consent-2 = Which data: surname, name and patronymic, sex, date of birth, SNILS, the data of the birth certificate and what I am to the child; if the child has an account, its e-mail and phone.
family-consent-3 = What for: to compare these data with the Social Fund and the registry office, to show the child’s card and to keep its account.
family-consent-4 = What is done with them: they are written down, kept encrypted, compared with registries, shown to me and to the other legal guardian, deleted.
family-consent-5 = How long: as long as the card is in my cabinet, and not longer than this consent stands.
family-consent-6 = How to take it back: in the cabinet, under “Data and consents”. The cards are removed, and the child’s account closes if there is no other legal guardian.

## A child’s card
family-added = The child is added
family-added-text = We are asking the Social Fund and the registry office
family-asked = The registries are being asked
family-asked-text = It usually takes some minutes
family-often = The registries were asked many times
family-often-text = Try tomorrow
family-made = The account is made
family-made-text = A letter with a code of access went to the child’s mailbox. The child chooses the password
family-there = There is an account already
family-there-text = You or the other parent have made it
family-links = Letters were sent several times
family-links-text = Try tomorrow
family-not = This cannot be done any more
family-not-text = The child looks after the account itself, or the card has changed
family-done-sessions = The sessions are ended
family-done-sessions-text = The child has to sign in again on every device
family-done-access = The letter is sent
family-done-access-text = The child chooses a password by the letter in its mailbox
family-done-suspend = Signing in is suspended
family-done-suspend-text = The child cannot sign in until you allow it
family-done-resume = Signing in is open again
family-done-resume-text = The child can sign in with its password
family-done-close = The account closes in 14 days
family-done-close-text = Until then you can call it off
family-done-keep = The account stays
family-done-keep-text = The closing is called off
family-removed = The card is removed
family-removed-text = { "" }
family-data-title = Data of the child
family-of-certificate = Certificate: { $field }
family-checked-at = Checked on { $date }
family-fixed = Checked data are fixed
family-remove = Remove the card

## The child’s account
family-account = The child’s account
family-number = Number
family-state-active = Open
family-state-suspended = Signing in is suspended
family-state-locked = Closed by wrong codes
family-state-closed = Closed
family-not-opened = The child has not chosen a password yet. The code of access went to { $email }
family-lent = The child has no phone of its own: codes come to the parent’s phone
family-closing = The account closes on { $day }
family-grown-text = The child is 18 and looks after the account itself
family-own-text = The child has confirmed its identity by its own passport and looks after the account itself. The card stays with you
family-grown = The child is 18
family-grown-alone = It can make an account itself now. You may remove the card
family-may = What you can do
family-access = New password
family-access-first = Code of access
family-access-text = The letter goes to the child’s mailbox { $email }. You do not see the password
family-act-access = Send a letter
family-sessions = Where the child is signed in
family-sessions-none = Nowhere now
family-browser-unknown = Unknown browser
family-act-sessions = End all sessions
family-suspend = Suspend signing in
family-suspend-text = All sessions end, and nobody signs in until you allow it
family-act-suspend = Suspend
family-resume = Signing in is suspended
family-resume-text = The child cannot sign in now
family-act-resume = Allow signing in
family-act-close = Close
family-act-keep = Do not close
family-events = What has happened
family-who-you = you
family-who-child = the child
family-who-guardian = the other parent
family-who-staff = an official
family-who-portal = the portal
family-bounds = What is the child’s own
family-bounds-text = You cannot sign in as the child, read its messages and applications or see its documents. The child learns of whatever you do
family-until-text = At 18 the child looks after the account itself. From 14 on this happens earlier if it confirms its identity by its own passport: the card stays with you, and you cannot manage the account any more

## Making an account
family-make = Make an account
family-make-text = The child needs an e-mail, and a phone if there is one. Codes go there, so have them at hand
family-account-title = E-mail and phone of the child
family-account-lead = A code goes to the mailbox. After that we send a letter there, by which the child chooses a password
family-account-submit = Send the code
family-email = E-mail of the child
family-email-hint = Its own, not yours: letters to the child go there
family-email-yours = This is your e-mail. The child needs its own: its code of access goes there
family-phone = Phone of the child
family-phone-hint = If the child has none, leave the field empty: codes come to you
family-phone-mobile = Give a Russian mobile number: an SMS goes there
family-phone-yours = This is your phone. If the child has none, leave the field empty
family-code-wait = A code was sent already. Try after { $time }
family-code-email-title = Code from the letter
family-code-phone-title = Code from the SMS
family-code-lead = We sent a code to { $to }
family-code-submit = Continue
family-step-1 = Step 1 of 2: the child’s e-mail
family-step-2 = Step 2 of 2: the child’s phone
family-code-mail = Code { $code } is for making a child’s account in Okno. Tell it to nobody but your parents.
family-code-mail-subject = Code for a child’s account
family-code-sms = Code { $code } is for making a child’s account in Okno. Tell it to your parents only
family-taken-mail = Somebody wanted to make a child’s account in Okno with this e-mail, but it is yours already. If it was not you, there is nothing to do. Questions: { $phone }
family-taken-mail-subject = Code for a child’s account
family-taken-sms = Somebody wanted to make a child’s account in Okno with this number, but it is yours already. Questions: { $phone }
family-taken = The e-mail, the phone or the SNILS of the child belongs to another account. If the child has made it itself, it can sign in there. Otherwise call { $phone }

## Closing and removing
family-close-title = Close the child’s account
family-close-short = It closes in 14 days; until then you can change your mind
family-close-text = The child is told and can fetch a copy of its data. In 14 days the account closes and the data in it are deleted.
family-close-stays = The child’s card stays with you.
family-close-sure = I understand that the child’s account closes
family-close-sure-missing = Tick the box if you want to close the child’s account
family-close-submit = Close the account
family-remove-title = Remove the child’s card?
family-remove-text = The child’s data disappear from your cabinet.
family-remove-stays = The child’s account stays: the other parent looks after it.
family-remove-goes = Codes for the child’s account come to your phone, and there is no other legal guardian. So it closes in 14 days.
family-remove-account = What becomes of the child’s account
family-remove-close = Close it
family-remove-close-hint = In 14 days, with its data
family-remove-keep = Keep it
family-remove-keep-hint = The child goes on using it. Either parent may add the card again
family-remove-missing = Choose whether the child’s account is closed or kept
family-remove-submit = Remove the card
family-hindrance = The account of your child ({ $child }): you are its only legal guardian. Close it, or let the other parent add the child

## What the child reads
family-ward-title = My legal guardians
family-ward-lead = Until you are 18 your parents look after the account
family-ward-mother = Mother, has agreed to the processing of your data
family-ward-father = Father, has agreed to the processing of your data
family-ward-none = Nobody looks after the account now
family-ward-none-text = Either parent may add you again under “Family and children”
family-ward-see = What your parents see
family-ward-see-1 = The level and the state of the account
family-ward-see-2 = On which devices you are signed in, and when
family-ward-see-3 = Important events: sign-ins, a new password, applications sent — without their text
family-ward-not = What they do not see
family-ward-not-text = The password, messages, the text of applications and documents. They cannot sign in as you. When they have looked at this, your history says so
family-ward-may = What they can do
family-ward-may-text = End sessions, have a letter for a new password sent to you, suspend signing in and close the account. You get a message about each. You cannot close the account yourself yet.
family-ward-lent = Codes by SMS come to a parent’s phone.
family-ward-phone = Give a phone of your own
family-ward-until = Until when
family-ward-until-text = Until you are eighteen: { $date }.
family-ward-passport = Earlier, if you confirm your identity by your own passport.
family-ward-profile = Fill in the profile
family-ward-young = From 14 on, when you have a passport, you can confirm your identity, and then it is earlier.
family-ward-closing = Your parents have decided so, and they can call it off
family-ward-history = History

## A court’s decision
family-court-title = Legal guardians
family-court-lead = End the link of a parent to a child’s account by a court’s decision
family-court-back = Administrator
family-court-number = Number of the child’s account
family-court-number-hint = 12 digits
family-court-number-missing = Give the number of the child’s account
family-court-find = Find
family-court-nobody = There is no child’s account of this number with a guardian. Check the number
family-court-guardian = Whose link ends
family-court-guardian-missing = Choose a legal guardian
family-court-reason = Reason
family-court-reason-hint = The court, number and date of the decision. The parent and the child read it
family-court-reason-missing = Write the reason: court, number and date of the decision, 20 characters or more
family-court-end = End the link
family-court-told = The parent, the child and the other parent are told. The act stays in the journal
family-court-done = The link is ended
family-court-done-text = All whom it concerns are told

## To support
family-stands-child = A child’s account
family-stands-guardians = { $n ->
    [0] No legal guardians
    [one] { $n } legal guardian
   *[other] { $n } legal guardians
}
family-stands-card = A child’s card
family-stands-open = Being checked
family-stands-checked = Checked
family-stands-account = Checked, has an account

## Messages
family-told-checked-subject = The child’s card is checked
family-told-checked-body =
    { $name }, the Social Fund and the registry office have confirmed the data: { $child }.

    Now the child can have an account.
family-told-differs-subject = The child’s data do not match
family-told-differs-body =
    { $name }, a registry has answered otherwise than the card says: { $child }.

    Open “Family and children”: it says what does not match.
family-told-joined-subject = The other parent has added the child
family-told-joined-body = { $name }, your child ({ $child }) has two legal guardians now: the registry office has confirmed the other parent.
family-told-joined-child-subject = One more parent looks after your account
family-told-joined-child-body = { $name }, the registry office has confirmed the other parent. Who looks after the account and what they see stands under “Family and children”.
family-told-grown-subject = Your child is 18
family-told-grown-body = { $name }, { $child } is eighteen today. From now on only its owner looks after the account. You may remove the card.
family-told-grown-child-subject = You are 18: the account is yours alone now
family-told-grown-child-body = { $name }, happy birthday! Your parents do not look after the account any more: it is yours.
family-did-child = What was done with your account
family-did-guardian = What was done with your child’s account
family-did-made-guardian = { $name }, the other parent has made an account for the child: { $child }. You look after it, too.
family-did-sessions-child = { $name }, your parents have ended all your sessions. You have to sign in again on every device.
family-did-sessions-guardian = { $name }, the other parent has ended all sessions of the child: { $child }.
family-did-access-guardian = { $name }, the other parent has asked to send the child a letter for a new password: { $child }.
family-did-suspend-child = { $name }, your parents have suspended signing in to your account. Only they can open it again.
family-did-suspend-guardian = { $name }, the other parent has suspended signing in for the child: { $child }.
family-did-resume-child = { $name }, your parents have opened signing in to your account again.
family-did-resume-guardian = { $name }, the other parent has opened signing in for the child again: { $child }.
family-did-close-child = { $name }, your parents have asked to close your account. It closes in 14 days.
family-did-close-guardian = { $name }, the other parent has asked to close the account of the child: { $child }. It closes in 14 days; until then it can be called off.
family-did-keep-child = { $name }, your parents have called off the closing of your account.
family-did-keep-guardian = { $name }, the other parent has called off the closing of the child’s account: { $child }.
family-did-left-child = { $name }, one of your legal guardians does not look after your account any more.
family-did-left-guardian = { $name }, the other parent is no legal guardian on the child’s card any more: { $child }.
family-did-court-guardian = { $name }, by a court’s decision your link to the child’s card is ended: { $child }. The reason stands under “Who has looked at my data”.
family-did-closed-guardian = { $name }, the account of the child is closed: { $child }. The card stays with you.

## History
act-family-added = A child was added to “Family and children”
act-family-mended = The child’s data were put right and sent to be checked
act-family-answered = A registry answered about the child’s data
act-family-checked = The Social Fund and the registry office confirmed the child and the legal guardian
act-family-joined = The other legal guardian was confirmed
act-family-account-made = An account was made for the child
act-family-seen = A legal guardian looked at how the account stands
act-family-sessions-ended = A legal guardian ended all sessions of the child
act-family-access-sent = A letter for the password was sent to the child
act-family-suspended = Signing in was suspended for the child
act-family-resumed = Signing in was opened again for the child
act-family-closing-asked = A legal guardian asked to close the child’s account
act-family-closing-called-off = The closing of the child’s account was called off
act-family-removed = A legal guardian removed the child’s card
act-family-withdrawn = A legal guardian took the consent back, the child’s card was removed
act-family-ended-by-court = The link to a legal guardian was ended by a court’s decision
act-family-guardian-closed = A legal guardian closed their own account
act-family-court-reason = The reason was written down: a court’s decision about a legal guardian
act-family-grown = The child is 18, the guardians’ powers have ended

# Copy of one's data
family-data-children = Children
family-data-guardians = Legal guardians
family-data-guardian = Legal guardian
family-data-surname = Surname
family-data-given = Name
family-data-patronymic = Patronymic
family-data-sex = Sex
family-data-birth-date = Date of birth
family-data-snils = SNILS
family-data-relation = Relation
family-data-state = State
family-data-state-checked = Checked
family-data-state-open = Being checked
family-data-checked = Checked
family-data-certificate = Birth certificate
