# The public check of a document.
issuance-crumbs = You are here
issuance-crumb-home = Home
issuance-check-title = Check a document
issuance-check-lead = Find out whether a document is genuine and in force today. No sign-in is needed.
issuance-number = Number of the document
issuance-number-hint = 12 characters under the QR code, for example 7K3M-92QX-4TBA
issuance-number-missing = Enter the number of the document
issuance-number-wrong = A number has 12 letters and digits; here there are more or fewer. Compare it with the document
issuance-check = Check
issuance-camera-title = Faster with a phone camera
issuance-camera = Point the camera at the QR code of the document. The answer must open on this portal: if the address is another, do not trust it.

issuance-in-force-title = The document is genuine
issuance-in-force-text = It was issued through the portal and is in force.
issuance-in-force-note-title = Compare it with the one in your hands
issuance-in-force-note = The number, the name and the dates on the document must be the same. Part of the name is hidden so as not to disclose another person’s data.
issuance-expired-title = The document has expired
issuance-expired-text = It is genuine but no longer in force. It must not be accepted.
issuance-expired-note-title = If this is your document
issuance-expired-note = Order a new one in your account; we fill in the data ourselves.
issuance-revoked-title = The document is revoked
issuance-revoked-text = It is no longer in force. It must not be accepted.
issuance-revoked-note-title = If this is your document
issuance-revoked-note = The reason, and the new document if there is one, are in your account. If you changed nothing, call us.
issuance-unknown-title = There is no such document
issuance-unknown-text = No document with this number was issued through the portal.
issuance-unknown-note-title = Check the number
issuance-unknown-note = There may be a slip in the number. If it is right, do not accept the document: it is not genuine.
issuance-checked = Checked on { $date } at { $time }.

issuance-register = What the register says
issuance-document = Document
issuance-document-number = Number
issuance-holder = Issued to
issuance-issuer = Issued by
issuance-issued = Issued on
issuance-valid-until = Valid until
issuance-no-term = Without a term
issuance-another = Check another document

act-document-issued = Document entered in the register
act-document-revoked = Document revoked
