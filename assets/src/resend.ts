// «Отправить снова» waits for its time and says how long. The server keeps the same time.
import { announce, word } from "./words"

function wait(button: HTMLButtonElement): void {
  const at = Number(button.dataset.resendAt)
  if (!(at > Date.now())) return
  // A button beside the first one has words of its own, and the first speaks for both.
  const own = button.dataset.resendText
  const line = document.createElement("span")
  line.className = "okno-muted okno-num"
  button.hidden = true
  button.disabled = true
  button.after(line)
  const tick = () => {
    const left = Math.ceil((at - Date.now()) / 1000)
    if (left > 0) {
      line.textContent = own ? own.replace("%n", String(left)) : word("resend", left)
      setTimeout(tick, 1000)
      return
    }
    line.remove()
    button.hidden = false
    button.disabled = false
    if (!own) announce(word("resendReady"))
  }
  tick()
}

export function resend(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-resend-at]")) wait(button)
}
