# Words of the frame that every page stands in.
web-okno = Okno
web-name = Okno
web-skip = Skip to content
web-demo-name = Training stand
web-demo = Training stand: people and data are made up.
web-demo-link = Open the stand
web-place = Your town:
web-search-label = Search services
web-find = Search
web-cabinet = My account
web-my-services = My services
web-my-applications = My applications
web-my-data = My details
web-sign-in = Sign in
web-register = Register
web-sign-out = Sign out
web-work = Workplace

web-view = View
web-view-letters = Aa
web-view-size = Text size
web-view-size-m = Normal
web-view-size-l = Large
web-view-size-xl = Very large
web-view-contrast = Contrast
web-view-contrast-normal = Normal
web-view-contrast-high = High
web-view-theme = Colours
web-view-theme-auto = Auto
web-view-theme-light = Light
web-view-theme-dark = Dark
web-view-spacing = Spacing
web-view-spacing-normal = Normal
web-view-spacing-wide = Wide
web-view-apply = Apply

web-foot-help = Stuck? Call us and we will go through it with you. The call is free.
web-foot-hours = day and night
web-foot-support = Help and what to prepare for a call
web-foot-services = Services
web-foot-all-services = All services
web-foot-search = Search
web-foot-check = Check a document
web-foot-centres = Find a service centre
web-foot-me = Your affairs
web-foot-staff = For staff
web-foot-desk = Workplace
web-foot-centre = Service centre
web-foot-portal = Okno, the portal of public services
web-foot-today = Today is { $date }
web-foot-open = Open source
web-foot-staff-help = Staff support:

web-optional = optional
web-errors-whole = It did not work
web-form-unsaved = Not saved: the portal is busy. Nothing was changed, and what you typed is still in the fields. Press “{ $button }” once more. If it fails again, tell support the number { $incident }.
web-form-unsaved-file = Choose the file again.
web-errors =
    { $count ->
        [1] Correct one field
        [one] Correct { $count } field
       *[other] Correct { $count } fields
    }
web-error = Error
web-error-prefix = Error:

web-error-empty = Fill in “{ $label }”
web-rule-length = 8 to { $max } characters
web-rule-lower = A small letter
web-rule-upper = A capital letter
web-rule-digit = A digit
web-rule-sign = A sign: ! @ # $ % ^ & *
web-rule-done = done
web-strength-hint = The longer and more varied, the safer: best from 12 characters, without names and dates
web-strength-single = One word with digits is guessed first: add another
web-strength-1 = Weak password: easy to guess
web-strength-2 = Fair, but longer is safer
web-strength-3 = Good password
web-strength-4 = Very strong password
web-password-show = show password
web-password-hide = hide password
web-password-shown = The password is visible
web-password-hidden = The password is hidden

# %n stands for a number that the page itself counts.
web-resend-in = You can send again in %n s
web-resend-ready = You can send the code again now
web-count-left = Characters left: %n
web-count-over = Characters too many: %n

web-upload-kept = Uploaded
web-upload-sending = Sending the file
web-upload-sent = The file is uploaded, opening the next page
web-upload-left = %n % sent
web-upload-cancel = Cancel
web-upload-cut-off = The file did not arrive: the connection broke. Nothing was saved. Check the connection and press again: the file is chosen.
web-upload-broken = The file did not arrive: the connection broke. Choose it again and retry.
web-upload-waiting = The connection broke off. We will go on when it is back
web-upload-continued = The connection is back, going on
web-upload-full = There is no room to keep the file right now. The administrators know. Please try again in a few minutes: we will go on from the same place
web-upload-many = Too many files are being sent at once. Wait until they have arrived and try again

web-live-updated = The page has been updated

web-session-title = Are you still here?
web-session-text = You have not pressed anything for a while. In two minutes we will sign you out, so that nobody sees your data. Drafts are saved.
web-session-stay = Stay
web-session-ended = You have been signed out. Sign in again; your drafts are safe.

web-incident = Incident number
web-incident-time = Time

# Words that the counter itself says.
web-level-1 = Simplified
web-level-2 = Standard
web-level-3 = Confirmed
web-level-hidden = account, level { $n } of 3
web-month-1 = January
web-month-2 = February
web-month-3 = March
web-month-4 = April
web-month-5 = May
web-month-6 = June
web-month-7 = July
web-month-8 = August
web-month-9 = September
web-month-10 = October
web-month-11 = November
web-month-12 = December

web-fault-home = To the home page
web-fault-again = Try again
web-fault-send-again = When you reload this page, the browser offers to send the same once more: agree.
web-fault-safe = Everything you saved before is safe.
web-fault-not-found-title = There is no such page
web-fault-not-found-text = The address may have a typo, or the page has moved.
web-fault-not-found-advice = Check the address or look the service up.
web-fault-forbidden-title = This page is not for you
web-fault-forbidden-text = Only those who need it for their work can see it.
web-fault-forbidden-advice = If you need it for your work, ask your administrator for access.
web-fault-level-title = A higher account level is needed
web-fault-level-text = This needs the level “{ $level }”.
web-fault-level-advice = The page of levels shows what is missing and how long it takes.
web-fault-level-action = How to raise the level
web-fault-method-title = One more way of confirming is needed
web-fault-method-text = Your identity is confirmed, but for this service that way is not enough.
web-fault-method-advice = Confirm your identity in one more way. What you have confirmed already stays.
web-fault-method-action = Choose a way
web-fault-foreign-title = The form came from another site
web-fault-foreign-text = It was not sent by a page of this portal, so we did nothing.
web-fault-foreign-advice = Open the page on the portal and fill in the form there.
web-fault-bad-request-title = We could not read the form
web-fault-bad-request-text = The data seems to have been damaged on its way.
web-fault-bad-request-advice = Go back and send the form again.
web-fault-too-large-title = The file is too large
web-fault-too-large-text = We take files up to 5 MB. This one was not saved.
web-fault-too-large-advice = Go back and choose a smaller file. A phone can make a photo smaller.
web-fault-too-many-title = Too many attempts
web-fault-too-many-text = We pause so that nobody can guess your code or password.
web-fault-too-many-advice = Try again after { $time }. If it was not you, no harm was done: the attempts failed.
web-fault-stale-title = Things changed while you were looking
web-fault-stale-text = Somebody did it first: you in another tab, or a colleague.
web-fault-stale-advice = Go back and refresh the page: it shows the new state.
web-fault-gate-title = Too many requests
web-fault-gate-text = So many came from your address that we paused for a moment.
web-fault-gate-advice = Wait a few seconds and try again.
web-fault-busy-title = We cannot answer now
web-fault-busy-text = The portal is busy: nothing was done, and nothing has changed.
web-fault-busy-advice = Wait a minute and try again.
web-fault-conflict-title = We could not write it down
web-fault-conflict-text = The portal was writing something else at that very second. Nothing was done, and nothing has changed.
web-fault-conflict-advice = Try again: it will most likely work at once.
web-fault-internal-title = Something broke on our side
web-fault-internal-text = What you asked for was not done. It is our mistake, not yours.
web-fault-internal-advice = Try again in a few minutes. If it does not help, call us and name the incident number: we will find what happened.

web-upload-empty = The file is empty. Choose another one
web-upload-large = The file is larger than 5 MB. Choose a smaller one
web-upload-cut = The file does not open: it is damaged or did not arrive whole. Send it again
web-upload-pixels = The picture has too many pixels. Make it smaller and send it again
web-upload-kind = PDF, JPG or PNG will do. This file is of another kind, whatever its name says
web-upload-active = This PDF has a program or another file inside, so we did not take it. Open it, choose “Print” → “Save as PDF” and attach the new file
web-upload-locked = This PDF is protected: closed with a password or against changes. Open it, choose “Print” → “Save as PDF” and attach the new file
web-incident-call = Support by phone: { $phone }

web-fault-unchecked-title = The file is still being checked
web-fault-unchecked-text = We are looking for malicious programs in the file. It can be opened after that.
web-fault-unchecked-advice = The check usually takes less than a minute. Reload the page a little later.
web-fault-infected-title = The file is deleted
web-fault-infected-text = A malicious program was found in the file, so we have deleted it.
web-fault-infected-advice = Save the document anew and attach it again. If it is needed for a decision, ask the person to send it.
