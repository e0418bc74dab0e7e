// Everything here only adds: each page works without it.
import { alive } from "./alive"
import { countdowns } from "./countdown"
import { fields } from "./fields"
import { keeping } from "./keep"
import { keys } from "./keys"
import { live } from "./live"
import { near } from "./near"
import { passkeys } from "./passkey"
import { passwords } from "./passwords"
import { resend } from "./resend"
import { session } from "./session"
import { uploads } from "./upload"
import { viewer } from "./viewer"

function dress(root: ParentNode): void {
  fields(root)
  passwords(root)
  passkeys(root)
  resend(root)
  uploads(root)
  keeping(root)
  live(root)
  near(root)
  alive(root)
  countdowns(root)
}

// Panels under the header close by Escape and by a press elsewhere.
function panels(): void {
  const open = () => document.querySelectorAll<HTMLDetailsElement>(".okno-head details[open]")
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    for (const panel of open()) {
      panel.open = false
      panel.querySelector("summary")?.focus()
    }
  })
  document.addEventListener("click", (event) => {
    for (const panel of open()) {
      if (event.target instanceof Node && !panel.contains(event.target)) panel.open = false
    }
  })
}

// A form is sent once, however often its button is pressed.
function once(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== "post") return
    if (form.dataset.sent) {
      event.preventDefault()
      return
    }
    form.dataset.sent = "1"
    setTimeout(() => delete form.dataset.sent, 5000)
  })
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) delete form.dataset.sent
  })
}

dress(document)
document.addEventListener("okno:content", (event) => dress((event as CustomEvent<HTMLElement>).detail))
panels()
once()
session()
keys()
viewer()

// A form that came back with its mistakes is the answer to a sending. Reloading it, or coming back to it, should ask
// for the form and not whether to send it once more.
const mistakes = document.getElementById("error-summary")
if (mistakes) {
  history.replaceState(history.state, "", location.href)
  mistakes.focus()
}
