## The workshop of services

designer-title = Workshop of services
designer-lead = How a service is made inside: the way of an application, questions, rules. Try any of them as somebody who does not exist, nothing is kept.
designer-services = Services
designer-service = Service
designer-name = Folder
designer-version = Version
designer-agency = Agency
designer-questions-head = Questions
designer-rules-head = Rules
designer-registries-head = Registries
designer-examples = Examples
designer-faults-head = Faults
designer-empty = No services yet
designer-empty-text = Begin a new one: okno services new NAME. As soon as there is one in the folder, it stands here.
designer-all-good = { $n ->
    [one] { $n } as expected
   *[other] { $n } as expected
}
designer-no-examples = No examples
designer-no-examples-text = Write into service.yaml who answers what and what must come of it. “Try it” shows the text ready to be copied.
designer-faults = { $n ->
    [one] { $n } fault in the folder
   *[other] { $n } faults in the folder
}
designer-faults-text = While they are there, we show the last good version.

designer-try = Try it
designer-public = Page of the service
designer-flow = The way of an application
designer-flow-of = The way of an application: { $title }
designer-flow-legend = From top to bottom, from the first question to the decision; on the right, how it ends. What is not for everybody has a dashed frame.
designer-flow-picture = Picture of the way, it can be scrolled
designer-flow-list = The same as a list
designer-flow-optional = not for everybody
designer-flow-then = Then:
designer-flow-if = if { $rule }
designer-flow-else = otherwise
designer-flow-on = next
designer-flow-answered = all is answered
designer-flow-sent = Check and sending
designer-flow-code = The answers on one page, a code from an SMS
designer-flow-number = the application gets a number
designer-flow-registries = Questions to registries
designer-flow-asked = asked in the background
designer-flow-approve = approve
designer-flow-reject = refuse
designer-flow-to = hand over
designer-flow-back = give back
designer-flow-by-hand = take
designer-flow-silent = A registry keeps silent: an official may take the case
designer-flow-by-rules = Rules decide, the first that holds
designer-flow-official = An official decides
designer-flow-four-eyes = Another official, not the one of “{ $stages }”
designer-flow-review = Review
designer-flow-refusal = Refusal
designer-flow-refusal-note = A ground in words that the person understands
designer-flow-repeats = { $min }–{ $max } times
designer-flow-valid = { $years ->
    [one] for { $years } year
   *[other] for { $years } years
}
designer-act-approve = Approve
designer-act-reject = Refuse
designer-act-correct = Ask to correct
designer-kind-section = Page of the form
designer-kind-sent = Sending
designer-kind-registries = Registries
designer-kind-waits = Waits for registries
designer-kind-official = Desk of an official
designer-kind-document = Result
designer-kind-refusal = Refusal
designer-questions = { $n ->
    [one] { $n } question
   *[other] { $n } questions
}
designer-queries = { $n ->
    [one] { $n } query
   *[other] { $n } queries
}

designer-example = Example
designer-came = How it ends
designer-wrong = Wrong answers
designer-wrong-none = None
designer-mistakes = { $n ->
    [one] { $n } mistake
   *[other] { $n } mistakes
}
designer-state = Check
designer-as-expected = As expected
designer-otherwise = Otherwise
designer-end-approve = Rules approve
designer-end-reject = Rules refuse: “{ $ground }”
designer-end-official = An official decides: “{ $stage }”
designer-end-review = An official decides
designer-end-waits = Waiting for the registry: { $checks }

## Try it

designer-try-lead = Answer as somebody and see what comes of it and which rule decided so. Nothing is kept.
designer-who = Who applies
designer-find = Somebody invented
designer-find-hint = Surname or a part of it. The profile and the fields that come from it fill themselves
designer-nobody = Nobody is called so. Try another surname or fill in the profile yourself.
designer-today = Day of the application
designer-today-hint = Ages and terms are counted from it
designer-holder = Name for the document
designer-holder-hint = Rules do not see it
designer-holder-usual = Образцов Образец Образцович
designer-more-profile = The rest of the profile
designer-profile-birth_date = Date of birth
designer-profile-citizenship = Citizenship
designer-profile-city = Town
designer-profile-email = E-mail
designer-profile-inn = INN
designer-profile-level = Level of the account
designer-profile-passport_number = Series and number of the passport
designer-profile-passport_issued = Passport issued
designer-profile-phone = Phone
designer-profile-region = Region
designer-profile-sex = Sex
designer-profile-male = Male
designer-profile-female = Female
designer-profile-snils = SNILS
designer-unchosen = Not chosen
designer-files-hint = How many files are attached
designer-date-hint = DD.MM.YYYY
designer-money-hint = Roubles, such as 1500,50
designer-rows-hint = A line a row: { $fields }
designer-odd-date = Write the day as 14.08.1987
designer-odd-int = Write a whole number
designer-odd-money = Write an amount, such as 1500,50
designer-odd-choice = Choose one of the list
designer-odd-rows = In each line, between semicolons, a value for each field, of the same kind
designer-hidden = This question is not asked now
designer-hidden-part = This page is not in the form now
designer-drop = Remove
designer-registries = What registries answer
designer-answers = Answer
designer-silent = Keeps silent
designer-found = Found
designer-not-found = Not found
designer-what-found = What it answers: { $keeper }
designer-check = Check
designer-new-example = a new example

## What came of it

designer-result = What came of it
designer-no-result = Mend the marked fields first.
designer-can-be-sent = The application can be sent
designer-cannot-be-sent = It cannot be sent
designer-way = The way
designer-taken = Line { $n } was followed
designer-taken-else = The last line, { $n }, was followed: no rule held
designer-stage-waits = Waits until all registries have answered
designer-conditions = Conditions
designer-met = Yes
designer-not-met = No
designer-met-unknown = Unknown
designer-met-unasked = No rule
designer-asked = Questions to registries
designer-not-asked = Not asked
designer-lacks = Nothing to ask with
designer-lacks-what = Missing in the profile or in the answers: { $names }
designer-documents = Documents and fee
designer-documents-none = No documents are needed.
designer-needed = Needed
designer-not-needed = Not needed
designer-needed-unknown = Not known yet
designer-fee = Fee
designer-free = Free
designer-fee-unknown = Cannot be told yet
designer-hidden-head = Not asked
designer-values = Named values
designer-missing = No answer
designer-too-few = Fewer rows than needed
designer-too-many = More rows than allowed
designer-no-option = There is no such option
designer-yes = yes
designer-no = no
designer-value-none = no answer
designer-months = { $n } mo.
designer-days = { $n } d.
designer-yaml = As an example
designer-yaml-region = Text of the example
designer-yaml-text = Copy it into examples of service.yaml. Make sure that the expectations are right: here stands what came of it.

designer-document = Sample of the document
designer-document-show = Show the document
designer-sample = SAMPLE
designer-document-odd = Some fields cannot be read. Go back and mend them.
designer-document-refused = No document comes of these answers: they cannot be sent, or rules refuse.
designer-document-busy = Too many documents are being made. Try again in a minute.
designer-document-template = There is no document. Mend the template, or fill in all fields of the registry’s answer.
