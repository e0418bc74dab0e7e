// An attempt in the workshop of services: what comes of it follows the answers as they are given. The page that the
// button would bring is asked for, and its parts that are alive take the places of those that are here; what is being
// typed stays as it is.
import { still } from "./still"
import { announce } from "./words"

const WAIT = 250

function takeOver(from: Document): void {
  for (const here of document.querySelectorAll<HTMLElement>("[data-alive]")) {
    const there = from.getElementById(here.id)
    if (!there) continue
    if (here.dataset.alive === "class") {
      if (here.className !== there.className) here.className = there.className
    } else if (here.innerHTML !== there.innerHTML) {
      here.replaceChildren(...there.childNodes)
    }
  }
  announce(document.querySelector("#result [role=status]")?.textContent ?? "")
}

export function alive(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-alive-form]")) {
    let timer = 0
    let asked = 0
    const ask = async () => {
      asked += 1
      const mine = asked
      const body = new URLSearchParams()
      for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value)
      try {
        const answer = await fetch(form.action, { method: "POST", body })
        // A page that says what cannot be read has no result; the button brings it whole.
        if (!answer.ok || answer.redirected || mine !== asked) return
        const page = new DOMParser().parseFromString(await answer.text(), "text/html")
        still(() => takeOver(page))
      } catch {
        // The button does the same.
      }
    }
    form.addEventListener("change", () => {
      clearTimeout(timer)
      timer = window.setTimeout(ask, WAIT)
    })
  }
}
