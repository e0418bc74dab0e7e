// «Показать пароль», the rules that tick while a password is typed, and how hard it is to guess. The rules are those of
// the server; strength is advice and stops nothing.
import { announce, word } from "./words"

// The longest password stands on the page: whoever runs the portal sets it.
const longest = () => Number(document.querySelector<HTMLElement>("[data-rule=length]")?.dataset.max ?? 20)

const rules: Record<string, (text: string) => boolean> = {
  length: (text) => [...text].length >= 8 && [...text].length <= longest(),
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

const rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"]

function beside(a: string, b: string): boolean {
  return rows.some((row) => row.includes(a) && row.includes(b) && Math.abs(row.indexOf(a) - row.indexOf(b)) <= 1)
}

// From 1 (weak) to 4 (very strong): counts the characters that a guesser cannot tell from the one before, so that
// «aaaa», «1234» and «йцук» add next to nothing. A password that breaks a rule is weak.
export function strength(password: string): number {
  if (!Object.values(rules).every((met) => met(password))) return 1
  const signs = [...password.toLowerCase()]
  const worth = signs.filter((sign, i) => {
    const before = signs[i - 1]
    if (before === undefined) return true
    const step = (sign.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)
    return Math.abs(step) > 1 && !beside(before, sign)
  })
  const years = (password.match(/(?:19|20)\d\d/g) ?? []).length * 2
  const score = Math.min(worth.length, new Set(signs).size + 3) - years
  return score >= 13 ? 4 : score >= 10 ? 3 : score >= 7 ? 2 : 1
}

// One word, or one name, with digits and signs before or after it: what is guessed first, however many signs it has.
export function isOneWord(password: string): boolean {
  return /^\P{L}{0,8}\p{L}{3,}\P{L}{0,8}$/u.test(password)
}

function measure(line: HTMLElement): void {
  const input = document.getElementById(line.dataset.strength ?? "")
  const words = line.querySelector("b")
  if (!(input instanceof HTMLInputElement) || !words) return
  const advice = words.textContent ?? ""
  let timer = 0
  const show = () => {
    const single = isOneWord(input.value)
    const level = input.value ? Math.min(strength(input.value), single ? 2 : 4) : 0
    // Said of what keeps every rule, and is refused all the same when the word is a known one.
    const key = single && level === 2 ? "single" : level
    const text = line.getAttribute(`data-word-${key}`) ?? advice
    if (level) line.dataset.level = String(level)
    else delete line.dataset.level
    if (words.textContent === text) return
    words.textContent = text
    // After a pause: every letter would be an interruption.
    clearTimeout(timer)
    if (level) timer = window.setTimeout(() => announce(text), 800)
  }
  input.addEventListener("input", show)
  show()
}

export function passwords(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-show-password]")) reveal(input)
  for (const list of root.querySelectorAll<HTMLElement>("[data-rules]")) ticks(list)
  for (const line of root.querySelectorAll<HTMLElement>("[data-strength]")) measure(line)
}
