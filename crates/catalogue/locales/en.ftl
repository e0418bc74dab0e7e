# Public pages: home, catalogue, a service, search.
catalogue-home-title = Public services
catalogue-home-heading = What do you need to do?
catalogue-home-lead = We find the service, fill in what we already know about you and see that the answer comes in time.
catalogue-find-label = What you need to do
catalogue-find = Find
catalogue-find-example = For example, card
catalogue-often = Often looked for:
catalogue-popular = Popular services
catalogue-whole = Whole catalogue

catalogue-how = How it works
catalogue-how-register = Register
catalogue-how-register-text = A phone and an e-mail, a couple of minutes
catalogue-how-confirm = Confirm who you are
catalogue-how-confirm-text = Once; we will not ask again
catalogue-how-receive = Receive a document
catalogue-how-receive-text = It comes to your account, no visit needed

catalogue-useful = May be useful
catalogue-check = Check a document
catalogue-check-text = Were you shown a document with a QR code? Find out in a minute whether it is genuine and in force.
catalogue-centres = Find a service centre
catalogue-centres-text = Where to confirm your identity near you: opening hours, a map, a time that suits you.
catalogue-help = Need help?
catalogue-help-text = Call { $phone } and we will go through the service together. The call is free, day and night.

catalogue-services-title = Electronic services
catalogue-services-lead = What you can receive, what it costs and whether you have to come. No sign-in is needed to look.
catalogue-sections = Sections
catalogue-services-empty = There are no services yet
catalogue-services-empty-text = The catalogue is being filled. Look in later or call us, and we will say where to receive the service now.
catalogue-to-home = To the home page

catalogue-channel-online = Online, no visit
catalogue-channel-in-person = In person
catalogue-channel-both = Online or in person

catalogue-free = Free
catalogue-fee = { $rubles } ₽
catalogue-days =
    { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }
catalogue-meta = { $fee }, { $days }

catalogue-crumbs = You are here
catalogue-crumb-home = Home
catalogue-crumb-services = Services
catalogue-facts = The service in brief
catalogue-fact-fee = What it costs
catalogue-fact-days = How long it takes
catalogue-fact-channel = Where to receive it
catalogue-fact-result = What you get
catalogue-fact-level = Account needed
catalogue-result-years =
    { $count ->
        [one] { $title }, for { $count } year
       *[other] { $title }, for { $count } years
    }
catalogue-start = Start the application
catalogue-start-guest = We will ask you to sign in first.
catalogue-start-register = No account? Register
catalogue-minutes =
    { $count ->
        [one] Filling in takes about { $count } minute.
       *[other] Filling in takes about { $count } minutes.
    }
catalogue-except =
    { $method ->
        [letter] Confirmation by a letter is not enough
       *[other] One of the ways of confirming is not enough
    }
catalogue-level-low = Your level is too low
catalogue-level-low-text = The service takes a “{ $needed }” account, and yours is “{ $have }”. Raise the level; you do this once.
catalogue-level-up = Raise the level
catalogue-staff = You are signed in as an official. To apply, sign in to your personal account.
catalogue-only-person = This service is rendered in person. Come to the agency with the papers from the list below.
catalogue-who = Who can receive it
catalogue-need = What you need
catalogue-course = How it goes
catalogue-refusals = Why it may be refused
catalogue-refusals-lead = Check beforehand to save time.
catalogue-faq = Frequent questions
catalogue-agency = Who renders the service

catalogue-search-title = Search for services
catalogue-search-of = { $query }: search for services
catalogue-found =
    { $count ->
        [one] { $count } service found
       *[other] { $count } services found
    }
catalogue-corrected = Showing results for “{ $query }”
catalogue-nothing = Nothing was found
catalogue-nothing-text = Try other words: short, as you would say it to a neighbour.
catalogue-maybe = Perhaps you were looking for
catalogue-instead = Here is what you can receive
catalogue-search-start = Write what you need to do, or choose a service from the list.

catalogue-result-more = Also: { $title }
catalogue-result-each = Also, for each: { $title }
catalogue-result-some = Also, where it applies: { $title }
