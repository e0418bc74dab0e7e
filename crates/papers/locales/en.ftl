## My documents
papers-title = My documents
papers-lead = The data of your documents are kept here. Add them all at once or later, when you need them
papers-numbers-show = Show whole numbers
papers-numbers-hide = Hide numbers
papers-add-word = Add
papers-issued = Issued on { $date }
papers-until = Valid until { $date }
papers-number = Series and number
papers-issued-on = Date of issue
papers-issuer = Issued by
papers-pictures-count = { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}
papers-safe = Who sees this
papers-safe-text = Only you. The data are kept encrypted. An agency gets them only when you send an application yourself

## How a document stands
papers-tag-entered = Added
papers-tag-asked = Being checked
papers-tag-waiting = Waiting for the registry
papers-tag-checked = Checked
papers-tag-differs = Does not match
papers-tag-over = Expired
papers-tag-ends = { $days ->
    [0] Last day
    [one] { $days } day left
   *[other] { $days } days left
}
papers-over = The document has expired
papers-over-text = Get a new one, then press “Replace with a new one”
papers-soon = It expires soon
papers-soon-text = { $days ->
    [0] This is the last day of the document. Better order a new one now
    [one] The document is valid for { $days } more day. Better order a new one in time
   *[other] The document is valid for { $days } more days. Better order a new one in time
}
papers-differs = The data do not match the registry
papers-differs-text = What does not match: { $fields }. Compare it with the document and correct it; if all is right, ask the registry once more
papers-trouble-unknown = The registry does not know such a document. Compare the number with the document. If it is new, the registry may hear of it in a few days
papers-trouble-another = The registry has another person under this number. Compare the number with the document, and the name and date of birth in your profile
papers-trouble-lost = The registry has the document as lost. If this is a mistake, turn to where it was issued
papers-trouble-expired = By the registry the document has expired. If you have a new one, press “Replace with a new one”
papers-trouble-invalid = By the registry the document is not valid. Turn to where it was issued
papers-waiting = The registry does not answer yet
papers-waiting-text = We ask it again at { $time }. There is nothing for you to do
papers-unasked = The document is not checked yet
papers-unasked-text = The check needs the name and the date of birth from your profile. Fill it in or press “Check in the registry”

## From the profile
papers-changed = Written down on { $date }
papers-checked-at = Checked in the registry on { $date }
papers-profile-empty = These data are not here yet
papers-profile-empty-text = Your profile keeps them. Fill it in and they appear here
papers-profile-checked = Checked in the registry
papers-profile-checked-text = The data are fixed in your profile: we put them into applications and certificates and compare electronic signatures with them
papers-profile-differs = See in your profile what does not match, and correct it
papers-to-profile = Change in the profile

## Adding and correcting
papers-add = Add the document
papers-add-lead = Copy the data from the document. Where there is a registry, we compare them at once
papers-correct = Save the correction
papers-correct-lead = Correct what is not as in the document. We send you a code by SMS
papers-replace = Replace
papers-replace-lead = Copy the data from the new document. The earlier one stays in the list below. We send you a code by SMS
papers-until-early = It cannot expire before it was issued. Check both dates
papers-issued-early = It cannot be issued before the birth. Check both dates
papers-many = There are twenty documents of this kind already, no more can be added. Delete those you do not need
papers-codes = Several codes have been sent to your phone already. Try again in an hour
papers-code-title = Confirm the correction
papers-code-lead = We sent a code to { $to }
papers-code-submit = Confirm
papers-code-sms = Code { $code }: correct a document in “My documents”. Do not tell it to anybody
papers-edit = Correct
papers-another = Replace with a new one
papers-check = Check in the registry
papers-remove = Delete

## What is done
papers-added = The document is added
papers-added-text = You can attach pictures below
papers-kept = The document is added
papers-kept-text = It is on the list “My documents”
papers-saved = The changes are saved
papers-saved-text = { "" }
papers-removed = The document is deleted
papers-removed-text = Its pictures are deleted with it
papers-asked = Asking the registry
papers-asked-text = It usually takes a few seconds
papers-limit = The registry has been asked many times already
papers-limit-text = Try again in an hour
papers-stale = The document has changed
papers-stale-text = It was corrected in another tab while you typed the code. See what is written now
papers-picture-kept = The picture is saved
papers-picture-kept-text = { "" }
papers-picture-removed = The picture is deleted
papers-picture-removed-text = { "" }

## Pictures
papers-pictures = Pictures
papers-pictures-text = A picture is of use when a service asks for a copy of the document. It is kept encrypted
papers-picture-add = Attach
papers-picture-replace = Replace the picture
papers-picture-remove = Delete the picture
papers-picture-missing = Choose a file: PDF, JPEG or PNG, up to 5 MB

## Earlier documents
papers-earlier = Earlier documents
papers-ended = until { $date }

## Deleting
papers-remove-title = Delete the document?
papers-remove-text = The data and the pictures disappear from your account. Applications that were sent already are not affected
papers-remove-yes = Delete
papers-remove-no = Keep

## Messages
papers-differs-subject = The data of a document do not match the registry
papers-differs-body =
    { $name }, the document “{ $document }” does not match the registry.

    Open “My documents”: it says what does not match and what to do.
papers-differs-sms = { $document }: the data do not match the registry. See “My documents”
papers-ends-subject = { $document }: valid until { $date }
papers-ends-body =
    { $name }, the document “{ $document }” is valid until { $date }.

    Better order a new one in time. When you have it, replace the document in your account: the earlier one stays in the list.
papers-ends-sms = { $document }: valid until { $date }. Better order a new one in time

## History
act-paper-added = A document was added to “My documents”
act-paper-corrected = A document was corrected, the code confirmed
act-paper-replaced = A document was replaced with a new one, the code confirmed
act-paper-removed = A document was deleted from “My documents”
act-paper-asked = A registry was asked about a document
act-paper-answered = A registry answered about a document
act-paper-picture-kept = A picture of a document was saved
act-paper-picture-removed = A picture of a document was deleted

# The copy of the data
papers-data-documents = My documents
papers-data-pictures = Pictures of documents
papers-data-kind = Document
papers-data-state = State
papers-data-state-entered = Entered by you
papers-data-state-asked = The registry is being asked
papers-data-state-waiting = Waiting for the registry
papers-data-state-checked = Agrees with the registry
papers-data-state-differs = Differs from the registry
papers-data-checked = Checked
papers-data-changed = Changed
papers-data-replaced = Replaced
papers-data-file = File
