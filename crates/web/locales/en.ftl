# Words of the frame that every page stands in.
web-okno = Okno
web-skip = Skip to content
web-demo = Training stand: the people and data are made up, and no real service is given here.
web-home = To the home page
web-place = Your town:
web-search-label = Search services
web-find = Search
web-cabinet = My account
web-my-applications = My applications
web-my-data = My details
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
web-foot-phone = 8 800 100-70-10
web-foot-phone-link = tel:88001007010
web-foot-hours = day and night
web-foot-services = Services
web-foot-all-services = All services
web-foot-search = Search
web-foot-check = Check a document
web-foot-me = Your affairs
web-foot-staff = For staff
web-foot-desk = Workplace
web-foot-centre = Service centre
web-foot-portal = Okno, the portal of public services
web-foot-open = Open source
web-foot-staff-help = Staff support:

web-optional = optional
web-error-prefix = Error:
web-errors-one = Correct one field
web-errors-many = Correct { $count } fields

web-rule-length = 8 to 20 characters
web-rule-lower = A small letter
web-rule-upper = A capital letter
web-rule-digit = A digit
web-rule-sign = A sign: ! @ # $ % ^ & *
web-rule-done = done
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
web-upload-broken = The file did not arrive: the connection broke. Choose it again and retry.

web-live-updated = The page has been updated

web-session-title = Are you still here?
web-session-text = You have not pressed anything for a while. In two minutes we will sign you out, so that nobody sees your data. Drafts are saved.
web-session-stay = Stay
web-session-ended = You have been signed out. Sign in again; your drafts are safe.

web-incident = Incident number
web-incident-time = Time
web-what-to-do = What you can do
