// What moves the page about waits while a button is being pressed: leaving a field for the button has the field
// checked, and were the button to move before it is let go, the press would be lost.

let pressed = false
let waiting: (() => void)[] = []

function letGo(event: Event): void {
  if (!pressed) return
  pressed = false
  // After the click that the press becomes; one by a finger comes a little later.
  const soon = event instanceof PointerEvent && event.pointerType === "touch" ? 100 : 0
  setTimeout(() => {
    const acts = waiting
    waiting = []
    for (const act of acts) still(act)
  }, soon)
}

addEventListener(
  "pointerdown",
  () => {
    pressed = true
  },
  true,
)
for (const end of ["pointerup", "pointercancel", "dragend"]) addEventListener(end, letGo, true)
// Of the window only: not captured, that of a field does not come here.
addEventListener("blur", letGo)

/** Does it at once, or after the press that is under way. */
export function still(act: () => void): void {
  if (pressed) waiting.push(act)
  else act()
}
