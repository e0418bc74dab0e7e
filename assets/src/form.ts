// A form whose questions depend on answers: shows and hides them as the answers are given, and says what an answer does
// not meet. The server works the same rules out when the form is sent; without this script it asks page by page.
import { clearError, showError } from "./fields"
import { type Facts, holds, type Rule, type Value, value } from "./rules"
import { still } from "./still"
import { announce } from "./words"

type Values = { [name: string]: Value }
/** `row`: where a page asks the same of several rows, the one that it is asked of; `own` is then its name in there. */
type Question = {
  id: string
  own: string
  row: string | null
  kind: string
  there: number
  most: number
  when: Rule | null
  rules: [Rule, string][]
}
type Logic = {
  questions: Question[]
  values: { [name: string]: Rule }
  facts: Values
  /** Answers of rows as they are kept, and of a section the rows that it has. */
  rows: { [row: string]: Values }
  lists: { [section: string]: string[] }
}
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const digits = (text: string) => text.replace(/[\s\u200b-\u200f\ufeff]/g, "")

function whole(text: string): number | null {
  const typed = digits(text)
  return /^\d{1,12}$/.test(typed) ? Number(typed) : null
}

function money(text: string): number | null {
  const sum = /^(\d{1,12})(?:[,.](\d{1,2}))?$/.exec(digits(text.toLowerCase()).replace(/(₽|руб\.?|р\.)$/, ""))
  return sum ? Number(sum[1]) * 100 + Number((sum[2] ?? "").padEnd(2, "0")) : null
}

function date(text: string): number | null {
  const typed = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim())
  if (!typed) return null
  const [day, month, year] = [Number(typed[1]), Number(typed[2]), Number(typed[3])]
  const when = new Date(0)
  when.setUTCFullYear(year, month - 1, day)
  if (when.getUTCDate() !== day || when.getUTCMonth() !== month - 1) return null
  return Math.round(when.getTime() / 86_400_000)
}

function controls(form: HTMLFormElement, id: string): Control[] {
  return [...form.querySelectorAll<Control>(`[name="${id}"]`)]
}

function answer(form: HTMLFormElement, question: Question): Value {
  const [first, ...more] = controls(form, question.id)
  if (!first) return null
  if (question.kind === "checkboxes")
    return [first, ...more].filter((one) => (one as HTMLInputElement).checked).map((one) => one.value)
  if (question.kind === "checkbox") return (first as HTMLInputElement).checked
  if (question.kind === "file") {
    const chosen = (first as HTMLInputElement).files?.length ?? 0
    return Math.min(question.there + chosen, question.most) || null
  }
  const all = [first, ...more]
  const picked = first.type === "radio" ? all.find((one) => (one as HTMLInputElement).checked) : first
  const text = picked?.value.trim() ?? ""
  if (!text) return null
  if (question.kind === "number") return whole(text)
  if (question.kind === "money") return money(text)
  return question.kind === "date" ? date(text) : text
}

function start(form: HTMLFormElement, logic: Logic): void {
  const said = new Set<string>()
  // The server then knows that a question which an answer brought up was seen.
  const seen = document.createElement("input")
  seen.type = "hidden"
  seen.name = "_seen"
  seen.value = "1"
  form.append(seen)

  const answers = new Map<string, Value>()
  const facts: Facts = (name) => {
    const given = answers.get(name)
    if (given !== undefined) return given
    const list = logic.lists[name]
    if (list) return list.map(filled)
    const rule = logic.values[name]
    return rule ? value(rule, facts) : (logic.facts[name] ?? null)
  }
  /** A row with what is typed into it on this page. */
  const filled = (row: string): Values => {
    const values = { ...logic.rows[row] }
    for (const question of logic.questions)
      if (question.row === row) values[question.own] = answers.get(question.id) ?? null
    return values
  }
  /** What a rule of a question knows: its own row first. */
  const around = ({ row }: Question): Facts => {
    if (row === null) return facts
    const values = filled(row)
    return (name) => (name in values ? (values[name] ?? null) : facts(name))
  }

  const look = (speak: boolean) => {
    answers.clear()
    let shown = 0
    // Nothing that is asked later is known yet.
    for (const question of logic.questions) answers.set(question.id, null)
    for (const question of logic.questions) {
      const asked = question.when === null || holds(question.when, around(question)) === true
      if (asked) answers.set(question.id, answer(form, question))
      const box = form.querySelector<HTMLElement>(`[data-question="${question.id}"]`)
      if (!box || box.hidden !== asked) continue
      box.hidden = !asked
      if (asked) shown++
    }
    if (shown && speak) announce(form.dataset.more ?? "")
  }

  const judge = () => {
    for (const question of logic.questions) {
      const control = controls(form, question.id)[0]
      if (!control) continue
      const answer = answers.get(question.id) ?? null
      const given = Array.isArray(answer) ? answer.length > 0 : answer !== null
      const broken = given ? question.rules.find(([rule]) => holds(rule, around(question)) === false) : undefined
      if (broken) {
        showError(control, broken[1])
        said.add(question.id)
      } else if (said.delete(question.id)) clearError(control)
    }
  }

  form.addEventListener("input", () => look(true))
  form.addEventListener("change", () =>
    still(() => {
      look(true)
      judge()
    }),
  )
  // The check of the field itself has just taken its error away.
  form.addEventListener("okno:good", () => {
    look(true)
    judge()
  })
  look(false)
}

const block = document.getElementById("okno-logic")
const form = block?.closest("form")
if (block && form) start(form, JSON.parse(block.textContent ?? "") as Logic)
