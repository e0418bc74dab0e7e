// Keys of officials: single letters and digits, only while no field has focus. Every action has a button too, and all
// of them can be switched off (WCAG 2.1.4): a cookie remembers it.

// As the cookies of the portal itself: no neighbour can plant one.
const isSafe = location.protocol === "https:"
const COOKIE = isSafe ? "__Host-okno_keys" : "okno_keys"
const YEAR = 31_536_000

const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

const areOff = () => document.cookie.split("; ").includes(`${COOKIE}=off`)

function switchTo(off: boolean): void {
  const secure = isSafe ? "; secure" : ""
  // biome-ignore lint/suspicious/noDocumentCookie: Firefox and Safari of today have no cookieStore.
  document.cookie = `${COOKIE}=${off ? "off" : "on"}; path=/; max-age=${YEAR}; samesite=lax${secure}`
}

// The letter on the key, whatever the layout: J is «о» in the Russian one.
function keyOf(event: KeyboardEvent): string {
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return "?"
  if (event.code === "Slash") return "/"
  if (event.code === "BracketLeft") return "["
  if (event.code === "BracketRight") return "]"
  const isForeign = event.key.length === 1 && event.key.charCodeAt(0) > 127
  return (isForeign ? event.code.replace(/^Key/, "") : event.key).toLowerCase()
}

const rows = () => [...document.querySelectorAll<HTMLElement>(".okno-table tbody tr")]
const chosen = () => document.querySelector<HTMLElement>("tr.okno-table__sel")

function move(step: number): void {
  const all = rows()
  if (!all.length) return
  const now = all.findIndex((row) => row.classList.contains("okno-table__sel"))
  const next = now < 0 ? 0 : Math.max(0, Math.min(all.length - 1, now + step))
  all[now]?.classList.remove("okno-table__sel")
  const row = all[next]
  row?.classList.add("okno-table__sel")
  const link = row?.querySelector<HTMLElement>("a") ?? row?.querySelector<HTMLElement>("input[type=checkbox]")
  link?.focus()
}

// Does what a key is for: goes into a field, chooses, presses.
function act(named: HTMLElement): void {
  const isChoice = named instanceof HTMLInputElement && /^(radio|checkbox)$/.test(named.type)
  const isText = named instanceof HTMLTextAreaElement || (named instanceof HTMLInputElement && !isChoice)
  if (!isText) named.click()
  const then = named.dataset.then ? document.querySelector<HTMLElement>(named.dataset.then) : null
  if (isText || isChoice) (then ?? named).focus()
}

function help(): void {
  const panel = document.getElementById("okno-keys")
  if (!(panel instanceof HTMLDialogElement)) return
  const button = panel.querySelector<HTMLButtonElement>("[data-keys-switch]")
  const state = panel.querySelector<HTMLElement>("[data-keys-state]")
  const show = () => {
    const off = areOff()
    document.documentElement.toggleAttribute("data-keys-off", off)
    if (!button || !state) return
    button.textContent = (off ? button.dataset.on : button.dataset.off) ?? ""
    state.textContent = (off ? button.dataset.isOff : button.dataset.isOn) ?? ""
  }
  button?.addEventListener("click", () => {
    switchTo(!areOff())
    show()
  })
  panel.querySelector("[data-keys-close]")?.addEventListener("click", () => panel.close())
  for (const opener of document.querySelectorAll<HTMLButtonElement>("[data-keys-help]")) {
    opener.hidden = false
    opener.addEventListener("click", () => panel.showModal())
  }
  show()
}

export function keys(): void {
  if (!document.querySelector("[data-key], .okno-work .okno-table")) return
  help()
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.isComposing) return
    if (document.querySelector("dialog[open]")) return
    if (event.ctrlKey) {
      // Ctrl+Enter sends the form of the field that one is in.
      const form = event.target instanceof HTMLElement ? event.target.closest("form") : null
      if (event.key === "Enter" && form?.matches("[data-ctrl-enter]")) form.requestSubmit()
      return
    }
    if (areOff()) return
    // A radio or a box takes no letters, so that keys may follow one another.
    const target = event.target
    const takesText = inField(target) && !(target instanceof HTMLInputElement && /^(radio|checkbox)$/.test(target.type))
    if (takesText) return
    const key = keyOf(event)
    if (key === "?") {
      const panel = document.getElementById("okno-keys")
      if (!(panel instanceof HTMLDialogElement)) return
      event.preventDefault()
      panel.showModal()
      return
    }
    const named = document.querySelector<HTMLElement>(`[data-key~="${CSS.escape(key)}"]`)
    if (named) {
      event.preventDefault()
      act(named)
      return
    }
    if (!document.querySelector(".okno-work .okno-table")) return
    if (key === "j") move(1)
    if (key === "k") move(-1)
    if (key === "x") chosen()?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click()
  })
}
