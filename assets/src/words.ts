// Texts come from the page, so that scripts speak its language.

const store = document.getElementById("okno-words")

export function word(name: string, n?: number | string): string {
  const text = store?.dataset[name] ?? ""
  return n === undefined ? text : text.replace("%n", String(n))
}

let speaker: HTMLElement | undefined

// Says a sentence to screen readers without moving the focus.
export function announce(text: string): void {
  if (!speaker) {
    speaker = document.createElement("div")
    speaker.className = "govuk-visually-hidden"
    speaker.setAttribute("role", "status")
    document.body.append(speaker)
  }
  // The same words twice in a row would not be spoken again.
  speaker.textContent = speaker.textContent === text ? `${text}\u00a0` : text
}
