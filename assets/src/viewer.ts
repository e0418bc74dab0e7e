// Documents of a case open beside its answers: pictures grow, shrink and turn; PDFs have the viewer of the browser.
// Without scripts the links open them in another window.

const SIZES = [1, 1.5, 2, 3, 4]

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
  !(target instanceof HTMLInputElement && /^(radio|checkbox)$/.test(target.type))

export function viewer(): void {
  const panel = document.getElementById("viewer")
  const panes = document.getElementById("panes")
  const stage = panel?.querySelector<HTMLElement>("[data-stage]")
  const title = document.getElementById("viewer-title")
  if (!panel || !panes || !stage || !title) return
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-view]")]
  let at = -1
  let size = 0
  let turn = 0
  let picture: HTMLImageElement | undefined

  const draw = () => {
    if (!picture) return
    const times = SIZES[size] ?? 1
    const isAcross = turn % 2 !== 0
    picture.style.width = `${times * 100}%`
    picture.style.transform = `rotate(${turn * 90}deg)`
    // A picture on its side needs a square to turn in.
    stage.classList.toggle("okno-viewer__stage--across", isAcross)
  }

  const open = (n: number) => {
    const link = links[n]
    if (!link) return
    at = n
    size = 0
    turn = 0
    picture = undefined
    title.textContent = link.firstChild?.textContent ?? ""
    stage.replaceChildren()
    if (link.dataset.view === "cam") {
      picture = new Image()
      picture.src = link.href
      picture.alt = title.textContent
      stage.append(picture)
      draw()
    } else {
      const frame = document.createElement("iframe")
      frame.src = link.href
      frame.title = title.textContent
      stage.append(frame)
    }
    for (const name of ["smaller", "larger", "left", "right"]) {
      const button = panel.querySelector<HTMLButtonElement>(`[data-viewer="${name}"]`)
      if (button) button.hidden = !picture
    }
    panel.hidden = false
    panes.classList.add("okno-panes--view")
    title.focus()
  }

  const close = () => {
    if (panel.hidden) return
    panel.hidden = true
    panes.classList.remove("okno-panes--view")
    stage.replaceChildren()
    links[at]?.focus()
  }

  const does: Record<string, () => void> = {
    smaller: () => {
      size = Math.max(0, size - 1)
    },
    larger: () => {
      size = Math.min(SIZES.length - 1, size + 1)
    },
    left: () => {
      turn -= 1
    },
    right: () => {
      turn += 1
    },
    close,
  }
  const act = (name: string) => {
    does[name]?.()
    draw()
  }

  for (const [n, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      open(n)
    })
  }
  for (const button of panel.querySelectorAll<HTMLButtonElement>("[data-viewer]")) {
    button.addEventListener("click", () => act(button.dataset.viewer ?? ""))
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return
    if (document.querySelector("dialog[open]") || document.documentElement.hasAttribute("data-keys-off")) return
    if (event.code === "KeyV" && links.length) {
      event.preventDefault()
      open((at + 1) % links.length)
    }
    if (panel.hidden) return
    if (event.key === "Escape") close()
    else if (event.key === "+" || event.key === "=") act("larger")
    else if (event.key === "-") act("smaller")
    else if (event.code === "BracketLeft") act("left")
    else if (event.code === "BracketRight") act("right")
  })
}
