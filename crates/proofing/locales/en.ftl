# Checks in registries.
proofing-check-passport = Passport check
proofing-check-snils = SNILS check
proofing-check-inn = INN check
proofing-check-address = Address check
proofing-registry-passport = Interior Ministry registry
proofing-registry-snils = Social Fund
proofing-registry-inn = Tax Service
proofing-registry-address = address registry (FIAS)
proofing-state-queued = Waits its turn
proofing-state-running = Checking
proofing-state-good = Matches
proofing-state-mismatch = Does not match
proofing-state-waiting = Waiting for the registry
proofing-state-kept = Left as it is
proofing-state-unknown = Please check
proofing-field-surname = surname
proofing-field-name = given name
proofing-field-patronymic = patronymic
proofing-field-birth_date = date of birth
proofing-field-passport_number = passport series and number
proofing-field-passport_issued_on = passport issue date
proofing-field-division_code = division code
proofing-field-snils = SNILS
proofing-field-inn = INN
proofing-field-region = region
proofing-field-city = town
proofing-field-street = street
proofing-field-house = house
proofing-field-postcode = postcode
proofing-mismatch-text = Differs from what the registry holds ({ $registry }): { $fields }.
proofing-mismatch-typo = Most often it is a typo. Compare with the document and mend it.
proofing-address-region = The address registry has no such region. Write it in full, for example “Рязанская область”.
proofing-address-city = There is no such town in this region. Compare the name with the registration stamp in your passport.
proofing-address-street = The registry knows no such street in this town. Check the name: it may have been changed.
proofing-address-house = The registry knows no such house in this street. Check the number and the building.
proofing-address-postcode = The house is there, but its postcode is another. Correct the postcode or leave the field empty.
proofing-address-postcode-is = The postcode of this house is { $postcode }.
proofing-address-mend = New streets and houses do not reach the registry at once. If the address is as in your passport, leave it as it is: nothing will stop.
proofing-address-keep = Leave as it is
proofing-address-kept = The registry does not have this address yet. You said that it is right.
proofing-tax-title = Tax service
proofing-tax-register = Tax register
proofing-tax-registered = You are registered
proofing-tax-not-registered = You are not registered
proofing-tax-cabinet = Taxpayer’s cabinet
proofing-tax-active = There is one, in use
proofing-tax-none = None yet
proofing-tax-has-cabinet = You have a cabinet at the tax service, and it is in use.
proofing-tax-no-cabinet = You are registered with the tax service. You have no cabinet there yet.
proofing-inn-found = Your INN was found
proofing-inn-found-text = The tax service knew you by your passport and named your INN: { $inn }. Link it: there is nothing to type or to check.
proofing-inn-link = Link the INN
proofing-address-sms = Okno: the address registry does not know your address ({ $fields }). Please check it in your account.
proofing-address-subject = Check your address
proofing-passport-lost = This passport is listed as lost. If you have a new one, enter it. If this is a mistake, ask a division of the Interior Ministry.
proofing-passport-expired = This passport has expired: it is replaced at 20 and at 45. Enter the new one.
proofing-passport-invalid = This passport is recorded as not valid. Enter a valid one or ask a division of the Interior Ministry.
proofing-stuck-text = The registry could not handle the question. We are looking into it. You can ask once more.
proofing-waiting-text = The registry does not answer yet. We will ask again at { $time }; you need do nothing.
proofing-mismatch-sms = Okno: your data differs from a registry. Check: { $fields }. You can mend it in your account.
proofing-mismatch-subject = Your data differs from a registry
proofing-mismatch-mend = Mend only this: the rest will not be checked again. If yours is right, the page of checks says what to do.
proofing-standard-sms = Okno: your data is checked. Your account is now standard.
proofing-standard-subject = Congratulations: your account is standard
proofing-standard-body =
    { $name }, your data matches the registries. Your account is now standard.

    To open every service, confirm your identity once.

proofing-checks-title = Checking your data
proofing-checks-title-mismatch = The data does not match
proofing-checks-title-address = Check your address
proofing-checks-title-done = Check of your data
proofing-checks-lead = We compare it with state registries. It usually takes 5 to 15 minutes. You may close the page: we will send a message.
proofing-checks-lead-mismatch = Mend what differs. The rest will not be checked again.
proofing-checks-lead-address = Everything else matches. You can correct the address or leave it as it is: your account level does not depend on it.
proofing-checks-lead-kept = The check is over.
proofing-checks-lead-done = Everything matches.
proofing-checks-lead-none = You will see here how the check goes.
proofing-checks-empty = Nothing to check yet
proofing-checks-empty-text = Fill in your profile and we will compare it with registries.
proofing-fill-profile = Fill in the profile
proofing-checked = Checked { $good } of { $all }
proofing-updated = updated at { $time }
proofing-mend = Mend
proofing-right = Mine is right
proofing-right-text = The registry itself may be wrong. We can ask it anew; you need change nothing. If that does not help, call { $phone }: we will tell where to go with the document.
proofing-again = Ask once more
proofing-refresh = Refresh the page
proofing-now = You have now
proofing-after = After the check your account becomes standard.
proofing-privacy = What we see
proofing-privacy-text = The answer “matches” or “does not match”; for the address the postcode and the number of the house in the registry; for the INN whether you are registered and have a cabinet. The registries themselves are not open to us.
proofing-go-confirm = Confirm your identity
proofing-later = Later
proofing-section-title = Check of your data
proofing-section-more = How it goes
proofing-section-mismatch = Your data differs from a registry
proofing-section-mismatch-text = Mend only what differs, the rest will not be checked again.
proofing-section-running-text = Usually 5 to 15 minutes. We will send a message.
proofing-section-address = The address was not found
proofing-section-address-text = Check it or leave it as it is. Nothing else waits for it.
proofing-section-look = Look

# Confirmation in person.
proofing-confirm-title = Confirming your identity
proofing-confirm-lead = Needed once. After it every service is open, and nobody can order one in your name.
proofing-confirmed-title = Your identity is confirmed
proofing-confirmed-text = Your account is confirmed: every service is open.
proofing-to-services = All services
proofing-first-title = Fill in your profile first
proofing-first-text = We will compare it with registries and your account will become standard. Then you can confirm your identity.
proofing-unsettled-title = The check must end first
proofing-unsettled-text = The data of your profile has changed and we compare it with registries. When all of it matches you can confirm your identity.
proofing-in-person = In person at a service centre
proofing-in-person-text = Get a code, come with your passport and tell the code to the operator.
proofing-way-works = Open now
proofing-way-time = How long
proofing-way-go = Must you go
proofing-way-cost = Cost
proofing-begin = Confirm
proofing-get-code = Get a code
proofing-your-code = Your code for the operator
proofing-code-read = Code:
proofing-your-code-text = Tell it at any service centre. The operator compares your passport, and your account is confirmed at once.
proofing-code-until = The code is valid until { $date }
proofing-cancel = Cancel
proofing-bring = What to bring
proofing-bring-passport = The passport that is in your profile
proofing-bring-snils = SNILS
proofing-bring-code = The code from this page
proofing-where = Where to do it
proofing-confirmed-sms = Okno: your identity is confirmed. Every service is open.
proofing-confirmed-subject = Your identity is confirmed
proofing-confirmed-body =
    { $name }, your account is now confirmed. Every service of the portal is open.

    If this was not you, call us at once.
proofing-refused-sms = Okno: your identity could not be confirmed. The reason is in your account.
proofing-refused-subject = Your identity could not be confirmed
proofing-refused-body =
    { $name }, the operator could not confirm your identity. The reason: { $reason }

    The level of your account has not changed. When the reason is gone, come again with a new code.

# The operator's workplace.
proofing-centre-title = Service centre
proofing-centre-lead = Ask the person for the code, open the case and compare the passport.
proofing-find = Find
proofing-code = The person's code
proofing-code-hint = 8 digits, for example 4820 1377
proofing-code-missing = Enter the code that the person told
proofing-code-unknown = There is no open case with this code. Ask the person to open the page with the code and read it again
proofing-done-today = Seen by you today
proofing-done-empty = Nobody yet. Your cases of the day will be here.
proofing-row-done = Confirmed
proofing-row-refused = Doubts
proofing-case-title = Confirming identity
proofing-case-at = At the window now
proofing-age =
    { $n ->
        [one] { $n } year
       *[other] { $n } years
    }
proofing-passport = Passport
proofing-issued = Issued
proofing-division = Division code
proofing-snils = SNILS
proofing-phone = Phone
proofing-compare = Compare the passport
proofing-compare-hint = Tick what you checked yourself. All three are needed to confirm.
proofing-face = The person looks like the photo
proofing-numbers = Number and issue date match the screen
proofing-intact = The passport is whole, without corrections
proofing-vouch = Confirm identity
proofing-doubt = There are doubts
proofing-reason = What is wrong
proofing-reason-face = The person does not look like the photo
proofing-reason-numbers = The number or the date of issue differs
proofing-reason-damaged = The passport is damaged or altered
proofing-reason-other = Another reason
proofing-reason-missing = Choose what is wrong
proofing-doubt-label = Details
proofing-doubt-hint = The person will read it in a message. Write simply and politely.
proofing-doubt-missing = Write what is wrong: the person must know what to mend
proofing-not-seen = Tick all three checks. If something did not fit, choose “There are doubts”
proofing-not-standard = The person's data is not checked in registries yet. Confirm after the check
proofing-case-done = Identity is confirmed
proofing-case-other = Another colleague has decided already.
proofing-case-cancelled = The case is closed
proofing-case-cancelled-text = The code was cancelled or is too old. Ask the person to get a new one.
proofing-case-done-text = The person was told by SMS and e-mail.
proofing-case-refused = The doubts are noted
proofing-case-refused-text = The person will get your reason and may come again.
proofing-next = Next person

# The list of ways.
proofing-ways = Ways to confirm
proofing-contacts = Extra protection
proofing-contacts-text = These ways do not raise the level: they show that a phone or a card is yours.
proofing-way-open = Begun
proofing-way-is-done = Confirmed
proofing-way-not-yet = Not available yet
proofing-way-go-yes = Yes, with your passport
proofing-way-go-no = No
proofing-way-free = Free
proofing-way-fee = ₽{ $rub }
proofing-way-go-on = Continue
proofing-way-until = Can be finished by { $date }
proofing-way-done = { $date }
proofing-way-part = The taxpayer’s account does not accept this way.
proofing-way-unsettled = Available once the registries have confirmed your data.
proofing-way-first = Fill in your profile first: the registries will check the data.
proofing-way-wait = Tried too often. You can try again on { $date } at { $time }.
proofing-way-soon = You began the last one a short while ago. You can begin again on { $date } at { $time }.
proofing-takes-minutes =
    { $to ->
        [one] About { $to } minute
       *[other] About { $to } minutes
    }
proofing-takes-minutes-range = { $from } to { $to } minutes
proofing-takes-days =
    { $to ->
        [one] About { $to } day
       *[other] About { $to } days
    }
proofing-takes-days-range = { $from } to { $to } days
proofing-last-entries = Last time the code was wrong too often. Begin again.
proofing-last-refused = Last time it did not work. The reason is in your messages; you can try again.
proofing-last-expired = The last attempt ran out of time. Begin again.
proofing-refused-on = On { $date } an operator could not confirm your identity
proofing-refused-why = Reason: { $reason }
proofing-next-video = What next: call again from a bright place or send photos of your face and passport.
proofing-next-face-photo = What next: take new photos in daylight and send them, or call an operator by video.
proofing-next-e-document = What next: send another picture and sign a new request, or choose another way.
proofing-next-in-person = What next: get a new code and come again. If your profile has a mistake, mend it first; if your passport is damaged, replace it.
proofing-next-mfc = { proofing-next-in-person }
proofing-next-post-office = { proofing-next-in-person }
proofing-next-pension-fund = { proofing-next-in-person }
proofing-next-rostelecom = { proofing-next-in-person }
proofing-next-paper = What next: mend what is named and prepare a new package, or choose another way.
proofing-confirmed-part-text = Your account is confirmed. The taxpayer’s account does not accept confirmation by post: choose one more way below for it.
proofing-confirmed-part-sms = Okno: your identity is confirmed. All services are open except the taxpayer’s account.
proofing-confirmed-part-subject = Your identity is confirmed
proofing-confirmed-part-body =
    { $name }, your account is now confirmed. All services of the portal are open except the taxpayer’s account, which needs one more way of confirmation.

    If this was not you, call us at once.
proofing-revoked-sms = Okno: the confirmation of your identity was withdrawn. See your account for the reason.
proofing-revoked-subject = The confirmation of your identity was withdrawn
proofing-revoked-body =
    { $name }, the confirmation of your identity was withdrawn, and your account is standard now.

    You can confirm your identity again in your account. If you do not know why this happened, call us.

# A registered letter.
proofing-letter = Letter with a code by post
proofing-letter-text = The post hands you a registered letter against your passport. Enter the code from it, and your identity is confirmed.
proofing-letter-how = How it goes
proofing-letter-how-order = You give the address and order the letter. It is free.
proofing-letter-how-notice = The letter takes two weeks or more, sometimes over a month. When it arrives we send an SMS, and the post leaves a notice.
proofing-letter-how-passport = At the post office the letter is given to you alone, against the passport: { $name }.
proofing-letter-how-code = There is a secret code inside. You enter it on this page.
proofing-letter-part = The taxpayer’s account does not take this kind of confirmation. It needs one more way.
proofing-letter-where-to = Where to send it
proofing-letter-where-to-text = We need the exact address where you live. We have filled in the one from your profile.
proofing-letter-unknown = The address registry does not know this address
proofing-letter-unknown-text = Look at it once more: the letter goes exactly where you say.
proofing-letter-postcode-missing = Enter the postcode: without it the letter will not arrive. 6 digits, for example 391300
proofing-letter-order = Order the letter
proofing-letter-again = Order again
proofing-letter-way = Where the letter is
proofing-letter-step-ordered = Ordered
proofing-letter-step-printed = Printed
proofing-letter-step-dispatched = Dispatched
proofing-letter-step-arrived = Waiting for you at the post office
proofing-letter-step-handed_over = Handed over against the passport
proofing-letter-to = To
proofing-letter-where = Address
proofing-letter-track = Tracking number
proofing-letter-good-until = The code is good until
proofing-letter-opens = The tracking number will appear here on { $date }: it shows where the letter is.
proofing-letter-enter = Have you got the letter?
proofing-letter-enter-text = Enter the code that is printed in it.
proofing-letter-code = Secret code
proofing-letter-code-hint = 10 characters from the letter, for example 7KQ2M-X9R4T
proofing-letter-code-missing = Enter the code from the letter: 10 characters, for example 7KQ2M-X9R4T
proofing-letter-code-count = The code has 10 characters, you entered { $count }. Compare it with the letter
proofing-letter-code-sign = No code has the sign “{ $sign }”: there are only digits and Latin letters. Compare it with the letter
proofing-letter-code-wrong =
    { $left ->
        [one] The code does not fit. Compare it with the letter, { $left } try is left
       *[other] The code does not fit. Compare it with the letter, { $left } tries are left
    }
proofing-letter-code-wait = The code does not fit, and there were too many tries. It may be entered again at { $time }. The letter and its code stay good
proofing-letter-code-stale = This code is no longer good: 90 days have passed. Cancel the order and order the letter again
proofing-letter-check = Check
proofing-letter-code-right = The code is right
proofing-letter-waits-post = We are waiting for the post to say that it handed the letter over against the passport. It usually takes a few hours. There is nothing to do: we will write to you.
proofing-letter-waits-checks = The registries are still checking your data. There is nothing to do: we will write to you.
proofing-letter-late = Still no letter?
proofing-letter-late-text = It takes longer than usual. We will send a new one with another code, and the old code will stop working.
proofing-letter-last = The last letter did not arrive
proofing-letter-last-lost = The post lost it. Its code does not work. Check the address and order the letter again.
proofing-letter-last-returned = Nobody came for it, and the post sent it back. Its code does not work. Order the letter again.
proofing-letter-last-unsent = The post could not take it with this address. Check the address and the postcode and order again.
proofing-letter-last-expired = The time of the last letter is over, its code does not work. Order the letter again.
proofing-letter-dispatched-sms = Okno: the letter with the code is on its way. Tomorrow your account will show the number to track it.
proofing-letter-dispatched-subject = The letter with the code is on its way
proofing-letter-dispatched-body =
    { $name }, the post has dispatched your letter. It usually takes two weeks to a month.

    Tomorrow your account will show the tracking number, which tells where the letter is.
proofing-letter-arrived-sms = Okno: the letter with the code waits for you at the post office. Take your passport.
proofing-letter-arrived-subject = The letter with the code waits for you
proofing-letter-arrived-body =
    { $name }, the letter has arrived at your post office. It is given to you alone, against the passport.

    When you have the letter, enter its code in your account.
proofing-letter-lost-sms = Okno: the post has lost the letter with the code. Order a new one in your account.
proofing-letter-lost-subject = The post has lost the letter with the code
proofing-letter-lost-body =
    { $name }, the post says that your letter is lost. Its code does not work any more, nobody can use it.

    Order the letter again, it is free, or choose another way to confirm.
proofing-letter-returned-sms = Okno: nobody came for the letter with the code, the post sent it back. You can order a new one in your account.
proofing-letter-returned-subject = The post has sent the letter with the code back
proofing-letter-returned-body =
    { $name }, nobody came for your letter, and the post sent it back. Its code does not work any more.

    Order the letter again, it is free, or choose another way to confirm.
proofing-letter-unsent-sms = Okno: the letter with the code could not be sent. Check the address in your account.
proofing-letter-unsent-subject = The letter with the code was not sent
proofing-letter-unsent-body =
    { $name }, the post could not take a letter with the address that you gave.

    Check the address and the postcode and order the letter again.
# Through an internet bank.
proofing-bank = Through an internet bank
proofing-bank-text = Sign in to your bank and let it confirm that it is you.
proofing-bank-lead = Your bank knows you already. Let it hand over your data, and we compare them with your profile.
proofing-bank-tells = What the bank will tell us
proofing-bank-tells-1 = Surname, name, patronymic and birth date
proofing-bank-tells-2 = SNILS, INN and passport
proofing-bank-new-more = Phone, e-mail and address
proofing-bank-tells-not = The bank says nothing of accounts, cards and purchases.
proofing-bank-which = Which bank are you a client of
proofing-bank-missing = Choose a bank
proofing-bank-consent-title = Consent to the transfer of data
proofing-bank-consent-1 = I agree that the bank of my choice hands to the portal my surname, name, patronymic, birth date, sex, SNILS, INN and passport data.
proofing-bank-consent-2 = The portal compares these data with my profile and confirms my identity by them. After that the portal keeps only the result and not the bank's data themselves.
proofing-bank-consent-3 = The consent holds once, for this transfer. It can be withdrawn before coming back from the bank: refuse on the bank's page.
proofing-bank-consent-version = Version { $version }
proofing-bank-consent-box = I agree to the transfer of data from the bank
proofing-bank-consent-missing = Without consent the bank cannot hand over data. Tick it or choose another way
proofing-bank-go = Continue
proofing-bank-going = { $bank }: preparing the way
proofing-bank-going-text = Usually a second. If the bank does not answer, we try a few times more within a minute.
proofing-bank-ready = Left to confirm: { $bank }
proofing-bank-ready-text = The bank asks whether you agree to hand over your data and brings you back here.
proofing-bank-open = Go to { $bank }
proofing-bank-other = Choose another bank
proofing-bank-checking = Comparing the data
proofing-bank-checking-text = Usually a few seconds. The page moves by itself; you may close it: we send a message.
proofing-bank-ended = { $bank }: not confirmed
proofing-bank-why-denied = You refused to hand over the data. If you changed your mind, begin anew or choose another bank.
proofing-bank-why-bank = The bank brought you back with an error. Try again a little later or choose another bank.
proofing-bank-why-code = The bank's answer is too old or was used already. Begin anew: it takes a minute.
proofing-bank-why-token = The bank's answer did not prove genuine, and we did not take it. Try again or choose another bank.
proofing-bank-why-down = The bank does not answer. Try later or choose another bank.
proofing-bank-why-register = The Social Fund found nobody with this SNILS, name and birth date. Bring your data at the bank up to date and begin anew, or register without a bank.
proofing-bank-why-register-down = The Social Fund does not answer, and we could not compare the SNILS. Try later or register without a bank.
proofing-bank-why-mismatch = Did not match: { $fields }. If the profile is wrong, mend it. If the bank is wrong, have your data renewed there. Then begin anew.
proofing-bank-why-document = The bank told neither SNILS nor passport. Renew your documents at the bank or choose another way.
proofing-bank-why-scope = You let the bank tell only some of the data, and without the rest your identity cannot be confirmed. Begin anew and agree to all of it at the bank.
proofing-bank-why-card = The data agree, but no phone is tied to a card at this bank, so there is nowhere to send the code. Tie a phone at the bank or choose another bank.
proofing-bank-why-entries = The bank’s code was entered wrongly five times. Begin anew: the bank sends a new one.
proofing-bank-why-unsettled = While you were at the bank, your profile changed. Wait for the check in registries and begin anew.
proofing-bank-unknown = Begin the confirmation anew
proofing-bank-unknown-text = We do not know this answer of a bank: it is not to your request, or too late. Nothing has changed.
proofing-bank-anew = Begin anew
proofing-bank-new = Registration through a bank
proofing-bank-new-back = Registration
proofing-bank-new-lead = The bank fills the form in for you and confirms that it is you. You choose the password here; the bank does not see it.
proofing-bank-new-consent-1 = I agree that the bank of my choice hands to the portal my surname, name, patronymic, birth date, sex, SNILS, INN, passport data, address, phone number and e-mail address.
proofing-bank-new-consent-2 = The portal fills my form and my profile in with them, compares them with registries and confirms my identity by them. If I do not finish the registration within a day, the portal deletes them.
proofing-bank-new-consent-3 = I can refuse before coming back from the bank: on its page.
proofing-bank-new-checking-text = Usually a few seconds. The page moves by itself.
proofing-bank-new-ended = { $bank }: no data came
proofing-last-bank-denied = Last time you refused to hand over the data. You may try again.
proofing-last-bank-bank = Last time the bank answered with an error. You may try again.
proofing-last-bank-code = Last time the bank's answer was too old. You may try again.
proofing-last-bank-token = Last time the bank's answer did not prove genuine. You may try again.
proofing-last-bank-down = Last time the bank did not answer. You may try again.
proofing-last-bank-scope = Last time you let the bank tell only some of the data. You may try again.
proofing-last-bank-card = Last time the bank had nowhere to send the code. You may try again.
proofing-last-bank-unsettled = Last time your profile changed meanwhile. You may try again.
proofing-refused-bank-sms = Okno: your bank could not confirm your identity. The reason is in your account.
proofing-refused-bank-subject = Your bank could not confirm your identity
proofing-refused-bank-body =
    { $name }, your identity was not confirmed through the bank. { $reason }

    The level of your account has not changed.

# History of acts.
act-checks-begun = The registries began to check your data
act-check-kept = You left the address as it is
act-inn-found = The tax service found your INN by your passport
act-inn-linked = You linked the INN that was found
act-check-answered =
    { $check ->
        [passport] Passport
        [address] Address
        [snils] SNILS
       *[inn] INN
    }: { $result ->
        [ok] check passed
       *[mismatch] check not passed
    }
act-proofing-found = A service centre operator found you by your code
act-proofing-seen = A service centre operator opened your data
act-proofing-opened =
    { $method ->
        [in_person] Code for identity confirmation at a centre received
        [mfc] Code taken for confirming identity at an MFC
        [post_office] Code taken for confirming identity at the post office
        [pension_fund] Code taken for confirming identity at the Social Fund
        [rostelecom] Code taken for confirming identity at a Rostelecom office
        [bank] Confirmation through a bank begun
        [bank_certificate] Confirmation by a bank's electronic signature begun
        [letter] Letter with a code ordered
        [paper] Confirmation by papers sent by post begun
        [signature] Confirmation by electronic signature begun
        [video] Joined the line for a video call
        [face_photo] Photos were sent to confirm identity
        [e_document] Confirming identity by an electronic document was begun
        [sms] Check of the phone begun: a code by SMS
        [voice] Check of the phone begun: a code by a call
       *[other] Confirmation begun
    }
act-proofing-letter-moved =
    { $step ->
        [printed] The letter with the code was printed
        [dispatched] The letter with the code was dispatched
        [arrived] The letter with the code arrived at the post office
        [handed_over] The post handed the letter with the code over against the passport
        [lost] The post lost the letter with the code
        [returned] The post sent the letter with the code back
       *[other] The post told of the letter with the code
    }
act-proofing-letter-code = The right code from the letter was entered
act-proofing-cancelled = Confirmation cancelled
act-proofing-overtaken = Another way of confirmation was faster
act-proofing-expired = The confirmation ran out of time
act-proofing-ended = The confirmation was ended
act-proofing-revoked = The confirmation of identity was withdrawn
act-proofing-code-wrong = A wrong confirmation code was entered
act-proofing-decided =
    { $outcome ->
        [confirmed] { $method ->
            [in_person] Identity confirmed at a service centre
            [mfc] Identity confirmed at an MFC
            [post_office] Identity confirmed at the post office
            [pension_fund] Identity confirmed at the Social Fund
            [rostelecom] Identity confirmed at a Rostelecom office
            [bank] Identity confirmed through a bank
            [bank_certificate] Identity confirmed by an electronic signature from a bank
            [letter] Identity confirmed by a code from a letter
            [paper] Identity confirmed by papers sent by post
            [signature] Identity confirmed by electronic signature
            [video] Identity was confirmed by video
            [face_photo] Identity was confirmed by photos
            [e_document] Identity was confirmed by an electronic document
            [sms] Phone checked: a code by SMS and an answer
            [voice] Phone checked: a code by a call and an answer
           *[other] Confirmation received
        }
       *[refused] Identity could not be confirmed
    }

# Electronic signature.
proofing-signature = Electronic signature or UEC
proofing-signature-text = Sign a file with your electronic signature: on a token, in a program or in a .pfx file.
proofing-signature-lead = You sign a short file, and we check that the certificate is valid and yours. There is no code to enter.
proofing-signature-needs-1 = A certificate of an electronic signature in your name, with SNILS or INN. A universal electronic card will do if it holds such a certificate.
proofing-signature-needs-2 = The program with which you usually sign files. Connect the key carrier to the computer.
proofing-signature-needs-3 = Or a .pfx file and its password.
proofing-signature-begin = Begin
proofing-signature-step-1 = 1. Download the file and sign it
proofing-signature-step-1-text = Connect the key carrier and sign the file in your program. Choose a detached signature: its file is separate, usually .sig or .p7s.
proofing-signature-download = Download the file
proofing-signature-until = The file can be signed until { $time }. It works once and only for you.
proofing-signature-step-2 = 2. Upload the certificate and the signature
proofing-signature-step-2-text = The key stays with you: we do not see it.
proofing-signature-certificate = Certificate
proofing-signature-certificate-hint = A .cer, .crt or .pem file
proofing-signature-signature = Signature of the downloaded file
proofing-signature-signature-hint = A .sig or .p7s file
proofing-signature-lend = If the key is in a .pfx file
proofing-signature-lend-text = You can let us sign. The file and the password stay in memory while we sign once and are forgotten at once: we do not keep them. It is safer to sign yourself, as described above.
proofing-signature-pfx = File with the key
proofing-signature-pfx-hint = A .pfx or .p12 file
proofing-signature-password = Password of the file
proofing-signature-password-hint = Not your password for the portal
proofing-signature-sign = Sign and confirm
proofing-signature-over = The file's time is over
proofing-signature-over-text = A file works for 15 minutes. Get a new one and sign it.
proofing-signature-renew = Get a new file
proofing-signature-honest = We check by international standards and by GOST R 34.10-2012. The program that checks is not certified cryptography.
proofing-signature-challenge =
    Okno: confirming identity by electronic signature.
    By signing this file you confirm that the account at { $address } is yours.
    If somebody else sent you this file, do not sign it.
    Code: { $code }
    Valid until: { $until }
proofing-signature-challenge-new =
    Okno: registration with an electronic signature.
    By signing this file you open an account at { $address } in your own name.
    If somebody else sent you this file, do not sign it.
    Code: { $code }
    Valid until: { $until }
proofing-signature-new = Registration with an e-signature
proofing-signature-new-lead = Sign a short file: we take your name, SNILS and INN from the certificate. What is left is the passport, the phone and the e-mail. Your identity is confirmed by itself.
proofing-signature-new-sign = Sign and go on
proofing-signature-new-by = Certificate of the electronic signature
proofing-signature-new-another = The certificate with which you registered names another person than your profile.
proofing-signature-new-stale = The certificate with which you registered is no longer in force.
proofing-signature-no-person = The certificate lacks a person's name in Cyrillic and a SNILS or INN. A qualified certificate of a person is needed
proofing-signature-need-certificate = Choose the certificate file
proofing-signature-need-signature = Choose the signature file
proofing-signature-need-pfx = Choose the file with the key
proofing-signature-alone = Add the signature. A certificate alone is not enough: it is public, and anybody could have sent it. The signature shows that you have the key. Download the file above, sign it and upload the signature
proofing-signature-late = The file's time is over. Get a new file and sign it
proofing-signature-often = Too many tries. Try after { $time }: what you began is kept
proofing-signature-no-large = The file is too large. A certificate, a signature and a file with a key take 128 KB at most
proofing-signature-no-not-certificate = This is not a certificate. A .cer, .crt or .pem file is needed: the program that keeps the key can save it
proofing-signature-no-not-signature = This is not a signature file. A detached signature of the downloaded file is needed, usually .sig or .p7s
proofing-signature-no-not-key = There is no key with a certificate in the file. A .pfx or .p12 file saved together with the key is needed
proofing-signature-no-password = The password does not open the file. Check the keyboard layout and capital letters
proofing-signature-no-old-lock = The file is locked in an outdated way, and it is not safe to open it. Save the key to a new .pfx or sign the file yourself
proofing-signature-no-no-gost = The portal has no program for GOST signatures at the moment. We know already. Confirm your identity in another way
proofing-signature-no-weak = The certificate's key or algorithm is too weak: such signatures are no longer accepted. Get a new certificate
proofing-signature-no-wrong = The signature does not fit the file. Check that you signed the last downloaded file, unchanged, and that the certificate is of the same key
proofing-signature-no-not-yet = The certificate begins on { $date }. Try after that day
proofing-signature-no-expired = The certificate ended on { $date }. Get a new one from the certification authority
proofing-signature-no-use = This certificate is not for a person's signatures. Choose the certificate with which you sign documents
proofing-signature-no-root = The certificate was issued by an authority that is not on our list. A certificate of an accredited authority is needed
proofing-signature-no-chain = Something between your certificate and the root is not in order. Ask the authority that issued it
proofing-signature-no-revoked = The certificate was revoked on { $date }. Get a new one from the certification authority
proofing-signature-no-no-list = We cannot tell now whether the certificate was revoked: a fresh list of the authority has not come yet. Try later, we have asked for the list
proofing-signature-no-number = The certificate has neither the SNILS nor the INN of the profile. A qualified certificate of a natural person is needed
proofing-signature-no-another = The certificate is another person's: these differ: { $fields }. Choose your own certificate and sign the new file. If your data has changed, correct the profile first
proofing-signature-field-surname = surname
proofing-signature-field-given = name or patronymic
proofing-signature-field-snils = SNILS
proofing-signature-field-inn = INN
act-proofing-signature-refused = The electronic signature was not accepted

# The remote desk: a video call, or photos.
proofing-video = Video call with an operator
proofing-video-text = Talk to an operator and show your passport to the camera. From home.
proofing-video-lead = The operator sees you and the passport and confirms your identity at once. A call takes about 7 minutes.
proofing-video-needs = What you need
proofing-video-needs-1 = The passport that is in your profile
proofing-video-needs-2 = A phone or a computer with a camera and a microphone
proofing-video-needs-3 = A bright place where you can be seen and heard well
proofing-video-consent-title = Consent to the video call
proofing-video-consent-1 = I agree to show my face and passport to the operator by video, so that they are compared with the data of my account.
proofing-video-consent-2 = Video and sound are not recorded. The operator’s decision is kept, and still pictures of the face and passport if the operator takes them. They are encrypted, only this operator sees them, and every look is in the journal.
proofing-video-consent-3 =
    { $days ->
        [one] Pictures are deleted { $days } day after the decision.
       *[other] Pictures are deleted { $days } days after the decision.
    }
proofing-video-consent-box = I agree to the video call
proofing-video-consent-missing = A call is not possible without consent. Tick it or choose another way
proofing-consent-version = Version { $version } of 22 November 2026
proofing-video-line = Join the line
proofing-video-wait = Finding your place in the line…
proofing-video-answered = The operator has answered.
proofing-video-may-leave = You may close the page and come back: you keep your place. While it is closed, we do not call you.
proofing-video-cancel = Leave the line
proofing-video-photo = No camera, or a bad connection?
proofing-video-photo-text = Send photos of your face and passport; an operator compares them later.
proofing-video-photo-link = Send photos
proofing-remote-line =
    { $n ->
        [0] Nobody is waiting. We answer within { $minutes } min.
        [one] { $n } person is before you. About { $minutes } min to wait.
       *[other] { $n } people are before you. About { $minutes } min to wait.
    }
proofing-remote-place =
    { $place ->
        [1] You are first in the line. About { $minutes } min to wait.
       *[other] Your place in the line: { $place }. About { $minutes } min to wait.
    }
proofing-remote-closed = Calls are not answered now
proofing-remote-opens = Calls are not answered now. We begin { $day } at { $time }.
proofing-remote-today = today
proofing-remote-tomorrow = tomorrow
proofing-remote-never = Calls are not answered now.
proofing-call = Video call
proofing-call-start = Turn on camera and microphone
proofing-call-camera-on = Turn the camera on
proofing-call-camera-off = Turn the camera off
proofing-call-mic-on = Turn the microphone on
proofing-call-mic-off = Turn the microphone off
proofing-call-play = Turn on video and sound
proofing-call-you = Your picture
proofing-call-operator = The operator’s picture
proofing-call-person = The person’s picture
proofing-call-lost = The connection to the portal broke. Connecting again, the call has not ended.
proofing-call-elsewhere = The call is open in another tab or on another device.
proofing-call-resume = Go on here
proofing-call-denied = The browser did not let us use the camera. Allow camera and microphone for this site beside its address and press the button again.
proofing-call-none = No camera or microphone was found. Connect them and press the button again, or send photos.
proofing-call-desk-no-camera = The camera or microphone did not start. The person will not see you.
proofing-call-linked = Video and sound are connected.
proofing-call-linking = Connecting video and sound…
proofing-call-noscript = A video call needs scripts, and they are off. Turn them on or send photos.

proofing-face-photo = Photos of your face and passport
proofing-face-photo-text = Send two photos. An operator compares them with your data.
proofing-face-photo-lead = An operator compares the face with the photo in the passport and the passport with your data. Usually 1–2 days.
proofing-face-photo-tip-1 = Take the photos in daylight, without glare.
proofing-face-photo-tip-2 = The face straight on, without glasses or a hat. The photo must be of today.
proofing-face-photo-tip-3 = The whole spread of the passport with the photo, every letter readable.
proofing-face-photo-face = Photo of the face
proofing-face-photo-face-hint = JPG or PNG up to 5 MB
proofing-face-photo-face-missing = Choose a photo of your face
proofing-face-photo-document = Photo of the passport
proofing-face-photo-document-hint = The spread with the photo, JPG or PNG up to 5 MB
proofing-face-photo-document-missing = Choose a photo of your passport
proofing-face-photo-licence = Driving licence
proofing-face-photo-licence-hint = If the photo in your passport is old: it helps the operator to know you. JPG or PNG, 5 MB at most
proofing-face-photo-consent-title = Consent to the processing of photos
proofing-face-photo-consent-1 = I agree that an operator compares the photos of my face, of my passport and, if I add it, of my driving licence with the data of my account.
proofing-face-photo-consent-2 = Photos are kept encrypted. Only the operator who decides sees them, and every look is in the journal.
proofing-face-photo-consent-3 =
    { $days ->
        [one] Photos are deleted { $days } day after the decision.
       *[other] Photos are deleted { $days } days after the decision.
    }
proofing-face-photo-consent-box = I agree to the processing of photos
proofing-face-photo-consent-missing = Photos cannot be sent without consent. Tick it or choose another way
proofing-face-photo-send = Send for checking
proofing-face-photo-sent = We have your photos
proofing-face-photo-sent-text = Sent { $date } at { $time }. An operator compares them, usually within 1–2 days. You will get a message and may close the page.
proofing-face-photo-kept = Photos are deleted { $days } days after the decision.
proofing-face-photo-cancel = Take the photos back
proofing-face-photo-video = In a hurry?
proofing-face-photo-video-text = By video an operator decides at once.
proofing-face-photo-video-link = Call an operator
proofing-picture-kind = A photo is needed: JPG or PNG
proofing-last-face-photo-unclear = Last time the face or passport was hard to see. Take the photos in daylight and send them again.
proofing-last-video-connection = Last time the connection was bad. Call once more or send photos of your face and passport.
proofing-last-video-unclear = Last time the face or passport was hard to see. Choose a bright place and call again.
proofing-refused-video-sms = Okno: your identity could not be confirmed by video. The reason is in your account.
proofing-refused-video-subject = Identity was not confirmed by video
proofing-refused-video-body =
    { $name }, the operator could not confirm your identity by video. Reason: { $reason }

    The level of your account has not changed. You may call once more, send photos of your face and passport, or choose another way.
proofing-refused-face_photo-sms = Okno: your identity could not be confirmed by photos. The reason is in your account.
proofing-refused-face_photo-subject = Identity was not confirmed by photos
proofing-refused-face_photo-body =
    { $name }, the operator could not confirm your identity by the photos. Reason: { $reason }

    The level of your account has not changed. You may send new photos, call by video, or choose another way.

# An electronic document: pictures of the passport and a signed request.
proofing-e-document = Electronic document: passport and signature
proofing-e-document-text = Send a picture of your passport and sign an electronic request. An operator compares them with your data.
proofing-e-document-lead = The picture shows the passport, the signature shows that the request is yours. An operator compares them with your profile and the registries, usually within 1–2 days.
proofing-e-document-how-1 = Send a picture of your passport.
proofing-e-document-how-2 = Read the request that we write for you and download it.
proofing-e-document-how-3 = Sign it with your electronic signature: in a program, or with the key of a .pfx file.
proofing-e-document-step-1 = 1. Pictures of the passport
proofing-e-document-step-1-text = Take them in daylight, without glare: the whole page, every letter readable.
proofing-e-document-step-1-done = We have the pictures. Open them and see that all can be read.
proofing-e-document-document = Page with the photo
proofing-e-document-document-hint = JPG, PNG or PDF, 5 MB at most
proofing-e-document-document-missing = Choose a picture of the page with the photo
proofing-e-document-address = Page with the address
proofing-e-document-address-hint = If you want the registered address confirmed too. JPG, PNG or PDF, 5 MB at most
proofing-e-document-consent-1 = I agree that an operator compares the pictures of my passport and the request that I signed with the data of my account and the answers of registries.
proofing-e-document-consent-2 = Pictures are kept encrypted. Only the operator who decides and an auditor see them, and every look is in the journal.
proofing-e-document-consent-3 =
    { $days ->
        [one] Pictures are deleted { $days } day after the decision. The signed request stays.
       *[other] Pictures are deleted { $days } days after the decision. The signed request stays.
    }
proofing-e-document-consent-box = I agree to the processing of pictures
proofing-e-document-consent-missing = Pictures cannot be sent without consent. Tick it or choose another way
proofing-e-document-send = Write the request
proofing-e-document-replace = Replace the pictures
proofing-e-document-nothing = Choose a new picture
proofing-e-document-step-2 = 2. The request
proofing-e-document-step-2-text = Read it. The long lines of digits and letters are fingerprints of your files (SHA-256): they show that nobody has exchanged the pictures.
proofing-e-document-download = Download the request
proofing-e-document-sign-until = It may be signed until { $date }.
proofing-e-document-stale = The data of your profile has changed
proofing-e-document-stale-text = This request was written with the former data and means nothing any more. We write a new one with the same pictures. If you have a new passport, replace the pictures first.
proofing-e-document-again = Write a new request
proofing-e-document-step-3 = 3. Sign it
proofing-e-document-step-3-text = Sign the downloaded request in your own program: a detached signature is needed, a file of its own, usually .sig or .p7s. The key stays with you.
proofing-e-document-give = Send to the operator
proofing-e-document-sign = Sign and send
proofing-e-document-another = The certificate is somebody else’s: { $fields } do not match. Sign the request with your own certificate. If your data has changed, mend your profile first
proofing-e-document-sent = The operator has your request
proofing-e-document-sent-text = { $number } was signed on { $date } at { $time }. An operator compares it, usually within 1–2 days. You will get a message and may close the page.
proofing-e-document-others = Send other pictures
proofing-e-document-others-text = The picture that you choose takes the place of the former one. The request becomes a new one, and that is what has to be signed.
proofing-e-document-cancel = Take the request back
proofing-e-document-request =
    Electronic request no. { $number } of { $date }
    I ask to confirm my identity at the portal { $address } by the passport whose pictures are attached.
proofing-e-document-request-name = Applicant: { $value }
proofing-e-document-request-birth = Date of birth: { $value }
proofing-e-document-request-passport = Passport: { $value }
proofing-e-document-request-issued = Issued: { $value }
proofing-e-document-request-snils = SNILS: { $value }
proofing-e-document-request-inn = INN: { $value }
proofing-e-document-request-address = Registered address: { $value }
proofing-e-document-request-files = Attached files and their SHA-256:
proofing-e-document-request-file-document = Page with the photo: { $value }
proofing-e-document-request-file-address = Page with the address: { $value }
proofing-e-document-request-warning = The data is right, the passport is mine. If somebody else sent you this request, do not sign it.
proofing-e-document-request-code = Code: { $value }
proofing-passport-mark = The picture shows this person’s passport, the whole page
proofing-e-document-signed = Signed request
proofing-e-document-number = Number
proofing-e-document-at = Signed
proofing-e-document-issuer = Issuer of the certificate
proofing-e-document-serial = Number of the certificate
proofing-e-document-until = The certificate is valid until
proofing-e-document-own = The signature is right, the certificate is valid and names this person. The key stayed with them.
proofing-e-document-lent = The signature is right, the certificate is valid and names this person. They lent the key to the portal for one signature.
proofing-e-document-text-shown = Text of the request
proofing-e-document-changed = The request has changed: the person replaced pictures or data. The former one cannot be decided. Go back to the line
proofing-e-document-no-list = It cannot be known now whether the certificate was revoked: a fresh list has not come yet. We have asked for it, try again in a few minutes
proofing-e-document-void = The certificate of the signature is not valid any more: it was revoked or has expired. Refuse with this reason: the person will sign anew
proofing-last-e-document-wrong_page = Last time the picture showed no passport, or another page. Send the page with the photo.
proofing-last-e-document-unreadable = Last time the picture could not be read. Take it in daylight and send it again.
proofing-last-e-document-certificate = Last time the certificate ceased to be valid before the decision. Sign a new request with a valid one.
proofing-refused-e_document-sms = Okno: your identity could not be confirmed by an electronic document. The reason is in your account.
proofing-refused-e_document-subject = Identity was not confirmed by an electronic document
proofing-refused-e_document-body =
    { $name }, the operator could not confirm your identity by the electronic document. Reason: { $reason }

    The level of your account has not changed. You may send new pictures and sign a new request, call by video, or choose another way.
act-proofing-request-signed = An electronic request was signed
act-proofing-request-void = The signature of the electronic request is void: pictures or data have changed

# The remote desk, for the operator.
proofing-remote-title = Video calls, photos and requests
proofing-remote-lead = Take the next one: people come in turn.
proofing-remote-line-video = Video calls
proofing-remote-line-face_photo = Photos
proofing-remote-line-e_document = Signed requests
proofing-remote-waiting =
    { $n ->
        [0] Nobody is waiting
        [one] { $n } person is waiting
       *[other] { $n } people are waiting
    }
proofing-remote-next-video = Answer the next one
proofing-remote-next-face_photo = Take the next photos
proofing-remote-next-e_document = Take the next request
proofing-remote-video = Video call
proofing-remote-face_photo = Comparing photos
proofing-remote-e_document = Comparing an electronic document
proofing-remote-here = The person is on the line. Ask to see the passport.
proofing-remote-away = The person has left or lost the connection. Waiting for them.
proofing-remote-compare = Compare
proofing-remote-compare-hint =
    { $n ->
        [3] Tick all that you have checked yourself. All three are needed to confirm.
       *[other] Tick all that you have checked yourself. All four are needed to confirm.
    }
proofing-remote-not-seen =
    { $n ->
        [3] Tick all that you have checked: all three are needed to confirm
       *[other] Tick all that you have checked: all four are needed to confirm
    }
proofing-live = The person is real: answers and moves when asked
proofing-fresh = The photo of the face is recent and not of a screen
proofing-remote-refuse = Refuse
proofing-reason-unclear = The face or passport is hard to see
proofing-reason-wrong_page = The picture shows no passport, or another page of it
proofing-reason-unreadable = The picture is not sharp: the passport cannot be read
proofing-reason-certificate = The certificate of the signature is not valid any more
proofing-reason-connection = The connection broke, or sound and picture were bad. Call once more or send photos of your face and passport
proofing-remote-bad-line = Bad connection, ask for photos
proofing-remote-give-back = Back into the line
proofing-remote-on = To the line
proofing-pictures = Pictures
proofing-pictures-text = The video is not recorded. Take only what the decision needs.
proofing-picture-face = Face, { $time }
proofing-picture-document = Passport, { $time }
proofing-picture-licence = Driving licence, { $time }
proofing-picture-address = Page with the address, { $time }
proofing-picture-take-face = Take the face
proofing-picture-take-document = Take the passport
proofing-picture-many = There are enough pictures
proofing-picture-failed = The picture was not saved. Try once more.
act-proofing-taken =
    { $method ->
        [video] An operator answered the video call
        [e_document] An operator took your electronic request to check
       *[other] An operator took your photos to compare
    }
act-proofing-returned = The case went back into the operators’ line
act-proofing-picture-sent =
    { $method ->
        [e_document] Pictures of the passport were sent
       *[other] Photos of the face and of documents were sent
    }
act-proofing-picture-taken = An operator took a picture during the video call
act-proofing-picture-seen = An operator looked at a picture
act-proofing-pictures-forgotten = Pictures were deleted
# At other offices, and the post's code on paper.
proofing-in-person-code-text = { proofing-your-code-text }
proofing-mfc = In person at an MFC
proofing-mfc-text = Get a code, come to an MFC with your passport and SNILS and say the code to the specialist.
proofing-mfc-code-text = Say it to the specialist at any MFC. They compare your documents, and your account becomes confirmed at once.
proofing-pension-fund = In person at the Social Fund (pension fund)
proofing-pension-fund-text = Get a code, come to a client service with your passport and SNILS and say the code to the specialist.
proofing-pension-fund-code-text = Say it at any client service. The specialist compares your documents, and your account becomes confirmed at once.
proofing-rostelecom = In person at a Rostelecom office
proofing-rostelecom-text = Get a code, come to an office with your passport and SNILS and say the code to the employee.
proofing-rostelecom-code-text = Say it at any office that confirms identity. The employee compares your documents, and your account becomes confirmed at once.
proofing-post-office = In person at Russian Post
proofing-post-office-text = Come to a post office with your passport and the code. The clerk compares the passport and gives you a secret code on paper: you type it here.
proofing-post-office-code-text = Say it at any post office that confirms identity. No booking needed. You get a secret code on paper in return: come back to this page with it.
proofing-post-office-enter = Type the code that you were given at the post office
proofing-post-office-enter-text = Your passport has been checked. The code is good until { $date }. Small and capital letters, the hyphen and spaces make no difference.
proofing-post-office-code-hint = 10 characters from the paper, for example 7KQ2M-X9R4T
proofing-post-office-code-missing = Type the code from the paper: 10 characters, for example 7KQ2M-X9R4T
proofing-post-office-code-count = The code has 10 characters, you typed { $count }
proofing-post-office-code-sign = There is no “{ $sign }” in a code: only digits and Latin letters. Compare with the paper
proofing-post-office-code-wrong =
    { $left ->
        [0] The code does not fit. Compare it with the paper
        [one] The code does not fit. Compare it with the paper: { $left } try left
       *[other] The code does not fit. Compare it with the paper: { $left } tries left
    }
proofing-post-office-code-wait = The code did not fit too many times. You can type it again at { $time }. The code itself stays good
proofing-post-office-code-stale = This code is not good any more. Go to the post office with your passport: you will get a new one
proofing-post-office-code-unsettled = The code is right, but the data of your profile is still being checked. Type it once more when the check is over
proofing-post-office-hand-out = Passport compared, hand out the code
proofing-post-office-slip = Code for the person
proofing-post-office-slip-lead = Print it or copy it and give it to the person. We do not keep this code: it will not be shown again.
proofing-post-office-slip-code = Secret code
proofing-post-office-slip-url = Type it in your account: { $url }
proofing-post-office-slip-secret = Show the code to nobody. It works only after signing in to your account.
proofing-post-office-handed = The code has been handed out
proofing-post-office-handed-text = If the person has lost the paper, compare the passport again and hand out a new code. The former one will not work any more.
proofing-code-elsewhere = This code is for another place: { $place }. Ask the person to choose your place on the portal and get a new code
proofing-code-first = The code first, then the time
proofing-code-first-text = Get the code for the operator. Right after that you choose the time of your visit.
act-proofing-post-handed = A post clerk compared the passport and handed out a secret code
proofing-sheet = Print the application sheet
proofing-sheet-text = It has your code, a QR code for the operator and what to bring (in Russian). You will be received without it too: just say the code.

# Proofs of contact.
proofing-contact = Registration with identity confirmation
proofing-contact-lead = Give your SNILS or INN and your phone and choose how to get a code. It is free.
proofing-contact-honest = This shows that the phone is yours and that you know your data. The level of your account does not change: another way makes it confirmed, for example a video call or a bank.
proofing-contact-number = SNILS or INN
proofing-contact-number-hint = 11 or 12 digits
proofing-contact-number-missing = Enter your SNILS or INN
proofing-contact-number-other-snils = This is not the SNILS of your profile. Check the digits or correct the profile
proofing-contact-number-other-inn = This is not the INN of your profile. Check the digits, enter your SNILS or correct the profile
proofing-contact-phone = Phone
proofing-contact-phone-hint = The one you registered with
proofing-contact-phone-other = This is not the phone of your account. If your number has changed, change it in the profile first
proofing-contact-way = How to get the code
proofing-contact-way-missing = Choose how to get the code
proofing-contact-by-sms = SMS code
proofing-contact-by-sms-hint = A message with six digits
proofing-contact-by-voice = Phone call
proofing-contact-by-voice-hint = We call and read six digits
proofing-contact-begin = Get a code
proofing-contact-wait = There were too many codes. The next one is possible at { $time }
proofing-contact-code-sms = Okno: the code to confirm your phone is { $code }. Tell it to nobody
proofing-contact-code-voice = Hello! This is the portal Okno. Your code: { $code }. Tell it to nobody. Once more: { $code }.
proofing-contact-code-sms-title = The code from the SMS
proofing-contact-code-voice-title = The code from the call
proofing-contact-code-sms-lead = We sent 6 digits to { $phone }.
proofing-contact-code-voice-lead = We are calling { $phone } and will read 6 digits. Please answer.
proofing-contact-code-sms-label = Code from the SMS
proofing-contact-code-voice-label = Code from the call
proofing-contact-code-until = The code is good for 5 minutes, until { $time }
proofing-contact-code-over = The code has run out, ask for a new one
proofing-contact-code-missing = Enter the 6 digits of the code
proofing-contact-code-wrong =
    { $left ->
        [one] The code does not match. { $left } try is left
       *[other] The code does not match. { $left } tries are left
    }
proofing-contact-code-locked = Too many wrong codes. A new one is possible at { $time }
proofing-contact-check = Check
proofing-contact-sms-again = Send again
proofing-contact-voice-again = Call again
proofing-contact-secret = We never ask for a code by phone or in messages. Tell it to nobody.
proofing-contact-question = A question about your data
proofing-contact-question-lead = This shows that the phone is not in other hands. After a wrong answer you will have to wait.
proofing-contact-question-street = In which street are you registered?
proofing-contact-question-issued = When was your passport issued?
proofing-contact-answer = Answer
proofing-contact-answer-missing = Choose an answer
proofing-contact-answers-wrong = The answers did not match your profile.
proofing-contact-suspended = The check is suspended
proofing-contact-suspended-until = Suspended until { $date }, { $time }
proofing-contact-suspended-text = The answer did not match your data. After that time we ask another question; the code need not be entered again. You need not wait: another way may be chosen.
proofing-contact-suspended-over = You may go on: we ask another question. One more wrong answer ends the check.
proofing-contact-go-on = Go on
proofing-contact-other-ways = Other ways
proofing-contact-look = Look at my data
proofing-contact-streets = Ленина, Садовая, Набережная, Школьная, Лесная, Молодёжная, Центральная, Заречная, Полевая, Советская
proofing-contact-streets-male = Садовый, Заречный, Лесной, Школьный, Полевой, Речной, Солнечный, Зелёный
proofing-sms = Code by SMS
proofing-sms-text = Shows that the phone is yours: a code in a message and one question about your data.
proofing-voice = Code by a call
proofing-voice-text = We call and read a code, then one question about your data.
proofing-last-sms-answer = Last time the answers did not match the profile. Check the profile and try again.
proofing-last-voice-answer = Last time the answers did not match the profile. Check the profile and try again.
proofing-refused-sms-sms = Okno: the check of the phone was not passed. The reason is in your account.
proofing-refused-sms-subject = The check of the phone was not passed
proofing-refused-sms-body =
    { $name }, the check of the phone has ended. { $reason }

    The level of your account has not changed. Compare your profile and try again or choose another way. If it was not you who answered, change your password at once and call us.
proofing-refused-voice-sms = Okno: the check of the phone was not passed. The reason is in your account.
proofing-refused-voice-subject = The check of the phone was not passed
proofing-refused-voice-body =
    { $name }, the check of the phone has ended. { $reason }

    The level of your account has not changed. Compare your profile and try again or choose another way. If it was not you who answered, change your password at once and call us.
proofing-contact-by-card = Bank card
proofing-contact-by-card-hint = Your bank sends the code to the phone tied to the card
proofing-card = Bank card
proofing-card-text = The bank sends a code to the phone tied to the card. Enter it here, and that is all.
proofing-card-lead = If a card is tied to your phone { $phone }, the bank sends a code there. We do not ask for the number of the card.
proofing-card-which = The bank of your card
proofing-card-consent-1 = I agree that the portal tells the bank of my choice the number of my phone.
proofing-card-consent-2 = The bank looks whether a card is tied to this phone, sends a code there and tells the portal whether it was entered right. Of the card and accounts the portal learns nothing.
proofing-card-consent-box = I agree that the number of my phone goes to the bank
proofing-card-consent-missing = Without your consent we cannot ask the bank. Tick it or choose another way
proofing-card-none = { $bank }: there is no such card
proofing-card-none-text = At this bank no card is tied to the phone of your account. Choose another bank.
proofing-card-down = { $bank } does not answer
proofing-card-down-text = Try later or choose another bank.
proofing-card-codes-over = The bank has sent five codes already; we ask for no more. Cancel and begin later, or choose another way
proofing-card-code-title = Code from the bank
proofing-card-code-last = The data agree; one step is left.
proofing-card-code-sent = { $bank } has sent a code to the phone tied to the card. Its number ends in { $digits }.
proofing-card-code-label = Code from the bank’s SMS
proofing-card-code-until = The code is good until { $time }
proofing-card-code-missing = Enter the code from the bank’s SMS: 4 to 8 digits
proofing-card-code-wanted = { $bank }: the data agree
proofing-card-code-wanted-text = A code is left. The bank sends it to the phone tied to the card.
proofing-card-code-asked = { $bank }: asking for a code
proofing-card-code-asked-text = It usually takes a second. If the bank does not answer, we try a few more times within a minute.
proofing-card-code-checked = { $bank }: checking the code
proofing-card-code-checked-text = It usually takes a second. The page updates by itself.
proofing-last-card-unsettled = Last time the phone changed while you were entering the code. You may try again.
proofing-bank-code-sms = Okno: the bank’s data agree, a code is left. It waits in your account.
proofing-bank-code-subject = The bank’s code is left
proofing-bank-code-body =
    { $name }, the data agree. To confirm your identity, open “Through an internet bank” in your account and get a code: { $reason } sends it to the phone tied to the card.

    If you did not register at the portal, call us at once.
act-proofing-bank-agreed = At the bank you agreed that it hands the data to the portal
act-proofing-card-sent = The bank sent a code to the phone tied to the card
act-proofing-card-code = The right code from the bank was entered
act-proofing-contact-code = The right code was entered to check the phone
act-proofing-suspended = The check of the phone was suspended: an answer did not match the profile
## The workplace: comparison and papers
proofing-compared = Comparison with registries
proofing-compared-what = Document
proofing-compared-typed = The person says
proofing-compared-registry = The registry says
proofing-compared-passport = Passport
proofing-compared-snils = SNILS
proofing-compared-inn = INN
proofing-compared-address = Registered address
proofing-compared-at = Answered on { $at }
proofing-compared-again = Asking once more. The last answer is of { $at }
proofing-compare-now = Compare now
proofing-papers = Scans
proofing-papers-empty = Nothing attached yet.
proofing-paper-kind = What is on the scan
proofing-paper-file = File
proofing-paper-file-hint = PDF, JPG or PNG up to 5 MB
proofing-paper-missing = Choose a file
proofing-paper-many = 12 files are attached already, no more are needed
proofing-paper-add = Attach
proofing-paper-remove = Remove
proofing-paper-passport = Passport
proofing-paper-photo = Photo of the person
proofing-paper-signature = Signature
proofing-paper-other = Another document
proofing-paper-consent = Signed consent
proofing-paper-inn = INN certificate
proofing-paper-work-book = Work record book
proofing-paper-income = Income certificate

## The workplace: registering a person
proofing-visit-link = Register a person who has no account
proofing-visit-title = Registration at the centre
proofing-visit-lead = Copy the data from the documents. The person confirms phone and e-mail by codes while they stand here.
proofing-visit-person = The person
proofing-visit-back = Back
proofing-visit-back-one = To the registration
proofing-visit-start = Send the codes
proofing-visit-today = Today
proofing-visit-row-open = Not finished
proofing-visit-row-made = Waiting for registries
proofing-visit-row-confirmed = Confirmed
proofing-visit-row-over = Did not work
proofing-visit-need = What is needed
proofing-visit-need-text = Passport and SNILS. A phone and an e-mail that the person can open now. If there is an account, we find it by SNILS.
proofing-fund = Social Fund (formerly the Pension Fund): interests
proofing-fund-pension = Pension
proofing-fund-benefits = Benefits
proofing-fund-capital = Maternity capital
proofing-visit-step =
    { $n ->
        [2] Step 2 of 4: phone
        [3] Step 3 of 4: e-mail
       *[4] Step 4 of 4: documents
    }
proofing-visit-phone = Code from the SMS
proofing-visit-phone-lead = We sent a code to { $to }. Ask the person to read it aloud.
proofing-visit-email = Code from the e-mail
proofing-visit-email-lead = We sent a code to { $to }. Ask the person to open the letter and read the code aloud.
proofing-visit-found = There is an account already
proofing-visit-found-lead = No new one is needed. We sent a code to the phone of the account: { $to }. Ask the person to read it aloud.
proofing-visit-code-hint = 6 digits, good for 5 minutes
proofing-visit-code-submit = Check the code
proofing-visit-code-wait = A code has been sent already. A new one can be sent after { $time }
proofing-visit-phone-taken = This number belongs to another person’s account. Another number is needed
proofing-visit-email-taken = This address belongs to another person’s account. Another address is needed
proofing-visit-snils-taken = This SNILS belongs to another account. Check the digits
proofing-visit-sms = Code { $code }. Say it to the member of staff at the service centre if you are there now. Tell nobody else
proofing-visit-mail = Code { $code }. Say it to the member of staff at the service centre if you are there now. It is good for 5 minutes. Tell nobody else. If you are not at a centre, there is nothing to do.
proofing-visit-mail-subject = Code for the service centre
proofing-visit-papers = Consent and documents
proofing-visit-papers-lead = What is left: sign the consent, attach scans and compare the person with the passport.
proofing-visit-consent = Consent on paper
proofing-visit-consent-text = Print it, let the person read and sign it, attach a scan.
proofing-visit-consent-print = Print the consent
proofing-visit-consent-there = Scan attached
proofing-visit-consent-lacks = No scan
proofing-visit-consent-title = Consent and agreement
proofing-visit-no-consent = Attach a scan of the signed consent: without it no account can be made
proofing-visit-not-seen = Tick all three. If the person does not look like the photo or the passport is damaged, cancel the registration
proofing-visit-numbers = The data on the screen is that of the documents
proofing-visit-finish = Make the account
proofing-visit-made = The account is made
proofing-visit-made-lead = We compare the data with registries. When all agree, the identity is confirmed by itself. The person need not wait.
proofing-visit-confirmed = Registration completed
proofing-visit-confirmed-lead = The registries agree, the account is confirmed.
proofing-visit-ended = It could not be confirmed
proofing-visit-ended-lead = The account stays, but the identity is not confirmed by this visit.
proofing-visit-ended-text = The data was changed after you had compared it, or the registries did not answer for a month. The person may come again with a code from the cabinet.
proofing-visit-nothing = The account is confirmed already, there is nothing to do. Who forgot the password renews it by phone on the sign-in page.
proofing-visit-account = Account number
proofing-visit-mend = Correct the data
proofing-visit-mend-title = Correct the data
proofing-visit-mend-save = Save
proofing-visit-drop = Cancel and erase what was typed
proofing-visit-code-text = With it the person signs in for the first time and chooses a password. It is good for 72 hours and works once. A new code cancels the earlier one.
proofing-visit-code-give = Hand out a temporary code
proofing-visit-code-own = The person has a password, no temporary code is needed.
proofing-visit-code-used = The person has signed in and chosen a password.
proofing-visit-code-title = Temporary access code
proofing-visit-code-open = Open the page
proofing-visit-code-type = Enter the phone or SNILS and this code.
proofing-visit-code-choose = Choose a password. Sign in with it from then on.
proofing-visit-code-until = The code is good until { $date }, { $time }.
proofing-visit-code-once = The code is shown once. Print the page or copy the code, and give it to the person.
proofing-visit-code-done = Done
proofing-visit-told-sms = Okno: account { $number } was made for you ({ $place }). If it was not you, call { $phone }
proofing-visit-told-subject = An account was made for you in Okno
proofing-visit-told-body =
    { $name }, a member of staff of the service centre ({ $place }) made your account { $number } from your documents.

    Registries are comparing the data now. When all agree, every service is open to you.

    If you did not ask for it, call us at once: { $phone }

## Notice of registration
proofing-certificate = Notice of registration
proofing-certificate-title = Notice of completed registration
proofing-certificate-issuer = Okno, portal of public services
proofing-certificate-lead = A document that says that the registration is complete and the identity confirmed. Anybody may check that it is genuine.
proofing-certificate-ready = Ready
proofing-certificate-number = Document number
proofing-certificate-holder = Issued to
proofing-certificate-open = Open the PDF
proofing-certificate-check = Check that it is genuine
proofing-certificate-wait = Making the document
proofing-certificate-wait-text = Usually a few seconds. The page updates by itself.
proofing-certificate-make = Make a notice of registration
proofing-certificate-print = Print the notice of registration

act-proofing-paper-added = A member of the centre’s staff attached a scan
act-proofing-paper-seen = A member of staff opened a scan of your case
act-proofing-paper-removed = A member of the centre’s staff removed a scan
act-proofing-visit-begun = A member of the centre’s staff began to make your account
act-proofing-visit-dropped = A member of the centre’s staff cancelled it
act-proofing-certificate-printed = A member of the centre’s staff printed the notice of registration

## The auditor
proofing-audit-title = Scans from the centres
proofing-audit-lead = The last 200. To open a scan is to look at somebody’s document: every look is written down, and the person sees it in their history.
proofing-audit-empty = There are no scans yet.
proofing-audit-at = When
proofing-audit-by = Who attached it
proofing-audit-pictures = Pictures of electronic documents
proofing-audit-pictures-text = The last 200, until they are deleted. Every look is written down here too.
proofing-audit-pictures-empty = There are no pictures yet.

## A paper package by post
proofing-paper = Documents on paper, by registered mail
proofing-paper-text = Send an application and certified copies by post. We check them and write to your e-mail.
proofing-enclosure-application = Signed application
proofing-enclosure-inventory = List of enclosures
proofing-enclosure-passport = Copy of the passport: photo page and registration page
proofing-enclosure-inn = Copy of the INN certificate, if there is one
proofing-enclosure-address = Proof of address: a utility bill or an extract from the house register
proofing-package-title = Application and list of enclosures
proofing-package-what = What to send
proofing-package-originals = Have the copies certified by a notary, or enclose the originals: we send them back by registered mail.
proofing-package-where-title = Where to send it
proofing-package-to = To
proofing-package-where = Address
proofing-package-begin = Prepare a package
proofing-package-number = Package number
proofing-package-number-hint = 8 digits, printed on the application
proofing-package-number-missing = Enter the package number
proofing-package-number-unknown = There is no open package with this number. Check the digits on the application
proofing-package-until = We wait for it until
proofing-package-way = Where the package is
proofing-package-prepared = Being prepared
proofing-package-sent = Sent
proofing-package-arrived = Delivered by the post
proofing-package-received = The documents are with our staff
proofing-package-lacking = Something to correct
proofing-package-complete = Documents checked, waiting for registries
proofing-package-pack = How to send it
proofing-package-pack-print = Print the application and the list of enclosures, sign them.
proofing-package-pack-put = Put into the envelope:
proofing-package-pack-send = Send it by registered mail with a list of enclosures and keep the receipt.
proofing-package-print = Print the application and the list
proofing-package-sent-title = Sent already?
proofing-package-sent-text = Enter the number from the receipt, and you see here where the package is.
proofing-paper-way-track = Tracking number
proofing-paper-way-track-hint = 14 digits from the receipt of the post
proofing-paper-way-track-missing = Enter the number from the receipt of the post
proofing-paper-way-receipt = Receipt
proofing-paper-way-receipt-hint = A photo or scan of the receipt for you: PDF, JPG or PNG up to 5 MB
proofing-paper-way-receipt-look = Look at the receipt
proofing-paper-way-save = Save
proofing-last-paper-expired = The last package did not come in time.
proofing-package-mend = Something to correct
proofing-package-mend-text = Send what is missing with the same package number and enter the new tracking number. If it has been settled by phone or e-mail, there is nothing to do.
proofing-package-link = Packages by post
proofing-packages = Packages by post
proofing-packages-lead = Awaited and arrived. Find a package by the number on the application.
proofing-packages-empty = No packages yet
proofing-package-state = State
proofing-package-case = Paper package
proofing-package-case-of = Package by post
proofing-package-birth = Birth date
proofing-package-address = Address
proofing-package-email = E-mail
proofing-package-came = Has the package come?
proofing-package-came-text = Tick it off when the envelope is with you: the person learns of it at once.
proofing-package-receive = I have the package
proofing-package-inside = What is in the package
proofing-package-certified = Copies are certified or originals enclosed, and the data agree
proofing-package-note = What to correct
proofing-package-note-hint = The person reads this in a message. Write simply: what is wrong and what to do.
proofing-package-confirm = All is right, confirm
proofing-package-ask = Ask for a correction
proofing-package-not-received = First note that you have the package
proofing-package-not-whole = Not all is in the package. Tick what you found, or ask the person to send the rest
proofing-package-not-certified = It can be confirmed when the copies are certified and the data agree
proofing-package-nothing-asked = Write what to correct, or untick what is missing
proofing-package-waits = Registries have not confirmed the data yet: { $list }. When they do, the identity is confirmed by itself.
proofing-package-empty = The data is not in the account yet. Enter it from the documents.
proofing-package-data = Enter the data
proofing-package-data-lead = Copy the data from the documents. Registries compare it at once.
proofing-package-data-save = Save and compare
proofing-package-talks = What was said
proofing-package-talk-title = Note a talk
proofing-package-talk-how = How you talked
proofing-package-talk-how-missing = Choose how you talked
proofing-package-talk-phone = By phone
proofing-package-talk-mail = By e-mail
proofing-package-talk-asked = Asked for a correction
proofing-package-talk-said = What was agreed
proofing-package-talk-missing = Write what was agreed
proofing-package-talk-save = Note it
proofing-package-refuse = Refuse
proofing-package-reason-copies = Copies not certified, no originals
proofing-package-reason-data = The documents say otherwise
proofing-package-reason-silent = Not corrected in time
proofing-package-reason-other = Another reason
proofing-package-refused = Refused
proofing-package-over = The package is closed
proofing-package-over-text = The person cancelled it, its time is over, or the identity was confirmed in another way.
proofing-package-told-arrived-sms = Okno: the post has delivered your documents. We tell you when they are checked
proofing-package-told-arrived-subject = The post has delivered your package
proofing-package-told-arrived-body = { $name }, the post has delivered your package of documents. We tell you when it is checked. There is nothing to do.
proofing-package-told-received-sms = Okno: your documents are with our staff, we are checking them
proofing-package-told-received-subject = Your package of documents has come
proofing-package-told-received-body = { $name }, your package of documents is with our staff. We check the set and write to this address.
proofing-package-told-lacking-sms = Okno: something in your documents must be corrected. See the e-mail and your cabinet
proofing-package-told-lacking-subject = Something in your documents must be corrected
proofing-package-told-lacking-body =
    { $name }, we have checked your package of documents. Missing or to be corrected: { $list }.

    Send what is missing with the same package number. If you would rather talk, call { $phone }
proofing-package-told-complete-sms = Okno: documents checked, waiting for registries
proofing-package-told-complete-subject = Documents checked
proofing-package-told-complete-body = { $name }, the documents are all right. We wait for the registries: when they answer, your identity is confirmed by itself.
proofing-refused-paper-sms = Okno: the identity could not be confirmed by documents. See the e-mail and your cabinet for the reason.
proofing-refused-paper-subject = The identity could not be confirmed by documents
proofing-refused-paper-body =
    { $name }, we could not confirm your identity by the package of documents. Reason: { $reason }

    The level of the account has not changed. You may send another package or choose another way.

act-proofing-package-moved =
    { $step ->
        [sent] Package of documents sent
        [arrived] The post delivered the package of documents
        [received] The package of documents is with our staff
        [lacking] Our staff asked for a correction of documents
        [complete] Documents of the package checked
       *[other] Package of documents being prepared
    }
act-proofing-package-talk = Our staff noted a talk about documents

# A certificate that a bank has made for its client.
proofing-bank-certificate = Electronic signature from a bank
proofing-bank-certificate-text = The bank has a certificate made in your name and sends it here. One button is left to press.
proofing-bank-certificate-lead = The bank has a certificate of an electronic signature made from what it knows of you and sends it to your account. You activate the signature with one button, and your identity is confirmed.
proofing-bank-certificate-more = A certificate of an electronic signature in your name. The key stays with the bank
proofing-bank-certificate-consent-1 = I agree that the bank of my choice hands to the portal my surname, name, patronymic, birth date, sex, SNILS, INN and passport data.
proofing-bank-certificate-consent-2 = I ask the bank to have a certificate of an electronic signature made in my name, to hand it to the portal and to keep the key. With the key the bank signs only what I ask for at the portal.
proofing-bank-certificate-consent-3 = The portal compares the data and the certificate with my profile and confirms my identity by them. I may change my mind before the activation: what was begun is cancelled, and the bank takes the certificate back. An activated signature can be revoked in the account.
proofing-bank-certificate-ordered = { $bank } is preparing the certificate
proofing-bank-certificate-ordered-text = This usually takes a few seconds. The page renews itself and may be closed: we will send a message.
proofing-bank-certificate-arrived = The certificate is here
proofing-bank-certificate-arrived-text = Check that the certificate is yours. Press the button: the bank { $bank } signs a short text of the portal with your key, and the signature begins to work.
proofing-bank-certificate-activate = Activate the signature
proofing-bank-certificate-signing = Activating the signature
proofing-bank-certificate-signing-text = The bank { $bank } signs the text, and we check the signature. This usually takes a few seconds.
proofing-bank-certificate-later = The signature is not active yet
proofing-bank-certificate-down = The bank { $bank } does not answer. The certificate is still here: try again a little later.
proofing-bank-certificate-cancel = Refuse the certificate
proofing-bank-certificate-challenge =
    Okno: activation of an electronic signature from a bank.
    By signing this text you confirm that the account at { $address } is yours.
    Code: { $code }
    Valid until: { $until }
proofing-bank-certificate-why-bank = The bank's certificate or signature did not pass the check, and we did not take it. Try again or choose another way.
proofing-bank-certificate-why-another = The certificate is another person's; different: { $fields }. If the profile is wrong, correct it. If the bank is, renew your data at the bank. Then begin anew.
proofing-bank-certificate-why-revoked = The certificate is revoked and cannot be activated. Begin anew: the bank has a new one made.
proofing-bank-certificate-why-expired = The certificate is no longer valid and cannot be activated. Begin anew: the bank has a new one made.
proofing-bank-certificate-why-withdrawn = You have not let the bank have a certificate made and sign the portal's text with it. If you change your mind, begin anew.
proofing-bank-certificate-why-unsettled = The profile was changed after the bank had compared it. Wait for the registries and begin anew.
proofing-field-given = name or patronymic
proofing-field-no-number = neither SNILS nor INN is there
proofing-last-bank-certificate-denied = Last time you refused to hand over the data. You can try again.
proofing-last-bank-certificate-down = Last time the bank did not answer. You can try again.
proofing-last-bank-certificate-withdrawn = Last time the bank did not get your permission. You can try again.
proofing-last-bank-certificate-unsettled = Last time the data of the profile were changed. You can try again.
proofing-bank-certificate-here-sms = Okno: the certificate from your bank is here. Activate it in your account.
proofing-bank-certificate-here-subject = The certificate is here: activate it
proofing-bank-certificate-here-body =
    { $name }, { $reason } has had a certificate of an electronic signature made in your name. It is in your account.

    Press «Activate the signature», and your identity is confirmed. If you did not ask for a certificate, refuse it in your account.
proofing-bank-certificate-ended-sms = Okno: you have revoked an electronic signature.
proofing-bank-certificate-ended-subject = Electronic signature revoked
proofing-bank-certificate-ended-body =
    { $name }, you have revoked the electronic signature that a bank had made. Bank: { $reason }. Nothing can be signed with it any more.

    If it was not you, change the password.
proofing-certificates = Electronic signature
proofing-certificates-lead = The certificates of your account. Whether each is valid is checked against the revocation lists every time they are shown.
proofing-certificates-none = No signature yet
proofing-certificates-none-text = Your bank can have one made: it is a way to confirm identity.
proofing-certificates-none-confirmed = Your identity is confirmed without it.
proofing-certificates-holder = Holder
proofing-certificates-issuer = Issuer
proofing-certificates-valid = Valid
proofing-certificates-number = Number
proofing-certificates-active = Active
proofing-certificates-ended = Revoked by you
proofing-certificates-expired = No longer valid
proofing-certificates-revoked = Revoked by its authority
proofing-certificates-distrusted = Not accepted
proofing-certificates-unknown = Cannot be checked now
proofing-certificates-since = Nothing can be signed with it since { $date }.
proofing-certificates-unknown-text = A fresh revocation list has not come yet. Look in later: we ask for it ourselves.
proofing-certificates-distrusted-text = Its authority is no longer on our list. Your identity stays confirmed.
proofing-certificates-activated = Activated { $date }
proofing-certificates-end = Revoke the signature
proofing-certificates-end-text = Nothing can be signed with it then, and it does not come back. Your identity stays confirmed. We tell the bank ourselves.
proofing-certificates-end-now = Revoke
proofing-certificates-waits = Look at it and activate the signature.
proofing-certificates-yours = Signature from a bank
proofing-certificates-yours-text = Its validity, number and state are on a page of their own.
proofing-certificates-look = Look
act-proofing-certificate-arrived = The bank sent a certificate of an electronic signature
act-proofing-certificate-activated = The electronic signature from the bank was activated
act-proofing-certificate-ended = The electronic signature from the bank was revoked

## For support

proofing-stands-open = Under way, until { $date }
proofing-stands-done = Confirmed
proofing-stands-revoked = The confirmation was taken back
proofing-stands-cancelled = Cancelled by the person
proofing-stands-overtaken = Another way was faster

## Access back through a bank

proofing-bank-recover = Recovery through a bank
proofing-bank-recover-back = Password recovery
proofing-bank-recover-lead = The bank confirms that it is you, and you set a new password. It works when the data of your account have been checked and the bank has the same.
proofing-bank-recover-consent-1 = I agree that the bank I have chosen tells the portal my surname, given name, patronymic, birth date, SNILS, INN and passport data.
proofing-bank-recover-consent-2 = The portal compares them with the register and with my account to give me access to it back. It does not change my phone and e-mail by them. If I do not finish within a day, the portal deletes these data.
proofing-bank-recover-consent-3 = I can refuse before coming back from the bank: on its page.
proofing-bank-recover-ended = { $bank }: access was not recovered
proofing-bank-recover-known = { $bank } has confirmed that it is you
proofing-bank-recover-known-text = A new password is left to be set. You will be signed out on other devices.
proofing-bank-recover-on = Set a new password
proofing-bank-why-nobody = There is no account with the data that the bank has, or something in them differs: the bank may have your former passport. Try another bank or another way.
proofing-bank-why-snils = The bank did not tell your SNILS, and without it the account cannot be found. Try another bank or another way.

# The copy of the data, and consents
proofing-data-checks = Checks in registries
proofing-data-confirmations = Confirmations of identity
proofing-data-certificates = Electronic signatures
proofing-data-registry = Registry
proofing-data-answer = Answer
proofing-data-differs = What differs
proofing-data-asked = Asked
proofing-data-answered = Answered
proofing-data-way = Way
proofing-data-stage = State
proofing-data-stage-open = Under way
proofing-data-stage-done = Identity confirmed
proofing-data-stage-refused = Refused
proofing-data-stage-cancelled = Cancelled
proofing-data-stage-expired = Time ran out
proofing-data-stage-overtaken = Confirmed another way
proofing-data-with = With whom
proofing-data-begun = Begun
proofing-data-decided = Ended
proofing-data-place = Where
proofing-data-revoked = Taken back
proofing-data-bank = Bank
proofing-data-name = Name
proofing-data-certificate = Certificate
proofing-data-ended = Ended
proofing-consent = Confirmation of identity: { $way }
proofing-consent-follows = If the confirmation is under way it will stop, and pictures will be deleted at once. An identity that is confirmed stays confirmed.

## Access back at the counter

proofing-return-link = Give somebody access back
proofing-return-title = Access back
proofing-return-lead = Type the data of the passport and the SNILS. The program compares them with the account and says only whether they agree.
proofing-return-documents = Documents
proofing-return-passport = Series and number of the passport
proofing-return-lost = If they are lost
proofing-return-phone = New mobile phone
proofing-return-phone-hint = Only if the former number is gone. The person reads the code of the SMS aloud
proofing-return-email = New e-mail
proofing-return-email-hint = Only if the former one cannot be reached. The person reads the code of the letter aloud
proofing-return-email-wrong = This does not look like an e-mail address
proofing-return-steps = The app with codes, the keys and the backup codes are lost too
proofing-return-seen = You have looked
proofing-return-face = The person looks like the photo in the passport
proofing-return-intact = The passport is whole, without corrections
proofing-return-not-seen = Compare the face and the passport and tick both
proofing-return-check = Compare
proofing-return-wrong = The data do not agree. Check what you typed by the documents. If all is right, there is no such account, or its data have not been checked
proofing-return-right = The data agree.
proofing-return-taken = The phone or the e-mail has just been given in another account. Begin anew with another contact.
proofing-return-code = Code of access
proofing-return-code-text = The person sets a new password with it. The code is good for 72 hours and once. When you hand it out, they are signed out everywhere, and all contacts get a message.
proofing-return-made = A code was handed out. A new one takes its place.
proofing-return-give = Hand out a code of access
proofing-return-reason = Access given back by documents
act-proofing-return-begun = A centre compared documents to give you access back
act-proofing-return-wrong = A centre tried to give access back, and the data did not agree

## Under 14
proofing-way-young = From 14 on
proofing-young-title = Identity is confirmed from 14 on
proofing-young-text = Confirming takes a passport, and that is given from the age of 14. Until then your parents act for you
