stand-name = Stand
stand-banner = Stand: a practice outside world. People and data are invented
stand-skip = Skip to content
stand-nav = Sections
stand-to-portal = Open the portal
stand-other-language = Русский
stand-to-home = To the start of the stand
stand-none = none

stand-missing = There is no such page
stand-missing-text = The letter may be gone, or there is a slip in the address.

stand-home = The outside world
stand-home-text = All that lies beyond the portal's door: a person's phone and mail, state registries and their failures.
stand-phone = Phone
stand-mail = Mail
stand-people = People
stand-switchboard = Switchboard
stand-home-phone = Texts and calls with codes
stand-home-mail = Letters from the portal
stand-home-people = Data to fill in a form
stand-home-switchboard = Failures of registries, texts and mail
stand-messages = { $count ->
    [0] no messages
    [one] { $count } message
   *[other] { $count } messages
  }
stand-letters = { $count ->
    [0] no letters
    [one] { $count } letter
   *[other] { $count } letters
  }
stand-persons = { $count ->
    [one] { $count } person
   *[other] { $count } people
  }
stand-faults = { $count ->
    [one] { $count } fault
   *[other] { $count } faults
  }
stand-repeats = { $count ->
    [one] sent { $count } more time
   *[other] sent { $count } more times
  }
stand-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
  }
stand-all-well = everything works
stand-how = Where to begin
stand-how-person = Choose a person: everyone has a passport, SNILS, a phone and mail.
stand-how-first = For example Amina Safina, all is well with her
stand-how-portal = Open the portal and register with her data.
stand-how-code = The code of the text message comes to “Phone”, letters come to “Mail”.
stand-how-fault = Break something on the switchboard and see how the portal copes.

stand-phone-text = Numbers that got messages. The page refreshes itself.
stand-phone-empty = All quiet. When the portal sends a text, the number shows up here.
stand-all-phones = All phones
stand-one-phone-empty = Nothing has come to this number yet.
stand-text-message = Text
stand-spoken = Call

stand-post = Post office
stand-home-post = Paper letters with a code
stand-post-text = Registered letters that the portal gave to be printed. You decide what happens to them.
stand-post-empty = No letters. Order a letter with a code on the portal, and it will appear here.
stand-post-accept = Post an envelope yourself
stand-post-accept-do = Hand it in
stand-post-imitation = This post is an imitation: nobody carries any letter.
stand-all-parcels = All letters
stand-parcel = Letter
stand-parcel-to = To
stand-parcel-address = Address
stand-parcel-track = Tracking number
stand-parcel-open = Open the letter (PDF)
stand-parcel-way = Its way
stand-parcel-over = Nothing more will happen to this letter.
stand-step-printed = Printed
stand-step-dispatched = Dispatched
stand-step-arrived = At the post office
stand-step-handed_over = Handed over against the passport
stand-step-lost = Lost
stand-step-returned = Returned
stand-act-dispatched = Dispatch
stand-act-arrived = Has arrived
stand-act-handed_over = Hand over against the passport
stand-act-lost = Lost
stand-act-returned = Return

stand-mail-text = Mailboxes that got letters. The page refreshes itself.
stand-mail-empty = No letters. When the portal sends something, the mailbox shows up here.
stand-all-mailboxes = All mailboxes
stand-mailbox-empty = This mailbox is empty.
stand-no-subject = No subject
stand-attachments = Attachments
stand-letter-source = The letter in HTML, source text

stand-people-text = Every number is invented, but its check digits are right. The first sixteen people are always the same.
stand-people-caption = Open a person to copy the data for a form
stand-all-people = All people
stand-her-phone = Messages on the phone
stand-her-mail = Mailbox
stand-copy-hint = One click selects the whole value.
stand-group-registration = For registration
stand-group-person = About the person
stand-group-passport = Passport
stand-group-address = Registered address
stand-group-foreign-passport = Passport for travelling abroad
stand-group-oms-policy = Health insurance policy
stand-group-driving-licence = Driving licence
stand-group-vehicle = Car
stand-group-birth-certificate = Child’s birth certificate
stand-group-child = A child
stand-group-income = Income at the tax service
stand-group-health = Medical examination
stand-group-objects = Real estate on the register
stand-group-records = What else registries know
stand-label-income = Income of a year
stand-label-employer = Works at
stand-label-employer-inn = Employer’s INN
stand-label-examined-on = Date of the examination
stand-label-health-group = Group of health
stand-label-conclusion = Conclusion
stand-health-never = Never examined
stand-health-fit = No limits
stand-health-limited = With limits
stand-label-object = Object
stand-object-flat = Flat
stand-object-house = House
stand-object-land = Plot of land
stand-label-cadastral-number = Cadastral number
stand-label-records = Convictions
stand-label-vehicle = Make and year
stand-label-leads = Leads the organisation
stand-label-firm-inn = INN of the organisation
stand-label-until = Valid until
stand-label-categories = Categories
stand-label-plate = Plate
stand-label-vin = VIN
stand-label-child = Child
stand-label-number = Number
stand-label-series-number = Series and number
stand-label-full-name = Full name
stand-label-surname = Surname
stand-label-name = Given name
stand-label-patronymic = Patronymic
stand-label-phone = Phone
stand-label-email = E-mail
stand-label-password = A password that fits
stand-label-birth-date = Birth date
stand-label-birth-place = Birth place
stand-label-sex = Sex
stand-label-citizenship = Citizenship
stand-label-snils = SNILS
stand-label-inn = INN
stand-label-passport = Passport series and number
stand-label-issued-on = Date of issue
stand-label-issued-by = Issued by
stand-label-record-place = Place of the record
stand-label-division-code = Division code
stand-label-postcode = Postcode
stand-label-region = Region
stand-label-district = District
stand-label-city = Town
stand-label-street = Street
stand-label-house = House
stand-label-flat = Flat
stand-label-special = What is special
stand-sex-female = female
stand-sex-male = male
stand-citizenship = Russia

stand-registries-say = What the registries will say
stand-question-passport = Interior ministry, passport
stand-question-snils = Social fund, SNILS
stand-question-inn = Tax service, check of INN
stand-question-find = Tax service, search for INN
stand-question-address = Address registry (FIAS)
stand-outcome-match = Matches
stand-outcome-mismatch = Does not match
stand-outcome-not-found = Not found
stand-state-lost = Passport lost
stand-state-expired = Passport expired
stand-state-invalid = Passport not valid

stand-special-plain = Every registry will confirm the data.
stand-special-yo = “Ё” in the passport, “е” in the registries. They will confirm: it is no mistake.
stand-special-double-name = Double surname and double name. The registries will confirm the data.
stand-special-no-patronymic = No patronymic. The registries will confirm the data.
stand-special-teen = Sixteen years old, the first passport. The registries will confirm the data.
stand-special-tax-birth-date = The tax service has another birth date: a day earlier.
stand-special-passport-expired = The passport was not changed at 45: the ministry will say that it has expired.
stand-special-passport-lost = The passport was reported lost.
stand-special-passport-invalid = The ministry has declared the passport not valid.
stand-special-division-code = The ministry has another division code.
stand-special-no-inn = There is no INN, and the tax service will find none.
stand-special-other-inn = The tax service has another INN.
stand-special-maiden-name = The social fund still has the maiden name.
stand-special-other-snils = The social fund has another SNILS.
stand-special-unknown = No registry knows this person.

stand-note-surname = The registry has another surname
stand-note-name = The registry has another given name
stand-note-patronymic = The registry has another patronymic
stand-note-birth-date = The registry has another birth date
stand-note-passport-number = The registry has another passport number
stand-note-passport-issued-on = The registry has another date of issue
stand-note-division-code = The registry has another division code
stand-note-snils = The registry has another SNILS
stand-note-inn = The registry has another INN

stand-switchboard-text = Break any system and see what a person sees on the portal.
stand-switchboard-wrong = That did not work: check that the fields hold numbers. Per cent from 0 to 100, delay up to 120,000 milliseconds.
stand-system-mvd = Interior ministry, passports
stand-system-sfr = Social fund
stand-system-fns = Tax service
stand-system-fias = Address registry (FIAS)
stand-system-foms = Health insurance fund
stand-system-zags = Births registry
stand-system-rosreestr = Rosreestr, real estate
stand-system-egisz = EGISZ, medical examinations
stand-system-gibdd = Traffic police, cars
stand-system-sms = Texts
stand-system-voice = Calls
stand-system-smtp = Mail
stand-system-post = Post office
stand-system-clamav = Virus scanner
stand-mode = How it works
stand-mode-ok = Works
stand-mode-down = Does not answer
stand-mode-lost = Does the work, the answer is lost
stand-mode-slow = Answers slowly
stand-mode-error = Answers with an error
stand-mode-wrong = Answers with an untruth
stand-mode-refuse = Refuses
stand-mode-garbage = Answers with nonsense
stand-more = More: delay, share, term
stand-latency = Delay, ms
stand-percent = Share of calls, %
stand-for-calls = How many calls
stand-minutes = How many minutes
stand-apply = Apply
stand-now-latency = delay { $count } ms
stand-now-calls = { $count ->
    [one] { $count } more call
   *[other] { $count } more calls
  }
stand-now-until = until
stand-now-applied = { $count ->
    [one] { $count } call spoiled
   *[other] { $count } calls spoiled
  }
stand-all-ok = Repair everything
stand-all-ok-text = All systems work again, messages stay.
stand-reset = Start over
stand-reset-text = Wipes messages, letters, the log of calls and faults.
stand-calls = Latest calls
stand-calls-empty = The portal has asked nobody yet.
stand-call-time = Time
stand-call-system = System
stand-call-outcome = How it ended
stand-call-status = Status
stand-call-person = Person

# The authenticator.
stand-authenticator = Authenticator
stand-authenticator-text = Second-factor codes, as on an official's phone. They change every half minute.
stand-authenticator-empty = Empty so far. Add the secret that the portal showed at an official's first sign-in.
stand-authenticator-left =
    { $count ->
        [one] They change in { $count } second
       *[other] They change in { $count } seconds
    }
stand-authenticator-add = Add
stand-authenticator-label = Whose code
stand-authenticator-secret = Secret
stand-authenticator-keep = Keep
stand-authenticator-wrong = The secret did not fit: it has 32 characters, Latin letters and digits 2 to 7.

# Banks.
stand-system-bank = Banks
stand-banks = Banks
stand-home-banks = Three internet banks that confirm identity
stand-banks-text = Three internet banks that know the people of the stand. The portal asks them by OpenID Connect.
stand-all-banks = All banks
stand-bank-imitation = This is an imitation of a bank: there is no real one here; your own passwords and money are not needed.
stand-bank-identity = Identity card
stand-bank-identity-text = The bank can hand your data to the portal to confirm your identity or to make an account.
stand-bank-service = Gosuslugi
stand-bank-asks = The portal asks for your data
stand-bank-asks-text = Surname, name, patronymic, birth date, SNILS, INN and passport. Choose who you are and agree or refuse.
stand-bank-asks-signature = The bank orders a certificate of an electronic signature in your name, hands it to the portal and signs with it what you ask for at the portal. The key stays with the bank.
stand-bank-person = Person
stand-bank-agree = Agree
stand-bank-refuse = Refuse
stand-bank-wrong = This did not come from the portal: the bank does not know the address to go back to.
stand-twist = How the banks mislead
stand-twist-label = What is wrong
stand-twist-hint = Outages and delays are on the switchboard.
stand-twist-none = All as it is
stand-twist-spelling = Names in capitals, “е” for “ё”, no hyphens
stand-twist-birth-date = Another birth date
stand-twist-surname = Another surname
stand-twist-documents = Another SNILS and passport
stand-twist-inn = Another INN
stand-twist-no-documents = Neither SNILS nor passport
stand-twist-signature = Signed by a stranger
stand-twist-issuer = From another sender
stand-twist-audience = Meant for another site
stand-twist-nonce = Answers another question
stand-twist-stale = Too old
stand-twist-sick = The bank sends people back with an error
stand-twist-no-card = No card is tied to any phone
stand-twist-narrow = The person lets the bank tell less
stand-bank-agree-password = You confirm your consent with a mobile password, which comes by SMS.
stand-password-title = Consent to hand over data
stand-password-text = We have sent a mobile password by SMS: it is on the page “Phone” of this stand. Enter it, and the bank hands your data to the portal.
stand-password-wrong = The password is not right.
stand-password-label = Mobile password
stand-password-confirm = Confirm the consent
stand-password-sms = mobile password { $password }. You agree that your data go to the portal “Okno”.
stand-card-sms = code { $code } for the portal “Okno”. Tell it to nobody.

# Certification authority.
stand-signature = Certification authority
stand-home-signature = Certificates and electronic signatures
stand-certificates = { $count ->
    [0] no certificates
    [one] { $count } certificate
   *[other] { $count } certificates
  }
stand-signature-text = This is an imitation: nobody was identified, and a signature from here means nothing outside the stand. Issue a certificate to an invented person, download it and sign the file that the portal gave you.
stand-signature-broken = That did not work: the openssl command failed or has no GOST.
stand-signature-issue = Issue a certificate
stand-signature-person = To whom
stand-signature-algorithm = Key algorithm
stand-algorithm-rsa = RSA 2048
stand-algorithm-ecdsa = ECDSA P-256
stand-algorithm-gost256 = GOST R 34.10-2012, 256 bits
stand-algorithm-gost512 = GOST R 34.10-2012, 512 bits
stand-signature-list = Issued certificates
stand-signature-empty = None yet.
stand-signature-certificate = Certificate (.cer)
stand-signature-key = Key with the certificate (.pfx), password { $password }
stand-signature-file = The file to sign
stand-signature-sign = Sign with this key
stand-signature-revoke = Revoke
stand-signature-revoked = Revoked
stand-signature-public = What the authority publishes
stand-signature-roots = Root certificates
stand-signature-crl = Revocation list: { $house }
