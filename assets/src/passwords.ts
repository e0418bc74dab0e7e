// «Показать пароль» and the rules that tick while a password is typed. The rules are those of the server.
import { announce, word } from "./words"

const rules: Record<string, (text: string) => boolean> = {
  length: (text) => [...text].length >= 8 && [...text].length <= 20,
  lower: (text) => /\p{Ll}/u.test(text),
  upper: (text) => /\p{Lu}/u.test(text),
  digit: (text) => /\p{Nd}/u.test(text),
  sign: (text) => /[!@#$%^&*]/.test(text),
}

function reveal(input: HTMLInputElement): void {
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = word("show")
  button.setAttribute("aria-controls", input.id)
  button.addEventListener("click", () => {
    const show = input.type === "password"
    input.type = show ? "text" : "password"
    button.textContent = word(show ? "hide" : "show")
    announce(word(show ? "shown" : "hidden"))
  })
  // Browsers keep what was typed into a visible field; a password must not be among it.
  input.form?.addEventListener("submit", () => {
    input.type = "password"
  })
  input.after(button)
}

function ticks(list: HTMLElement): void {
  const input = document.getElementById(list.dataset.rules ?? "")
  if (!(input instanceof HTMLInputElement)) return
  const show = () => {
    for (const item of list.querySelectorAll<HTMLElement>("[data-rule]")) {
      const met = rules[item.dataset.rule ?? ""]?.(input.value) ?? false
      item.classList.toggle("okno-rules__ok", met)
      const said = item.querySelector(".govuk-visually-hidden")
      if (met && !said) {
        const done = document.createElement("span")
        done.className = "govuk-visually-hidden"
        done.textContent = `, ${word("done")}`
        item.append(done)
      } else if (!met) said?.remove()
    }
  }
  input.addEventListener("input", show)
  show()
}

export function passwords(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-show-password]")) reveal(input)
  for (const list of root.querySelectorAll<HTMLElement>("[data-rules]")) ticks(list)
}
