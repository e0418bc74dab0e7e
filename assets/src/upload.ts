// Sends a form with files and shows how far it is. Anything unforeseen falls back to sending the form as browsers do.
import { announce, word } from "./words"

const docIcon =
  '<svg class="okno-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M6 3h8.5L19 7.5V21H6V3Z"/><path d="M14 3v5h5M9 12.5h7M9 16.5h5"/></svg>'

function row(name: string): { item: HTMLElement; text: HTMLElement; bar: HTMLProgressElement; cancel: HTMLElement } {
  const list = document.createElement("ul")
  list.className = "okno-files okno-mt-4"
  list.setAttribute("role", "list")
  list.innerHTML = `<li class="okno-file">${docIcon}<p><span></span><br><span class="okno-small okno-muted"></span></p><button class="okno-linkbtn okno-small" type="button"></button><progress max="100" value="0"></progress></li>`
  const [title, text] = list.querySelectorAll<HTMLElement>("p > span")
  const bar = list.querySelector("progress") as HTMLProgressElement
  const cancel = list.querySelector("button") as HTMLElement
  if (title) title.textContent = name
  bar.setAttribute("aria-label", `${word("sending")}: ${name}`)
  cancel.textContent = word("cancel")
  return { item: list, text: text as HTMLElement, bar, cancel }
}

function send(form: HTMLFormElement, event: SubmitEvent): void {
  const input = [...form.querySelectorAll<HTMLInputElement>('input[type="file"]')].find((one) => one.files?.length)
  const file = input?.files?.[0]
  if (!input || !file) return
  event.preventDefault()
  const submitter = event.submitter instanceof HTMLButtonElement ? event.submitter : undefined
  const data = new FormData(form)
  if (submitter?.name) data.append(submitter.name, submitter.value)
  const { item, text, bar, cancel } = row(file.name)
  ;(input.closest(".okno-drop") ?? input).after(item)
  form.querySelector(".okno-note--error.okno-mt-4")?.remove()
  if (submitter) submitter.disabled = true
  text.textContent = word("sending")
  announce(word("sending"))

  const stop = () => {
    item.remove()
    if (!submitter) return
    submitter.disabled = false
    // Disabled or taken away, the button that was pressed let the focus go.
    if (document.activeElement === document.body) submitter.focus()
  }
  const request = new XMLHttpRequest()
  request.open("POST", submitter?.getAttribute("formaction") ?? form.action)
  request.upload.onprogress = (progress) => {
    if (!progress.lengthComputable) return
    bar.value = (progress.loaded / progress.total) * 100
    text.textContent = word("left", Math.floor(bar.value))
  }
  request.onload = () => {
    const moved = request.responseURL && request.responseURL !== new URL(form.action, location.href).href
    if (request.status < 400 && moved) {
      announce(word("sent"))
      location.assign(request.responseURL)
      return
    }
    // The same page with errors, or a failure page: shown as it came.
    const page = new DOMParser().parseFromString(request.responseText, "text/html")
    const main = page.querySelector("main")
    const here = document.querySelector("main")
    if (!main || !here) {
      location.assign(request.responseURL || location.href)
      return
    }
    document.title = page.title
    here.replaceWith(main)
    document.dispatchEvent(new CustomEvent("okno:content", { detail: main }))
    const summary = main.querySelector<HTMLElement>("#error-summary")
    ;(summary ?? main).focus()
    window.scrollTo(0, 0)
  }
  request.onerror = () => {
    stop()
    announce(word("broken"))
    const note = document.createElement("p")
    note.className = "okno-note okno-note--error okno-note--s okno-mt-4"
    note.textContent = word("broken")
    ;(input.closest(".okno-drop") ?? input).after(note)
  }
  request.onabort = stop
  cancel.addEventListener("click", () => request.abort())
  request.send(data)
}

export function uploads(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-upload]")) {
    form.addEventListener("submit", (event) => send(form, event))
  }
}
