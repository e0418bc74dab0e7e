// Two minutes before a visit ends, asks whether to go on.

export function session(): void {
  let ends = Number(document.body.dataset.sessionEnds)
  const dialog = document.getElementById("okno-session")
  if (!ends || !(dialog instanceof HTMLDialogElement)) return
  // The page has just come, so the visit lives: a clock of this device that says otherwise is wrong.
  if (ends <= Date.now()) return
  let timer = 0
  const plan = () => {
    clearTimeout(timer)
    const left = ends - Date.now()
    if (left <= 0) {
      // The server has closed the visit; what is on the screen must not stay there.
      location.reload()
      return
    }
    const warn = left - 120_000
    if (warn <= 0 && !dialog.open) dialog.showModal()
    // A long timer overflows, and a sleeping computer delays it: look again now and then.
    timer = window.setTimeout(plan, Math.min(warn > 0 ? warn : left, 30_000))
  }
  const stay = dialog.querySelector("form")
  stay?.addEventListener("submit", async (event) => {
    const button = event.submitter
    if (button instanceof HTMLButtonElement && button.hasAttribute("formaction")) return
    event.preventDefault()
    try {
      const answer = await fetch("/-/stay", { method: "POST" })
      if (!answer.ok) throw new Error(String(answer.status))
      const told: { ends: number } = await answer.json()
      ends = told.ends
      dialog.close()
      if (ends > Date.now()) plan()
    } catch {
      location.reload()
    }
  })
  plan()
}
