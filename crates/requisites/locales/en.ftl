# Texts of refusals: what is required and how to mend it. Arguments are counts and field names.

## SNILS
flaw-snils-empty = Enter your SNILS — 11 digits, for example 112-233-445 95
flaw-snils-chars = SNILS has digits only: 11 digits, for example 112-233-445 95. Remove letters and other characters
flaw-snils-short = SNILS has 11 digits, you entered { $count }. Add the missing ones, for example 112-233-445 95
flaw-snils-long = SNILS has 11 digits, you entered { $count }. Remove the extra ones, for example 112-233-445 95
flaw-snils-zero = SNILS cannot be all zeros. Copy the 11 digits from your document, for example 112-233-445 95
flaw-snils-check = There is a misprint in SNILS: the last two digits do not match the rest. Compare all 11 digits with your document, for example 112-233-445 95

## INN
flaw-inn-empty = Enter your INN — 12 digits, for example 500100732259
flaw-inn-chars = INN has digits only: 12 digits for a person, for example 500100732259. Remove letters and other characters
flaw-inn-count = A person's INN has 12 digits, an organisation's 10, you entered { $count }. Compare it with your document
flaw-inn-zero = INN does not begin with two zeros: the first digits are a region code. Compare it with your document
flaw-inn-check = There is a misprint in INN: the last digits do not match the rest. Compare every digit with your document
flaw-inn-person = This is an organisation's INN with 10 digits. Enter your own, it has 12 digits, for example 500100732259

## Passport
flaw-passport-empty = Enter the passport series and number — 10 digits, for example 61 14 123456
flaw-passport-chars = The passport series and number have digits only: 4 of the series and 6 of the number, for example 61 14 123456. Remove letters and other characters
flaw-passport-short = The passport series and number have 10 digits: 4 and 6, you entered { $count }. Add the missing ones, for example 61 14 123456
flaw-passport-long = The passport series and number have 10 digits: 4 and 6, you entered { $count }. Remove the extra ones, for example 61 14 123456
flaw-passport-swapped = The series and the number are swapped. First the 4 digits of the series, then the 6 digits of the number, for example 61 14 123456
flaw-passport-zero = A passport number cannot be all zeros. Copy the 6 digits of the number from the main page, for example 61 14 123456
flaw-passport-age = A passport is issued from the age of 14, by these dates you were younger. Check the date of birth and the date of issue
flaw-division-empty = Enter the division code — 6 digits from the passport, for example 620-012
flaw-division-chars = The division code has digits only: 6 digits, for example 620-012. Remove letters and other characters
flaw-division-count = The division code has 6 digits, you entered { $count }. It is printed in the passport next to the date of issue, for example 620-012
flaw-division-zero = The division code cannot be all zeros. It is printed in the passport next to the date of issue, for example 620-012

## Phone
flaw-phone-empty = Enter your phone with the country code, for example +7 900 555-01-47
flaw-phone-chars = A phone number has digits only and a + at the beginning, for example +7 900 555-01-47. Remove letters and the extension
flaw-phone-short = The number lacks digits: you entered { $count }. Write it in full with the country code, for example +7 900 555-01-47
flaw-phone-long = The number has extra digits: you entered { $count }. A Russian number has 11 with the country code, for example +7 900 555-01-47
flaw-phone-country = We do not know this country code. Begin with + and the country code: +7 900 555-01-47 for Russia, +375 29 123-45-67 for Belarus
flaw-phone-area = There is no such code after +7. A Russian mobile begins with +7 9, for example +7 900 555-01-47

## E-mail
flaw-email-empty = Enter your e-mail, for example anna@example.ru
flaw-email-space = Remove the spaces inside the e-mail address. It is written without them, for example anna@example.ru
flaw-email-at = The e-mail address lacks the @ sign. Write the mailbox name, @ and the site name, for example anna@example.ru
flaw-email-two-at = An e-mail address has one @ sign, for example anna@example.ru. Remove the extra one
flaw-email-before = Add the mailbox name before the @ sign, for example anna@example.ru
flaw-email-after = Add the address after the @ sign, for example anna@example.ru
flaw-email-comma = An e-mail address has no commas. Put a dot instead, for example anna@example.ru
flaw-email-dots = The e-mail address has an extra dot: there is none at the beginning, next to the @ sign or two in a row. This is right: anna.smirnova@example.ru
flaw-email-letters = Before the @ sign write Latin letters, digits, dot, hyphen and underscore, for example anna.smirnova@example.ru. Check the keyboard layout
flaw-email-no-dot = After the @ sign there should be a site name with a dot, for example example.ru or почта.рф
flaw-email-domain = The site name after the @ sign is wrong. It has letters, digits and hyphens, for example example.ru or почта.рф
flaw-email-ending = An e-mail address ends in .ru, .рф, .com and the like, for example anna@example.ru. Check what follows the last dot
flaw-email-long = The e-mail address is too long: no more than 64 characters before the @ sign, no more than 254 in all

## Name
flaw-name-empty = { $field ->
    [surname] Enter your surname as in the passport
    [name] Enter your name as in the passport
    [patronymic] Enter your patronymic as in the passport. If you have none, leave the field empty
   *[other] Enter the name as in the passport
}
flaw-name-long = { $field ->
    [surname] Surname: too long, { $max } characters fit. Check whether something else got into the field
    [name] Name: too long, { $max } characters fit. Check whether something else got into the field
    [patronymic] Patronymic: too long, { $max } characters fit. Check whether something else got into the field
   *[other] Name: too long, { $max } characters fit. Check whether something else got into the field
}
flaw-name-digit = { $field ->
    [surname] Surname: no digits, only letters, hyphen, space and apostrophe. Remove the digits
    [name] Name: no digits, only letters, hyphen, space and apostrophe. Remove the digits
    [patronymic] Patronymic: no digits, only letters, hyphen, space and apostrophe. Remove the digits
   *[other] Name: no digits, only letters, hyphen, space and apostrophe. Remove the digits
}
flaw-name-latin = { $field ->
    [surname] Surname: use Russian letters as in the passport. Switch the keyboard layout
    [name] Name: use Russian letters as in the passport. Switch the keyboard layout
    [patronymic] Patronymic: use Russian letters as in the passport. Switch the keyboard layout
   *[other] Name: use Russian letters as in the passport. Switch the keyboard layout
}
flaw-name-cyrillic = { $field ->
    [surname] Surname: use Latin letters here as in the foreign document. Switch the keyboard layout
    [name] Name: use Latin letters here as in the foreign document. Switch the keyboard layout
    [patronymic] Patronymic: use Latin letters here as in the foreign document. Switch the keyboard layout
   *[other] Name: use Latin letters here as in the foreign document. Switch the keyboard layout
}
flaw-name-mixed = { $field ->
    [surname] Surname: Russian and Latin letters are mixed. Type it again in Russian letters as in the passport
    [name] Name: Russian and Latin letters are mixed. Type it again in Russian letters as in the passport
    [patronymic] Patronymic: Russian and Latin letters are mixed. Type it again in Russian letters as in the passport
   *[other] Name: Russian and Latin letters are mixed. Type it again in Russian letters as in the passport
}
flaw-name-chars = { $field ->
    [surname] Surname: only letters, hyphen, space and apostrophe as in the passport. Remove other characters
    [name] Name: only letters, hyphen, space and apostrophe as in the passport. Remove other characters
    [patronymic] Patronymic: only letters, hyphen, space and apostrophe as in the passport. Remove other characters
   *[other] Name: only letters, hyphen, space and apostrophe as in the passport. Remove other characters
}

## Date
flaw-date-empty = { $field ->
    [birth] Enter the date of birth: day, month and year, for example 03.04.1987
   *[doc] Enter the date of issue: day, month and year, for example 12.05.2014
}
flaw-date-format = { $field ->
    [birth] Write the date of birth as DD.MM.YYYY, for example 03.04.1987
   *[doc] Write the date of issue as DD.MM.YYYY, for example 12.05.2014
}
flaw-date-year = { $field ->
    [birth] The year of birth has four digits. Write the whole date: DD.MM.YYYY, for example 03.04.1987
   *[doc] The year of issue has four digits. Write the whole date: DD.MM.YYYY, for example 12.05.2014
}
flaw-date-month = { $field ->
    [birth] There is no such month. In the date of birth the day comes first, then the month from 01 to 12, for example 03.04.1987
   *[doc] There is no such month. In the date of issue the day comes first, then the month from 01 to 12, for example 12.05.2014
}
flaw-date-day = { $field ->
    [birth] There is no such day in this month. Check the date of birth: DD.MM.YYYY, for example 03.04.1987
   *[doc] There is no such day in this month. Check the date of issue: DD.MM.YYYY, for example 12.05.2014
}
flaw-date-future = { $field ->
    [birth] The date of birth has not come yet. Check the year: DD.MM.YYYY, for example 03.04.1987
   *[doc] The date of issue has not come yet. Check the year: DD.MM.YYYY, for example 12.05.2014
}
flaw-date-ancient = { $field ->
    [birth] By this date of birth you are over 130 years old. Check the year: DD.MM.YYYY, for example 03.04.1987
   *[doc] By this date of issue the document is over 130 years old. Check the year: DD.MM.YYYY, for example 12.05.2014
}

## Address
flaw-address-region = Enter the region, for example Рязанская область
flaw-address-city = Enter the town or village, for example Касимов
flaw-address-house = Enter the house number, for example 12 or 12 корпус 1
flaw-address-house-digit = A house number has at least one digit, for example 12 or 12а
flaw-address-chars = An address has only letters, digits, dot, comma, hyphen, slash, brackets and quotes. Remove other characters
flaw-address-long = Too long: { $max } characters fit into this field. Write only this part of the address here
flaw-postcode-empty = Enter the postcode — 6 digits, for example 391300
flaw-postcode-chars = The postcode has digits only: 6 digits, for example 391300. Remove letters and other characters
flaw-postcode-count = The postcode has 6 digits, you entered { $count }. Check it, for example 391300
flaw-postcode-zero = A Russian postcode does not begin with zero. Check the 6 digits, for example 391300
flaw-track-empty = Enter the tracking number — 14 digits from the postal receipt
flaw-track-chars = A tracking number has digits only: 14 digits from the postal receipt
flaw-track-count = A tracking number has 14 digits, you entered { $count }. Compare it with the postal receipt
flaw-track-check = There is a misprint in the tracking number: the last digit does not match the rest. Compare all 14 digits with the postal receipt

## Sex and citizenship
flaw-sex = Choose the sex: male or female, as in the passport
flaw-citizenship-empty = Choose the country of citizenship
flaw-citizenship-code = This country is not in the list. Choose the country of citizenship from the list
sex-male = male
sex-female = female

## Password
flaw-password-length = From { $min } to { $max } characters
flaw-password-upper = At least one capital letter
flaw-password-lower = At least one small letter
flaw-password-digit = At least one digit
flaw-password-special = At least one character of the set { $set }
flaw-password-printable = The password has an invisible character. Type it again without tabs and line breaks

## Other
flaw-required = Fill in this field
flaw-text-long = Too long: { $max } characters fit, there are { $count }. Shorten the text
flaw-text-control = The text has invisible characters. Paste it as plain text or type it again
flaw-rule = We could not check this field. Save the form, we will check the answer when you send it

## Countries
country-RUS = Russia
country-ABW = Aruba
country-AFG = Afghanistan
country-AGO = Angola
country-AIA = Anguilla
country-ALA = Åland Islands
country-ALB = Albania
country-AND = Andorra
country-ARE = United Arab Emirates
country-ARG = Argentina
country-ARM = Armenia
country-ASM = American Samoa
country-ATG = Antigua & Barbuda
country-AUS = Australia
country-AUT = Austria
country-AZE = Azerbaijan
country-BDI = Burundi
country-BEL = Belgium
country-BEN = Benin
country-BFA = Burkina Faso
country-BGD = Bangladesh
country-BGR = Bulgaria
country-BHR = Bahrain
country-BHS = Bahamas
country-BIH = Bosnia & Herzegovina
country-BLR = Belarus
country-BLZ = Belize
country-BMU = Bermuda
country-BOL = Bolivia
country-BRA = Brazil
country-BRB = Barbados
country-BRN = Brunei
country-BTN = Bhutan
country-BWA = Botswana
country-CAF = Central African Republic
country-CAN = Canada
country-CHE = Switzerland
country-CHL = Chile
country-CHN = China
country-CIV = Côte d’Ivoire
country-CMR = Cameroon
country-COD = Congo - Kinshasa
country-COG = Congo - Brazzaville
country-COK = Cook Islands
country-COL = Colombia
country-COM = Comoros
country-CPV = Cape Verde
country-CRI = Costa Rica
country-CUB = Cuba
country-CUW = Curaçao
country-CYM = Cayman Islands
country-CYP = Cyprus
country-CZE = Czechia
country-DEU = Germany
country-DJI = Djibouti
country-DMA = Dominica
country-DNK = Denmark
country-DOM = Dominican Republic
country-DZA = Algeria
country-ECU = Ecuador
country-EGY = Egypt
country-ERI = Eritrea
country-ESP = Spain
country-EST = Estonia
country-ETH = Ethiopia
country-FIN = Finland
country-FJI = Fiji
country-FLK = Falkland Islands
country-FRA = France
country-FRO = Faroe Islands
country-FSM = Micronesia
country-GAB = Gabon
country-GBR = United Kingdom
country-GEO = Georgia
country-GGY = Guernsey
country-GHA = Ghana
country-GIB = Gibraltar
country-GIN = Guinea
country-GLP = Guadeloupe
country-GMB = Gambia
country-GNB = Guinea-Bissau
country-GNQ = Equatorial Guinea
country-GRC = Greece
country-GRD = Grenada
country-GRL = Greenland
country-GTM = Guatemala
country-GUF = French Guiana
country-GUM = Guam
country-GUY = Guyana
country-HKG = Hong Kong
country-HND = Honduras
country-HRV = Croatia
country-HTI = Haiti
country-HUN = Hungary
country-IDN = Indonesia
country-IMN = Isle of Man
country-IND = India
country-IRL = Ireland
country-IRN = Iran
country-IRQ = Iraq
country-ISL = Iceland
country-ISR = Israel
country-ITA = Italy
country-JAM = Jamaica
country-JEY = Jersey
country-JOR = Jordan
country-JPN = Japan
country-KAZ = Kazakhstan
country-KEN = Kenya
country-KGZ = Kyrgyzstan
country-KHM = Cambodia
country-KIR = Kiribati
country-KNA = St. Kitts & Nevis
country-KOR = South Korea
country-KWT = Kuwait
country-LAO = Laos
country-LBN = Lebanon
country-LBR = Liberia
country-LBY = Libya
country-LCA = St. Lucia
country-LIE = Liechtenstein
country-LKA = Sri Lanka
country-LSO = Lesotho
country-LTU = Lithuania
country-LUX = Luxembourg
country-LVA = Latvia
country-MAC = Macao
country-MAR = Morocco
country-MCO = Monaco
country-MDA = Moldova
country-MDG = Madagascar
country-MDV = Maldives
country-MEX = Mexico
country-MHL = Marshall Islands
country-MKD = North Macedonia
country-MLI = Mali
country-MLT = Malta
country-MMR = Myanmar (Burma)
country-MNE = Montenegro
country-MNG = Mongolia
country-MNP = Northern Mariana Islands
country-MOZ = Mozambique
country-MRT = Mauritania
country-MSR = Montserrat
country-MTQ = Martinique
country-MUS = Mauritius
country-MWI = Malawi
country-MYS = Malaysia
country-MYT = Mayotte
country-NAM = Namibia
country-NCL = New Caledonia
country-NER = Niger
country-NGA = Nigeria
country-NIC = Nicaragua
country-NIU = Niue
country-NLD = Netherlands
country-NOR = Norway
country-NPL = Nepal
country-NRU = Nauru
country-NZL = New Zealand
country-OMN = Oman
country-PAK = Pakistan
country-PAN = Panama
country-PER = Peru
country-PHL = Philippines
country-PLW = Palau
country-PNG = Papua New Guinea
country-POL = Poland
country-PRI = Puerto Rico
country-PRK = North Korea
country-PRT = Portugal
country-PRY = Paraguay
country-PSE = Palestinian Territories
country-PYF = French Polynesia
country-QAT = Qatar
country-REU = Réunion
country-ROU = Romania
country-RWA = Rwanda
country-SAU = Saudi Arabia
country-SDN = Sudan
country-SEN = Senegal
country-SGP = Singapore
country-SHN = St. Helena
country-SJM = Svalbard & Jan Mayen
country-SLB = Solomon Islands
country-SLE = Sierra Leone
country-SLV = El Salvador
country-SMR = San Marino
country-SOM = Somalia
country-SPM = St. Pierre & Miquelon
country-SRB = Serbia
country-SSD = South Sudan
country-STP = São Tomé & Príncipe
country-SUR = Suriname
country-SVK = Slovakia
country-SVN = Slovenia
country-SWE = Sweden
country-SWZ = Eswatini
country-SXM = Sint Maarten
country-SYC = Seychelles
country-SYR = Syria
country-TCA = Turks & Caicos Islands
country-TCD = Chad
country-TGO = Togo
country-THA = Thailand
country-TJK = Tajikistan
country-TKL = Tokelau
country-TKM = Turkmenistan
country-TLS = Timor-Leste
country-TON = Tonga
country-TTO = Trinidad & Tobago
country-TUN = Tunisia
country-TUR = Türkiye
country-TUV = Tuvalu
country-TWN = Taiwan
country-TZA = Tanzania
country-UGA = Uganda
country-UKR = Ukraine
country-URY = Uruguay
country-USA = United States
country-UZB = Uzbekistan
country-VAT = Vatican City
country-VCT = St. Vincent & Grenadines
country-VEN = Venezuela
country-VGB = British Virgin Islands
country-VIR = U.S. Virgin Islands
country-VNM = Vietnam
country-VUT = Vanuatu
country-WLF = Wallis & Futuna
country-WSM = Samoa
country-YEM = Yemen
country-ZAF = South Africa
country-ZMB = Zambia
country-ZWE = Zimbabwe
country-XXX = no citizenship

## Numbers of documents
flaw-mask-empty = Enter the number, for example { $like }
flaw-mask-short = The number is too short. It looks like { $like }
flaw-mask-long = The number is too long. It looks like { $like }
flaw-mask-sign = Check the number: “{ $sign }” cannot stand at this place. The number looks like { $like }
flaw-oms-check = There is a misprint in the policy number: the last digit does not match the rest. Compare all 16 digits
flaw-cadastral-empty = Enter the cadastral number, for example 62:26:0010203:147
flaw-cadastral-chars = A cadastral number has digits and colons only, for example 62:26:0010203:147. Take the other signs out
flaw-cadastral-parts = A cadastral number has four numbers between colons: two digits, two, six or seven, and the number of the object. For example, 62:26:0010203:147
flaw-number = Enter a whole number in digits, for example 3
flaw-number-far = The number is too large. Check for extra digits
flaw-money = Enter the sum in digits, kopecks after a comma. For example: 15 000 or 15 000,50
