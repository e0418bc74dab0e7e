// Fields checked as they are left. The markup of an error is the same as the server draws; nothing here stops a form
// from being sent, because the server checks everything again.
import { still } from "./still"
import { announce, word } from "./words"

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Answer = { ok: boolean; message: string; shown: string }

const stopIcon =
  '<svg class="okno-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.5M12 16.3v.1"/></svg>'

const kindOf = (control: Control) =>
  control instanceof HTMLTextAreaElement ? "textarea" : control instanceof HTMLSelectElement ? "select" : "input"

/** The group of choices that it is one of: what is wrong is said of all. */
const groupOf = (control: Control) =>
  control.matches("[type=radio], [type=checkbox]") ? control.closest("fieldset") : null

function describe(control: Element, id: string, on: boolean): void {
  const ids = (control.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((one) => one && one !== id)
  if (on) ids.push(id)
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "))
  else control.removeAttribute("aria-describedby")
}

export function showError(control: Control, text: string): void {
  const group = control.closest(".govuk-form-group")
  if (!group) return
  const set = groupOf(control)
  const id = `${set ? control.name : control.id}-error`
  let line = document.getElementById(id)
  if (!line) {
    line = document.createElement("p")
    line.className = "govuk-error-message"
    line.id = id
    const choices = set?.querySelector(".govuk-radios, .govuk-checkboxes")
    const before = choices ?? control.closest(".okno-pass, .okno-drop") ?? control
    before.before(line)
  }
  line.innerHTML = `${stopIcon}<span><span class="govuk-visually-hidden"></span> <span></span></span>`
  const [prefix, said] = line.querySelectorAll<HTMLElement>("span > span")
  if (prefix) prefix.textContent = word("error")
  if (said) said.textContent = text
  group.classList.add("govuk-form-group--error")
  if (!set) {
    control.classList.add(`govuk-${kindOf(control)}--error`)
    control.setAttribute("aria-invalid", "true")
  }
  describe(set ?? control, id, true)
  announce(`${word("error")} ${text}`)
}

export function clearError(control: Control): void {
  const set = groupOf(control)
  const id = `${set ? control.name : control.id}-error`
  document.getElementById(id)?.remove()
  control.closest(".govuk-form-group")?.classList.remove("govuk-form-group--error")
  control.classList.remove(`govuk-${kindOf(control)}--error`)
  control.removeAttribute("aria-invalid")
  describe(set ?? control, id, false)
}

function show(control: Control, told: Answer): void {
  if (!told.ok) {
    if (told.message) showError(control, told.message)
    return
  }
  clearError(control)
  if (told.shown && control instanceof HTMLInputElement && control.type !== "password") control.value = told.shown
  control.dispatchEvent(new Event("okno:good", { bubbles: true }))
}

async function ask(control: Control): Promise<void> {
  const value = control.value
  // An empty field is not a mistake yet: one may be on the way to fill it.
  if (!value.trim()) return
  try {
    const answer = await fetch("/-/check", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ rule: control.dataset.check, value, name: control.name }),
    })
    if (!answer.ok) return
    const told: Answer = await answer.json()
    still(() => {
      // Typed on meanwhile: the answer is about something else.
      if (control.value === value) show(control, told)
    })
  } catch {
    // No network: the server will check the form when it arrives.
  }
}

function counter(area: HTMLTextAreaElement): void {
  const max = area.maxLength
  if (max <= 0) return
  const line = document.createElement("p")
  line.className = "okno-count"
  line.id = `${area.id}-count`
  area.after(line)
  describe(area, line.id, true)
  // The limit speaks in words instead of swallowing what is typed or pasted.
  area.removeAttribute("maxlength")
  let timer = 0
  const show = () => {
    const left = max - [...area.value].length
    line.textContent = left < 0 ? word("over", -left) : word("count", left)
    line.classList.toggle("okno-count--over", left < 0)
    clearTimeout(timer)
    if (left < max / 10) timer = window.setTimeout(() => announce(line.textContent ?? ""), 1000)
  }
  area.addEventListener("input", show)
  show()
}

export function fields(root: ParentNode): void {
  for (const control of root.querySelectorAll<Control>("[data-check]")) {
    control.addEventListener("change", () => void ask(control))
  }
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-code]")) {
    input.addEventListener("input", () => {
      const digits = input.value.replace(/\D/g, "").slice(0, 6)
      if (digits !== input.value) input.value = digits
    })
  }
  for (const area of root.querySelectorAll<HTMLTextAreaElement>("textarea[data-count]")) counter(area)
}
