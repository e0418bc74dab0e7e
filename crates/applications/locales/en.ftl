# Applications: the person's side.
applications-title = My applications
applications-list-lead = Drafts, applications under way and finished documents.
applications-list-waiting = Waiting for you
applications-list-drafts = Drafts
applications-list-under-way = Under way
applications-list-done = Closed
applications-all = All applications
applications-open = Open
applications-empty-title = No applications yet
applications-empty-text = When you apply for something, its progress appears here.
applications-empty-action = Find a service
applications-line-draft = Draft, changed on { $date }
applications-line-sent = No. { $number }, answer by { $due }
applications-line-other = No. { $number }, { $date }
applications-waits-receipt = Confirm receipt

applications-state-draft = Draft
applications-state-sent = In progress
applications-state-correction = Correction needed
applications-state-approved = Approved
applications-state-rejected = Rejected
applications-state-completed = Completed
applications-state-withdrawn = Withdrawn

applications-about-service = About the service
applications-begin = Start the application
applications-minutes =
    { $n ->
        [one] It takes about { $n } minute. You can stop at any time, the draft is kept.
       *[other] It takes about { $n } minutes. You can stop at any time, the draft is kept.
    }
applications-fee-text = It cannot be sent yet: payment will come to the portal later. The draft is kept and nothing is charged.

applications-tasks-title = Application: { $service }
applications-tasks-lead = Parts done: { $done } of { $total }. The draft saves itself, you can stop at any time.
applications-tasks-fill = Fill in
applications-tasks-end = At the end
applications-tasks-check = Check and send
applications-tasks-check-hint = Opens when the rest is done
applications-tasks-go = Continue: { $section }
applications-tasks-go-check = Check your answers
applications-task-done = Done
applications-task-begun = Begun
applications-task-not = Not begun
applications-task-closed = Closed for now
applications-later = Come back later
applications-delete-ask = Is the draft no longer needed?
applications-delete-text = The answers and files are removed and cannot be brought back. You can begin anew.
applications-delete = Remove the draft

applications-step = { $service }, part { $n } of { $total }
applications-of-number = { $service }, No. { $number }
applications-to-tasks = To the list of parts
applications-to-case = To the application
applications-to-check = To the check of answers
applications-save-and-go = Save and continue
applications-from-profile = From your profile. You may correct it.
applications-from-profile-mark = from your profile
applications-choose = Choose one
applications-file-missing = Attach a file
applications-file-remove = Remove
applications-files-full =
    { $n ->
        [one] { $n } file can be attached. Remove one and upload again
       *[other] { $n } files can be attached. Remove one and upload again
    }
applications-yes = Yes
applications-no = No
applications-not-given = Not given

applications-check-title = Check your answers before sending
applications-check-due = We answer by { $due }, that is { $days }.
applications-working-days =
    { $n ->
        [one] { $n } working day
       *[other] { $n } working days
    }
applications-about-you = About you
applications-change = Change
applications-consent-version = Version { $version }
applications-consent-missing = Without consent the agency cannot consider the application. Read it and tick the box
applications-to-code = Confirm with a code from an SMS

applications-code-title = Confirm the sending
applications-code-lead = We have sent a code to your phone { $phone }. Enter it and the application goes to the agency.
applications-code-label = Code from the SMS
applications-code-hint = 6 digits, valid until { $time }
applications-code-none = 6 digits. The last code is over, send a new one
applications-code-missing = Enter the code from the SMS
applications-code-wrong =
    { $left ->
        [one] The code is wrong. { $left } try is left
       *[other] The code is wrong. { $left } tries are left
    }
applications-code-over = This code is no longer valid. Send a new one
applications-code-locked = Too many tries. A new code can be sent after { $time }
applications-code-wait = A new code can be sent after { $time }
applications-code-again = Send again
applications-code-help = No code yet?
applications-code-help-text = It usually comes within a minute. Check that the phone is on and has a signal. If your number has changed, correct it in the profile. The draft is kept.
applications-code-refused-title = The operator did not take the message
applications-code-refused-text = Check the number in your profile and send the code again.
applications-code-sms = { $code } is the code to send your application on the Okno portal. Tell it to nobody.
applications-send = Send the application

applications-number = Application number: { $number }
applications-when = { $date }, { $time }
applications-holds = Who considers it
applications-holds-due = Answer by { $due }
applications-answers = Your answers
applications-refresh = Refresh the page
applications-step-sent = Application received
applications-step-reviewed = Under consideration
applications-step-decision = Decision
applications-step-document = Document
applications-step-correction = Correction needed
applications-step-correct = Waiting for your correction
applications-step-corrected = Correction sent
applications-step-approved = Approved
applications-step-making = The document is being made
applications-step-issued = The document is ready
applications-step-receipt = Confirm receipt
applications-step-rejected = Rejected
applications-step-completed = Completed
applications-step-withdrawn = Application withdrawn
applications-now-wait = The application is with the agency: { $agency }. We answer by { $due } and write about the decision by SMS and e-mail.
applications-now-correct = Correct what is marked, leave the rest:
applications-now-making = It takes about a minute. The page updates itself, and we write when it is ready.
applications-now-receive-title = Do you have the document?
applications-now-receive = Open or download it and confirm. The application is then closed and the document stays in your account.
applications-receive = Confirm receipt
applications-officer-wrote = What the officer wrote
applications-correct = Correct
applications-correct-title = Correct what is marked
applications-correct-lead = The officer has your other answers, there is no need to change them.
applications-send-correction = Send the correction
applications-rejected-title = The application was rejected: { $reason }
applications-rejected-next = When the reason is mended, apply anew. If you do not agree, you can complain about the decision.
applications-rejected-again = Apply anew
applications-withdraw = Withdraw the application
applications-withdraw-title = Withdraw the application?
applications-withdraw-text = The agency stops considering it. It cannot be brought back, but you can apply anew.
applications-withdraw-yes = Yes, withdraw
applications-withdraw-no = Do not withdraw
applications-done-sent = The application is sent, number { $number }
applications-done-sent-text = We answer by { $due } and write about each step by SMS and e-mail.
applications-done-corrected = The correction is sent
applications-done-corrected-text = We answer by { $due }.
applications-done-received = Receipt confirmed
applications-done-received-text = The application is completed. The document stays here.
applications-done-withdrawn = The application is withdrawn
applications-done-withdrawn-text = The agency considers it no longer.

applications-document-in-force = In force
applications-document-expired = Expired
applications-document-revoked = Revoked
applications-document-number = Document number
applications-document-issuer = Issued by
applications-document-valid = Valid until
applications-document-download = Download PDF, { $size }
applications-document-open = Open and print
applications-document-check = Point your camera at it or open the public check
applications-document-qr = QR code to check the document

applications-profile-name = Surname, name, patronymic
applications-profile-birth-date = Date of birth
applications-profile-birth-place = Place of birth
applications-profile-sex = Sex
applications-profile-citizenship = Citizenship
applications-profile-passport = Passport
applications-profile-snils = SNILS
applications-profile-inn = INN
applications-profile-registered-address = Registered address
applications-profile-living-address = Address where you live
applications-profile-phone = Phone
applications-profile-email = E-mail

# Messages to the person.
applications-msg-sent-sms = Application { $number } is received, answer by { $due }.
applications-msg-sent-subject = Application { $number } is received
applications-msg-sent-body =
    { $name }, we have received your application: { $service }. Its number is { $number }.

    State: “In progress”. We answer by { $due } and write about each step.
applications-msg-correction-sms = Application { $number } needs a correction. See your account.
applications-msg-correction-subject = Application { $number }: correction needed
applications-msg-correction-body =
    { $name }, the officer needs more for application { $number } ({ $service }). State: “Correction needed”.

    Open the application and correct what is marked. The officer wrote:
applications-msg-corrected-sms = The correction of application { $number } is received, answer by { $due }.
applications-msg-corrected-subject = Application { $number }: correction received
applications-msg-corrected-body =
    { $name }, the officer has your correction of application { $number } ({ $service }).

    State: “In progress”. We answer by { $due }.
applications-msg-approved-sms = Application { $number } is approved. The document is being made.
applications-msg-approved-subject = Application { $number } is approved
applications-msg-approved-body =
    { $name }, your application { $number } ({ $service }) is approved.

    State: “Approved”. The document is being made; we write when it can be downloaded.
applications-msg-issued-sms = The document of application { $number } is ready. Download it from your account.
applications-msg-issued-subject = The document of application { $number } is ready
applications-msg-issued-body =
    { $name }, the document is ready: { $service }.

    Open application { $number }, download the document and press “Confirm receipt”.
applications-msg-rejected-sms = Application { $number } is rejected. See your account for the reason and what to do.
applications-msg-rejected-subject = Application { $number } is rejected
applications-msg-rejected-body =
    { $name }, application { $number } ({ $service }) has been decided.

    State: “Rejected”. The reason and what you can do:
applications-msg-completed-sms = Application { $number } is completed. The document stays in your account.
applications-msg-completed-subject = Application { $number } is completed
applications-msg-completed-body =
    { $name }, you have confirmed receipt of the document of application { $number } ({ $service }).

    State: “Completed”. The document stays in your account; its QR code proves it is genuine.
applications-msg-withdrawn-sms = Application { $number } is withdrawn.
applications-msg-withdrawn-subject = Application { $number } is withdrawn
applications-msg-withdrawn-body =
    { $name }, you have withdrawn application { $number } ({ $service }).

    State: “Withdrawn”. If it was not you, change your password and call us.

# The desk.
applications-desk-title = Queue of applications
applications-desk-caption = Applications, the most urgent first
applications-desk-filter = Filter of applications
applications-desk-search = Application number
applications-desk-mine = Mine
applications-desk-fresh = New
applications-desk-new = New
applications-desk-taken = Taken
applications-desk-asked = Waiting for the applicant
applications-desk-decided = Decided today
applications-desk-number = Number
applications-desk-service = Service and applicant
applications-desk-came = Received
applications-desk-left = Deadline
applications-desk-state = State
applications-desk-next = Take the next one
applications-desk-empty = Nothing here
applications-desk-empty-text = New applications appear by themselves; refresh the page.
applications-desk-lost = There is no such number
applications-desk-lost-text = Check the number. The last digits are enough.
applications-desk-done-text = The applicant gets an SMS and an e-mail.
applications-desk-position = { $n } of { $total }
applications-desk-previous = Previous
applications-desk-following = Next
applications-desk-applicant = Applicant
applications-desk-history = What came before
applications-desk-marked = Correction asked
applications-new-window = (in a new window)
applications-due-today = Today
applications-due-late =
    { $n ->
        [one] { $n } day late
       *[other] { $n } days late
    }
applications-due-left =
    { $n ->
        [one] { $n } working day left
       *[other] { $n } working days left
    }
applications-to-queue = To the queue
applications-claim-title = The application is closed for now
applications-claim-came = Received { $date }.
applications-claim-text = The applicant’s data open when you take the application. Every look is recorded.
applications-claim = Take it
applications-claim-held = Another officer holds it now ({ $name }).
applications-claim-over = Take it over
applications-claim-not-now = There is nothing to decide about it now.
applications-release = Put it back
applications-decide = Decision
applications-decide-what = What do we do?
applications-decide-approve = Approve
applications-decide-correct = Ask for a correction
applications-decide-reject = Reject
applications-decide-missing = Choose a decision
applications-decide-marks = For a correction: what to correct
applications-decide-mark-missing = Mark what is to be corrected
applications-decide-refusal = For a refusal
applications-decide-ground = Ground
applications-decide-ground-none = Choose the ground
applications-decide-ground-missing = Choose the ground of the refusal
applications-decide-message = Message to the applicant
applications-decide-message-hint = What is wrong and what to do, in plain words. The applicant sees it word for word.
applications-decide-message-missing = Write what is to be corrected
applications-decide-next = Send and take the next one
applications-already-title = Decided already or with a colleague
applications-already-taken = Another officer holds this application ({ $name }).
applications-already-decided = The application has been decided: “{ $state }”. Decided by { $name }
applications-already-withdrawn = The applicant has withdrawn it; there is nothing to decide.
applications-already-waits = The case waits for a registry and goes on by itself when the answer comes.
applications-already-moved = The case is in another stage by now, or back in the queue.
applications-already-rules = The application has been decided: “{ $state }”. The rules decided by the answers of registries.
applications-already-safe = Your action changed nothing, and the applicant got no extra messages.
applications-keys = Keys
applications-desk-late = Overdue
applications-desk-today = Due today
applications-desk-only = Service
applications-desk-all-services = All services
applications-desk-show = Show
applications-desk-pages = Pages of the queue
applications-desk-more = Next 25
applications-desk-more-team = Next 50
applications-desk-first = To the beginning
applications-desk-after = { $number }: { $state }
applications-desk-handed = { $number }: handed over
applications-desk-handed-text = { $name } has the application now.
applications-desk-others = Other applications of this person to your agency
applications-by-applicant = Applicant
applications-by-portal = The portal
applications-by-to = { $by } → { $to }
applications-handed = Handed over by { $name }
applications-handed-note = Handed over by { $name }: { $note }
applications-step-claimed = Taken
applications-step-taken-over = Taken over from a colleague
applications-step-released = Put back into the queue
applications-step-handed = Handed to a colleague
applications-step-assigned = Assigned by the head of the department
applications-step-taken-away = Put back into the queue by the head of the department
applications-step-returned = Put back into the queue: the officer’s access ended
applications-hand = Hand to a colleague
applications-hand-title = Hand the application over
applications-hand-to = To whom
applications-hand-choose = Choose an officer
applications-hand-to-missing = Choose who gets it
applications-hand-to-gone = This officer handles no applications of your agency any more. Choose another one.
applications-hand-note = What they should know
applications-hand-note-hint = Why you hand it over and where you stopped. Whoever handles the application sees it.
applications-hand-note-missing = Write a few words to your colleague
applications-hand-submit = Hand over
applications-hand-nobody = No other officer of your agency handles applications at the moment. Put it back into the queue, or ask the administrator of the portal to add a colleague.
applications-team-title = Department
applications-team-lead = Who has what. Nothing of the applicants is shown here.
applications-team-whose = Whose applications
applications-team-all = All
applications-team-nobody = Nobody has taken it
applications-team-late =
    { $n ->
        [one] { $n } overdue
       *[other] { $n } overdue
    }
applications-team-holder = Held by
applications-team-move = Ticked applications
applications-team-queue = Nobody, back into the queue
applications-team-submit = Move the ticked ones
applications-team-empty = There are no open applications here.
applications-team-given =
    { $n ->
        [one] { $n } application moved
       *[other] { $n } applications moved
    }
applications-team-kept =
    { $n ->
        [one] { $n } application stayed as it was: somebody else has it by now, or it was there already.
       *[other] { $n } applications stayed as they were: somebody else has them by now, or they were there already.
    }
applications-bulk-tick = Tick
applications-bulk-tick-one = Tick { $number }
applications-bulk-with = With the ticked ones
applications-bulk-approve-ticked = Approve
applications-bulk-reject-ticked = Refuse
applications-bulk-approve = Approve several applications
applications-bulk-reject = Refuse several applications
applications-bulk-lead =
    { $n ->
        [one] { $n } application
       *[other] { $n } applications
    }
applications-bulk-each = Nothing is decided yet. Check the list: every applicant gets their decision by SMS and e-mail.
applications-bulk-approve-submit =
    { $n ->
        [one] Approve { $n } application
       *[other] Approve { $n } applications
    }
applications-bulk-reject-submit =
    { $n ->
        [one] Refuse { $n } application
       *[other] Refuse { $n } applications
    }
applications-bulk-message-hint = Every applicant gets the same words.
applications-bulk-not = Decide nothing and go back
applications-bulk-none = Tick at least one application
applications-bulk-many = No more than 50 applications at once. Untick some.
applications-bulk-gone = These applications are decided already, or colleagues have them.
applications-bulk-services = The ticked applications are for different services. Only those of one service are decided at once.
applications-bulk-done = What came of it
applications-bulk-result = Result
applications-bulk-colleague = A colleague has it, not decided
applications-bulk-already = Decided before: { $state }
applications-bulk-changed = Changed in the meantime, not decided
applications-bulk-failed = It did not work and stays as it was
applications-figures-title = Statistics
applications-figures-back = To the applications
applications-figures-before = Earlier
applications-figures-after = Later
applications-figures-length = For how long
applications-figures-month = Month
applications-figures-quarter = Quarter
applications-figures-year = Year
applications-figures-month-1 = January { $year }
applications-figures-month-2 = February { $year }
applications-figures-month-3 = March { $year }
applications-figures-month-4 = April { $year }
applications-figures-month-5 = May { $year }
applications-figures-month-6 = June { $year }
applications-figures-month-7 = July { $year }
applications-figures-month-8 = August { $year }
applications-figures-month-9 = September { $year }
applications-figures-month-10 = October { $year }
applications-figures-month-11 = November { $year }
applications-figures-month-12 = December { $year }
applications-figures-quarter-name = Quarter { $n } of { $year }
applications-figures-year-name = { $year }
applications-figures-file = Download CSV
applications-figures-service = Service
applications-figures-what = Figure
applications-figures-detail = Detail
applications-figures-number = Value
applications-figures-received = Received
applications-figures-decided = Decided
applications-figures-refused = Refused
applications-figures-asked = Sent back to the applicant
applications-figures-late = Decided after the deadline
applications-figures-median = Half decided within, working days
applications-figures-tenth = 90% decided within, working days
applications-figures-left = Never sent
applications-figures-share = { $n } ({ $percent }%)
applications-figures-few = too few
applications-figures-note = Shares and days are worked out once five applications are decided. Days are from receipt to the decision, corrections included.
applications-figures-grounds = Why applications were refused
applications-figures-where-left = Where people stop
applications-figures-left-lead = Drafts begun in this time and not sent within 30 days: the section that was saved last. Deleted drafts are not counted.
applications-figures-nothing = No section was saved
applications-figures-not-split =
    { $n ->
        [one] { $n } in all. Fewer than five are not split, so that nobody can be recognised.
       *[other] { $n } in all. Fewer than five are not split, so that nobody can be recognised.
    }
applications-figures-empty = Nothing to count yet
applications-figures-empty-text = There were no applications in this time. Choose another.
applications-viewer = Document
applications-viewer-smaller = Smaller
applications-viewer-larger = Larger
applications-viewer-left = Turn left
applications-viewer-right = Turn right
applications-viewer-close = Close the document
applications-keys-all = All keys
applications-keys-lead = They work while no field has the cursor. The same keys serve in the Russian layout.
applications-keys-close = Close
applications-keys-on = Switch keys on
applications-keys-off = Switch keys off
applications-keys-are-on = The keys are on.
applications-keys-are-off = The keys are off. Everything stays within reach by buttons and Tab.
applications-keys-move = down and up
applications-keys-open = open
applications-keys-next = take the next
applications-keys-tick = tick the row
applications-keys-search = search
applications-keys-help = this help
applications-keys-claim = take it
applications-keys-approve = approve
applications-keys-correct = ask for a correction
applications-keys-reject = refuse
applications-keys-send = send the decision
applications-keys-message = message to the applicant
applications-keys-paper = open the document, then the next one
applications-keys-cases = next and previous
applications-keys-hand = hand to a colleague
applications-keys-release = put back into the queue
applications-keys-zoom = larger and smaller
applications-keys-turn = turn the document

# Lines of the person's history.
act-application-begun = Application begun
act-application-deleted = Draft deleted
act-application-sent = Application sent
act-application-claimed = Application taken up
act-application-released = Application returned to the queue
act-application-taken-over = Another officer took the application
act-application-handed-over = The application was handed to another officer
act-application-assigned = The head of the department gave the application to an officer
act-application-taken-away = The head of the department put the application back into the queue
act-application-returned = The application went back into the queue: its officer handles applications no more
act-application-moved = The application moved to the next stage
act-application-checked = A registry answered about the application
act-application-seen = An officer opened the application
act-application-file-seen = An officer opened your file
act-application-correction-asked = An officer asked to correct the data
act-application-corrected = Corrections sent
act-application-approved = Application approved
act-application-rejected = Application rejected
act-application-issued = Document ready
act-application-completed = Receipt confirmed
act-application-withdrawn = Application withdrawn

# The copy of the data, and consents
applications-data-applications = Applications
applications-data-issued = Issued documents
applications-data-registries = Answers of registries
applications-data-registry = Registry
applications-data-asked = Asked about
applications-data-outcome = What it answered
applications-data-asked-at = Asked at
applications-data-answered-at = Answered at
applications-data-number = Number
applications-data-service = Service
applications-data-state = State
applications-data-begun = Begun
applications-data-sent = Sent
applications-data-due = Due
applications-data-decided = Decided
applications-data-correction = What was to be corrected
applications-data-decision = Words of the decision
applications-data-files = Files
applications-data-sent-with = Sent from the profile: { $name }
applications-data-document = Document
applications-data-issuer = Issued by
applications-data-holder = Holder
applications-data-issued-on = Issued
applications-data-valid-until = Valid until
applications-data-revoked = Revoked
applications-hinders = Application { $number } is under way
applications-consent = Processing of data: { $service }
applications-consent-follows = Applications for this service that are under way will be closed, and issued documents will stop being valid, at once and for good.
applications-choose-one = Choose from the list
applications-more-title = There are more questions
applications-more-text = They depend on your answers. All that you typed is kept.
applications-conditions = Who may apply
applications-conditions-stop = What stops the application
applications-condition-met = You do
applications-condition-not-met = You do not
applications-condition-unknown = Not known
applications-condition-fill = Your profile does not say. Fill it in and we will check the condition ourselves.
applications-barred-other = Other services
applications-documents = What you will need
applications-fee-sum = The fee is { $sum } ₽
applications-fee-later = The fee depends on the answers
applications-condition-profile = Fill in the profile

## Registries and stages
applications-lacking = Missing in your profile: { $name }
applications-lacking-text = Without it we cannot ask the registry. Complete your profile and come back to the application.
applications-step-stage = The case moved to the next stage
applications-now-registries = Waiting for an answer, usually a few minutes:
applications-by-itself = The decision was taken automatically, by the answers of registries. If you disagree, complain about it: an official will consider the complaint.
applications-desk-waiting = Waiting for registries
applications-desk-waits = Waiting for a registry
applications-desk-registries = Answers of registries
applications-check-asking = Waiting for an answer
applications-check-found = There is a record
applications-check-none = There is no record
applications-check-refused = The registry refused to answer
applications-check-today = Answered on { $date }, today
applications-check-age = Answered on { $date }, { $age }
applications-check-again = Asked { $tries }, again at { $time }
applications-check-since = Asked on { $date }
applications-days-ago =
    { $n ->
        [one] { $n } day ago
       *[other] { $n } days ago
    }
applications-times =
    { $n ->
        [one] once
       *[other] { $n } times
    }
applications-waits-text = The case waits for a registry. When the answer comes, it goes on by itself.
applications-by-hand-text = If it cannot wait any longer, consider it without the answer. It becomes yours.
applications-by-hand = Consider without the answer
applications-eyes-title = Another official is needed
applications-eyes-text = You have worked on this case in another stage. Somebody else must decide: so the rules of the service say.
# Sections that repeat.
applications-rows-lead = Check the list. Each entry can be changed or removed.
applications-rows-lead-none = Nothing is here yet.
applications-rows-none = None added
applications-rows-few =
    { $n ->
        [one] Add at least { $n } entry
       *[other] Add at least { $n } entries
    }
applications-rows-many =
    { $n ->
        [one] There may be { $n } entry at most. Remove the others
       *[other] There may be { $n } entries at most. Remove the others
    }
applications-rows-full =
    { $n ->
        [one] There may be only { $n } entry here.
       *[other] Here are { $n } entries, and no more can be added.
    }
applications-rows-unfinished = First fill in the list: { $section }
applications-row-save = Save
applications-row-remove = Remove
applications-row-remove-title = Remove: { $row }?
applications-row-remove-text = The answers and files of this entry will be deleted. The others stay as they are.
applications-row-remove-yes = Remove
applications-row-remove-no = Keep it
applications-row-unfinished = { $row }: answer all questions or put the mistakes right
applications-row-unfinished-tag = Not finished
applications-row-gone = This entry is no longer there
applications-row-gone-text = It was probably removed in another tab. Below is the list as it is now.
applications-row-removed = The entry is removed
applications-row-removed-text = The others are as they were.
applications-row-late = The entry was not added
applications-row-late-text = The list has as many entries as it may. They were probably added in another tab.
applications-to-rows = To the list: { $section }
applications-to-correction = To the corrections
applications-lists-title = Fill in or correct the list too

applications-carried = The service has changed
applications-carried-text = While you were filling in the application, its questions were updated. The answers that still fit are kept. Please look once more through the parts that changed.
applications-carried-left = These answers are not needed any more and will not be sent:
applications-carried-seen = Got it

applications-again = Apply once more
applications-complain-decision = Complain about the decision
applications-complain-delay = Complain about the delay
applications-about-case = We fill in the number { $number } and what we know of the application.
applications-like-case = We take the answers of the application { $number }. Please check them and attach the files anew.
# What is typed is kept at once.
applications-kept = Saved
applications-kept-waiting = No connection. What you typed will be saved as soon as it is back.
applications-kept-stay = There is still no connection, so we did not open the next page: what you typed would be lost. Wait a little and press again.
applications-kept-ended = You have been signed out, so what you typed is not saved yet. Do not close this page.
applications-kept-enter = Sign in in a new tab
applications-kept-elsewhere = Another tab has another answer here. Save the page, and we will show both.
applications-kept-closed = Nothing changes here any more: the application was sent or the entry was removed in another tab.
applications-typed-title = You have not finished this page
applications-typed-text = All that you typed is here. Check it and save.
applications-differs-title = Other answers were saved in another tab
applications-differs-text = We have replaced nothing. Both answers are shown below: choose which to keep and save the page.
applications-differs = { $label }: another answer was saved in another tab. Choose which to keep
applications-differs-saved = Saved now:
applications-differs-typed = You typed:
applications-differs-take = Take what is saved
applications-differs-file = Another tab has put a file here already. If yours is needed, choose it again

# “My services”
applications-mine-title = My services
applications-mine-lead = What is open to you now, and what is in the way of the rest.
applications-mine-levels = What the levels open
applications-mine-trial = Try the portal
applications-mine-trial-text = Order something simple and see how it all works. It is free, and the answer comes within a minute.
applications-mine-empty = Nothing is open to you yet
applications-mine-empty-text = Look at all services, each says what it takes.
applications-mine-begin = Start the application
applications-mine-meta = { $fee } · { $days }
applications-mine-free = Free
applications-mine-days = { $n ->
    [one] up to { $n } working day
   *[other] up to { $n } working days
}
applications-mine-later = Open later
applications-mine-later-text = Something is missing here. Each line says what, and what to do.
applications-mine-level = It takes an account of the level “{ $level }”.
applications-mine-level-up = Raise the level
applications-mine-method = This service takes another way of confirming identity.
applications-mine-method-other = Confirm in another way

applications-document-more = You also received
applications-document-load = Download

applications-choose-some = Choose at least one
applications-choose-few =
    { $n ->
        [one] Choose at least { $n }
       *[other] Choose at least { $n }
    }
applications-choose-many =
    { $n ->
        [one] Choose { $n } at most
       *[other] Choose { $n } at most
    }
applications-from-papers = From “My documents”. You may correct it.
applications-from-profile-mend = Correct it in your profile
applications-from-papers-mend = Correct it in “My documents”
