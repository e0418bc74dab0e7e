// Keys of officials: single letters and digits, only while no field has focus. Every action has a button too.

const inField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

function move(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>(".okno-table tbody tr")]
  if (!rows.length) return
  const now = rows.findIndex((row) => row.classList.contains("okno-table__sel"))
  const next = now < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, now + step))
  rows[now]?.classList.remove("okno-table__sel")
  const row = rows[next]
  row?.classList.add("okno-table__sel")
  row?.querySelector<HTMLElement>("a")?.focus()
}

export function keys(): void {
  if (!document.querySelector("[data-key], .okno-work .okno-table")) return
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.isComposing) return
    if (document.querySelector("dialog[open]")) return
    if (event.ctrlKey) {
      // Ctrl+Enter sends the form of the field that one is in.
      const form = event.target instanceof HTMLElement ? event.target.closest("form") : null
      if (event.key === "Enter" && form?.matches("[data-ctrl-enter]")) form.requestSubmit()
      return
    }
    // A radio or a box takes no letters, so that keys may follow one another.
    const target = event.target
    const takesText = inField(target) && !(target instanceof HTMLInputElement && /^(radio|checkbox)$/.test(target.type))
    if (takesText) return
    const key = event.key.toLowerCase()
    const named = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
    if (named) {
      event.preventDefault()
      if (named instanceof HTMLInputElement && !/^(radio|checkbox|button|submit)$/.test(named.type)) named.focus()
      else if (named instanceof HTMLTextAreaElement) named.focus()
      else named.click()
      return
    }
    if (!document.querySelector(".okno-work .okno-table")) return
    if (key === "j" || key === "о") move(1)
    if (key === "k" || key === "л") move(-1)
  })
}
