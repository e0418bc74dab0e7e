// What is typed into a form goes to the server at once, so that nothing is lost when the page is left, the network
// breaks or the visit ends. It is kept there beside the answers and is none before the form is sent. While the server
// cannot be reached the page says so, tries again with growing pauses, and does not go where what is typed would be
// lost. Nothing is laid down in the browser: others may use it too.
import { announce } from "./words"

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Told = { closed: boolean; elsewhere: string[] }
type State = "saved" | "waiting" | "ended" | "elsewhere" | "closed" | "stay"

/** Milliseconds after the last key. */
const SOON = 1_500
/** Milliseconds to the next try: at first, at most. */
const [FIRST, LAST] = [2_000, 60_000]
/** An answer that takes longer is none, milliseconds. */
const PATIENCE = 20_000
/** So many bytes may be sent by a page that is being left. */
const PARTING = 60_000

const isBox = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio")

/** What the page came with: a browser that was closed may have put other words into it. */
function given(controls: Control[]): string[] {
  return controls.flatMap((control) => {
    if (isBox(control)) return control.defaultChecked ? [control.value] : []
    if (control instanceof HTMLSelectElement) {
      const options = [...control.options]
      return [(options.find((option) => option.defaultSelected) ?? options[0])?.value ?? ""]
    }
    return [control.defaultValue]
  })
}

function typed(controls: Control[]): string[] {
  return controls.flatMap((control) => (isBox(control) && !control.checked ? [] : [control.value]))
}

const same = (a: string[] | undefined, b: string[]) => a?.join("\n") === b.join("\n")

class Keeper {
  private names = new Map<string, Control[]>()
  private sent = new Map<string, string[]>()
  private state: State | null = null
  private timer = 0
  private pause = FIRST
  private busy: Promise<void> | null = null
  // Tells the texts of this page from those of another tab.
  private tab = crypto.getRandomValues(new Uint32Array(3)).join("-")

  constructor(
    private form: HTMLFormElement,
    private line: HTMLElement,
  ) {
    for (const control of form.querySelectorAll<Control>("input[name], textarea[name], select[name]")) {
      if (control.name.startsWith("_") || control.type === "file" || control.type === "hidden") continue
      this.names.set(control.name, [...(this.names.get(control.name) ?? []), control])
    }
    for (const [name, controls] of this.names) this.sent.set(name, given(controls))
    form.addEventListener("input", () => this.soon(SOON))
    form.addEventListener("change", () => this.soon(0))
    form.addEventListener("okno:good", () => this.soon(0))
    addEventListener("online", () => this.soon(0))
    addEventListener("offline", () => this.say("waiting"))
    addEventListener("pagehide", () => void this.push(true))
    document.addEventListener("visibilitychange", () => document.hidden && void this.push(true))
    addEventListener("beforeunload", (event) => {
      if (this.isDown() && this.changed().length) event.preventDefault()
    })
    // Before all others that wait for it.
    addEventListener("submit", (event) => event.target === form && this.hold(event as SubmitEvent), true)
    // What the browser has put back.
    if (this.changed().length) this.soon(SOON)
  }

  private changed(): string[] {
    const all = [...this.names]
    return all.filter(([name, controls]) => !same(this.sent.get(name), typed(controls))).map(([name]) => name)
  }

  private isDown(): boolean {
    return !navigator.onLine || ["waiting", "ended", "stay"].includes(this.state ?? "")
  }

  private soon(after: number): void {
    if (this.state === "closed") return
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.push(), after)
  }

  private say(state: State): void {
    if (this.state === state) return
    // Of a button that was pressed in vain more is said than of a pause.
    if (this.state === "stay" && state === "waiting") return
    this.state = state
    const text = this.line.dataset[state] ?? ""
    this.line.textContent = text
    this.line.dataset.state = state
    // Spoken by a line of its own; here only what can be pressed is for everybody.
    if (state === "ended") {
      const link = document.createElement("a")
      link.href = "/login"
      link.target = "_blank"
      link.textContent = this.line.dataset.enter ?? ""
      this.line.append(" ", link)
      this.line.removeAttribute("aria-hidden")
    } else {
      this.line.setAttribute("aria-hidden", "true")
    }
    announce(text)
  }

  /** One at a time, so that what is typed later arrives later. */
  private async push(parting = false): Promise<void> {
    if (this.state === "closed") return
    if (this.busy && !parting) {
      await this.busy
      if (this.changed().length) this.soon(0)
      return
    }
    const names = this.changed()
    if (!names.length && (this.state === null || this.state === "saved" || this.state === "elsewhere")) return
    const sending = this.send(names, parting)
    this.busy = sending
    await sending
    if (this.busy === sending) this.busy = null
  }

  private async send(names: string[], parting: boolean): Promise<void> {
    const body = new URLSearchParams({ _tab: this.tab })
    for (const name of ["_was", "_new"]) {
      const field = this.form.querySelector<HTMLInputElement>(`[name="${name}"]`)
      if (field) body.set(name, field.value)
    }
    const values = new Map<string, string[]>()
    for (const name of names) {
      const now = typed(this.names.get(name) ?? [])
      values.set(name, now)
      for (const value of now.length ? now : [""]) body.append(name, value)
    }
    const stop = new AbortController()
    const late = setTimeout(() => stop.abort(), PATIENCE)
    try {
      const answer = await fetch(this.form.dataset.keep ?? "", {
        method: "POST",
        body,
        redirect: "manual",
        keepalive: parting && body.toString().length < PARTING,
        signal: stop.signal,
      })
      // To the page where one signs in.
      if (answer.type === "opaqueredirect") return this.fail("ended")
      if (answer.status === 404) return this.say("closed")
      if (!answer.ok) return this.fail("waiting")
      const told: Told = await answer.json()
      this.done(told, values)
    } catch {
      if (!parting) this.fail("waiting")
    } finally {
      clearTimeout(late)
    }
  }

  private done(told: Told, values: Map<string, string[]>): void {
    if (told.closed) {
      this.say("closed")
      return
    }
    for (const [name, now] of values) this.sent.set(name, now)
    this.pause = FIRST
    // A row that did not exist has an address of its own from now on.
    const fresh = this.form.querySelector('[name="_new"]')
    if (fresh && values.size) {
      fresh.remove()
      // Whoever changes the language comes back to it, not to another one.
      for (const back of document.querySelectorAll<HTMLInputElement>(`input[name="back"]`))
        if (back.value === location.pathname) back.value = new URL(this.form.action).pathname
      history.replaceState(history.state, "", this.form.action)
    }
    if (this.state === "stay") this.state = "waiting"
    this.say(told.elsewhere.length ? "elsewhere" : "saved")
    if (this.changed().length) this.soon(SOON)
  }

  private fail(state: "waiting" | "ended"): void {
    this.say(state)
    this.soon(this.pause)
    this.pause = Math.min(this.pause * 2, LAST)
  }

  /** A press of the button while the server is not there: the page stays and says why. */
  private hold(event: SubmitEvent): void {
    clearTimeout(this.timer)
    if (!this.isDown()) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const button = event.submitter
    void (async () => {
      if (this.state === null) this.say("waiting")
      await this.push()
      if (!this.isDown()) return this.form.requestSubmit(button)
      if (this.state === "waiting") this.say("stay")
      else announce(this.line.textContent ?? "")
      this.line.scrollIntoView({ block: "nearest" })
    })()
  }
}

export function keeping(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-keep]")) {
    const line = form.querySelector<HTMLElement>(".okno-kept")
    if (line) new Keeper(form, line)
  }
}
