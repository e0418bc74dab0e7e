// The value of a rule, as crates/rules/src/eval.rs works it out: the server decides, this only
// hurries. A test holds that both agree.
//
// A rule is nested arrays, the operator first. A date is days since 1970-01-01, money is
// kopecks, a span is [months, days], null is what is not there: not given, or past what can be
// worked out.

export type Value = null | boolean | number | string | Value[] | { [name: string]: Value }
export type Rule = [string, ...unknown[]]
/** The value of a name; null of one that has none. */
export type Facts = (name: string) => Value

type Locals = { name: string; value: Value; outer: Locals } | null

const LIMIT = Number.MAX_SAFE_INTEGER
const DAY = 86_400_000

export function value(rule: Rule, facts: Facts): Value {
  return evaluate(rule, facts, null)
}

/** Is it true? Null when that cannot be told yet. */
export function holds(rule: Rule, facts: Facts): boolean | null {
  return truth(value(rule, facts))
}

function truth(value: Value): boolean | null {
  return typeof value === "boolean" ? value : null
}

function evaluate(rule: Rule, facts: Facts, locals: Locals): Value {
  const of = (at: number) => evaluate(rule[at] as Rule, facts, locals)
  const [op, first] = rule
  switch (op) {
    case "const":
      return first as Value
    case "name":
      return facts(first as string)
    case "local":
      for (let at = locals; at; at = at.outer) if (at.name === first) return at.value
      return null
    case "field": {
      const row = of(1)
      return isRow(row) ? (row[rule[2] as string] ?? null) : null
    }
    case "not": {
      const a = truth(of(1))
      return a === null ? null : !a
    }
    case "and": {
      const a = truth(of(1))
      if (a === false) return false
      const b = truth(of(2))
      return b === false ? false : a && b
    }
    case "or": {
      const a = truth(of(1))
      if (a === true) return true
      const b = truth(of(2))
      return b === true ? true : a === null || b === null ? null : false
    }
    case "if": {
      const when = truth(of(1))
      return when === null ? null : of(when ? 2 : 3)
    }
    case "in": {
      const [one, list] = [of(1), of(2)]
      return one === null || !Array.isArray(list) ? null : list.includes(one)
    }
    case "given": {
      const a = of(1)
      return Array.isArray(a) ? a.length > 0 : a !== null
    }
    case "list": {
      const values = rule.slice(1).map((_, at) => of(at + 1))
      return values.includes(null) ? null : values
    }
    case "all":
    case "exists":
    case "one":
    case "filter":
    case "map": {
      const list = of(1)
      if (!Array.isArray(list)) return null
      const name = rule[2] as string
      const body = (item: Value) =>
        evaluate(rule[3] as Rule, facts, { name, value: item, outer: locals })
      return each(op, list, body)
    }
    case "eq":
    case "ne":
    case "lt":
    case "le":
    case "gt":
    case "ge":
      return compare(op, of(1), of(2))
    case "contains":
    case "starts":
    case "ends":
      return within(op, of(1), of(2))
    case "age":
      return age(of(1), facts("today"))
    case "size":
    case "sum":
    case "min":
    case "max":
    case "rubles":
    case "days":
    case "months":
    case "years":
    case "neg":
      return call(op, of(1))
    default:
      return arith(op, of(1), of(2))
  }
}

function isRow(value: Value): value is { [name: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function each(op: string, list: Value[], body: (item: Value) => Value): Value {
  if (op === "map") {
    const made = list.map(body)
    return made.includes(null) ? null : made
  }
  const kept: Value[] = []
  let unknown = false
  for (const item of list) {
    const holds = truth(body(item))
    if (op === "all" && holds === false) return false
    if (op === "exists" && holds === true) return true
    if (holds === true) kept.push(item)
    if (holds === null) unknown = true
  }
  if (unknown) return null
  if (op === "all") return true
  if (op === "exists") return false
  return op === "one" ? kept.length === 1 : kept
}

function compare(op: string, a: Value, b: Value): boolean | null {
  if (a === null || b === null) return null
  if (op === "eq") return a === b
  if (op === "ne") return a !== b
  if (op === "lt") return a < b
  if (op === "le") return a <= b
  return op === "gt" ? a > b : a >= b
}

function within(op: string, text: Value, part: Value): boolean | null {
  if (typeof text !== "string" || typeof part !== "string") return null
  if (op === "contains") return text.includes(part)
  return op === "starts" ? text.startsWith(part) : text.endsWith(part)
}

function bounded(number: number): number | null {
  return Math.abs(number) <= LIMIT ? number + 0 : null
}

/** Whole part of a quotient, exact for whole numbers. */
function quotient(a: number, b: number): number {
  return (a - (a % b)) / b + 0
}

/** Rounded half away from zero. */
function rounded(a: number, b: number): number {
  const rest = Math.abs(a % b)
  const sign = a < 0 === b < 0 ? 1 : -1
  return quotient(a, b) + (rest >= Math.abs(b) - rest ? sign : 0)
}

function arith(op: string, a: Value, b: Value): Value {
  if (op === "join") return typeof a === "string" && typeof b === "string" ? a + b : null
  if (typeof a === "number" && Array.isArray(b)) {
    const [months, days] = b as [number, number]
    return op === "later" ? later(a, months, days) : later(a, -months, -days)
  }
  if (typeof a !== "number" || typeof b !== "number") return null
  switch (op) {
    case "add":
      return bounded(a + b)
    case "sub":
    case "between":
      return bounded(a - b)
    case "mul":
      return bounded(a * b)
    case "div":
      return b === 0 ? null : quotient(a, b)
    case "rem":
      return b === 0 ? null : (a % b) + 0
    case "share":
      return b === 0 ? null : rounded(a, b)
    case "percent": {
      const product = bounded(a * b)
      return product === null ? null : rounded(product, 100)
    }
    default:
      return null
  }
}

function call(op: string, value: Value): Value {
  if (Array.isArray(value)) {
    if (op === "size") return value.length
    if (op === "sum")
      return value.reduce((sum, item) => (sum === null ? null : arith("add", sum, item)), 0 as Value)
    if (value.length === 0) return null
    return (value as number[]).reduce((a, b) => (op === "min" ? Math.min(a, b) : Math.max(a, b)))
  }
  if (typeof value === "string") return op === "size" ? [...value].length : null
  if (typeof value !== "number") return null
  switch (op) {
    case "rubles":
      return bounded(value * 100)
    case "neg":
      return 0 - value
    case "days":
      return [0, value]
    case "months":
      return [value, 0]
    case "years":
      return [value * 12, 0]
    default:
      return null
  }
}

/** Year, month from 0, day. */
function civil(number: number): [number, number, number] {
  const date = new Date(number * DAY)
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
}

function numbered(year: number, month: number, day: number): number {
  // Of years before 100 the constructor makes 19xx.
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  return Math.round(date.getTime() / DAY)
}

const FIRST = numbered(1, 0, 1)
const LAST = numbered(9999, 11, 31)

function later(from: number, months: number, days: number): number | null {
  if (Math.abs(months) > 120_000 || Math.abs(days) > 4_000_000) return null
  const [year, month, day] = civil(from)
  const total = year * 12 + month + months
  const [y, m] = [Math.floor(total / 12), ((total % 12) + 12) % 12]
  const longest = new Date(numbered(y, m + 1, 0) * DAY).getUTCDate()
  const reached = numbered(y, m, Math.min(day, longest))
  if (y < -9999 || y > 9999) return null
  const number = reached + days
  return number < FIRST || number > LAST ? null : number
}

function age(born: Value, today: Value): number | null {
  if (typeof born !== "number" || typeof today !== "number" || today < born) return null
  const [year, month, day] = civil(born)
  const [y, m, d] = civil(today)
  const had = m > month || (m === month && d >= day)
  return y - year - (had ? 0 : 1)
}
