// Sends a form with files and shows how far they are. A file goes ahead in pieces and the form names it; anything
// unforeseen falls back to sending the form with the file, as browsers do.
import { Courier } from "./pieces"
import { announce, word } from "./words"

// Larger ones are refused with the form, in its words.
const LARGEST = 5 * 1024 * 1024

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

type Chosen = { input: HTMLInputElement; file: File }

function chosen(form: HTMLFormElement): Chosen[] {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[type="file"]')]
  return inputs.flatMap((input) => {
    const file = input.files?.[0]
    return file ? [{ input, file }] : []
  })
}

function send(form: HTMLFormElement, event: SubmitEvent): void {
  const files = chosen(form)
  const shown = files[0]
  if (!shown) return
  event.preventDefault()
  const submitter = event.submitter instanceof HTMLButtonElement ? event.submitter : undefined
  const target = submitter?.getAttribute("formaction") ?? form.action
  const data = new FormData(form)
  if (submitter?.name) data.append(submitter.name, submitter.value)
  const { item, text, bar, cancel } = row(shown.file.name)
  const under = shown.input.closest(".okno-drop") ?? shown.input
  under.after(item)
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
  const moved = (share: number) => {
    bar.value = share * 100
    text.textContent = word("left", Math.floor(bar.value))
  }
  const fail = (words: string) => {
    stop()
    announce(words)
    const note = document.createElement("p")
    note.className = "okno-note okno-note--error okno-note--s okno-mt-4"
    note.textContent = words
    under.after(note)
  }
  let giveUp = () => {}
  cancel.addEventListener("click", () => giveUp())

  // One file after another; those that may not or cannot go ahead stay in the form.
  const ahead = async (): Promise<boolean> => {
    const all = files.reduce((sum, { file }) => sum + file.size, 0)
    let before = 0
    for (const { input, file } of files) {
      if (!("pieces" in input.dataset) || file.size > LARGEST) continue
      let waits = false
      const purpose = `${new URL(target, location.href).pathname} ${input.name}`
      const courier = new Courier(file, purpose, {
        moved: (share) => {
          if (!waits) moved((before + share * file.size) / all)
        },
        waiting: (yes) => {
          if (yes === waits) return
          waits = yes
          if (yes) text.textContent = word("waiting")
          announce(word(yes ? "waiting" : "continued"))
        },
      })
      giveUp = () => courier.cancel()
      const end = await courier.carry()
      if ("id" in end) {
        data.delete(input.name)
        data.append(`_upload.${input.name}`, end.id)
        before += file.size
      } else if (end.halt === "cancelled") {
        stop()
        return false
      } else if (end.halt !== "unfit") {
        fail(end.halt.words)
        return false
      }
    }
    return true
  }

  const rest = () => {
    const request = new XMLHttpRequest()
    request.open("POST", target)
    request.upload.onprogress = (progress) => {
      const carries = [...data.values()].some((value) => value instanceof File && value.size > 0)
      if (carries && progress.lengthComputable) moved(progress.loaded / progress.total)
    }
    request.onload = () => arrived(request, form)
    request.onerror = () => fail(word("broken"))
    request.onabort = stop
    giveUp = () => request.abort()
    request.send(data)
  }
  void ahead().then((go) => {
    if (go) rest()
  })
}

function arrived(request: XMLHttpRequest, form: HTMLFormElement): void {
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

export function uploads(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-upload]")) {
    form.addEventListener("submit", (event) => send(form, event))
  }
}
