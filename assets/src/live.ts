// A part of a page that follows what happens on the server: told that something may have changed, it fetches the page
// again and takes its own part of it.
import { still } from "./still"
import { announce, word } from "./words"

// Somebody is on the way to another page: to load this one anew would take that way from them.
let leaving = false

// Once: a second reload would break off the first, and on a slow line the page would never arrive.
let reloading = false

function reload(): void {
  if (reloading) return
  reloading = true
  location.reload()
}

function renew(part: HTMLElement, fresh: HTMLElement): void {
  if (leaving || reloading || fresh.innerHTML === part.innerHTML) return
  const status = fresh.querySelector('[role="status"]')?.textContent ?? ""
  const before = part.querySelector('[role="status"] strong')?.textContent
  const after = fresh.querySelector('[role="status"] strong')?.textContent
  const focused = part.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null
  part.innerHTML = fresh.innerHTML
  if (focused) part.querySelector<HTMLElement>(`[href="${CSS.escape(focused)}"]`)?.focus()
  if (before === undefined || before !== after) announce(after ?? (status || word("updated")))
}

function follow(part: HTMLElement): void {
  const id = part.id
  const address = part.dataset.live
  if (!id || !address) return
  const source = new EventSource(address)
  let busy = false
  let again = false

  const refresh = async () => {
    if (reloading) return
    if (busy) {
      again = true
      return
    }
    busy = true
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } })
      if (leaving) return
      // Signed out or moved on: the whole page has something to say.
      if (answer.redirected) {
        source.close()
        reload()
        return
      }
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html")
        const fresh = page.getElementById(id)
        if (!fresh) {
          source.close()
          reload()
          return
        }
        still(() => renew(part, fresh))
      }
    } catch {
      // No network: the next message tries again.
    } finally {
      busy = false
      if (again) {
        again = false
        void refresh()
      }
    }
  }
  source.onmessage = () => void refresh()
  window.addEventListener("pagehide", () => source.close())
}

// A way that begins in the window itself (an address, Back) goes before a reload by script anyhow. It is not listened
// for by `beforeunload`: the browser would ask this page first, and one that is just being replaced never answers.
function leave(event: Event): void {
  const way = event.target instanceof Element ? event.target.closest("a[href], form") : null
  if (!way || event.defaultPrevented || (event.type === "click" && way.localName !== "a")) return
  leaving = true
  // Where the way ends in nothing, such as a download, the page is followed again.
  setTimeout(() => {
    leaving = false
  }, 5_000)
}

export function live(root: ParentNode): void {
  for (const part of root.querySelectorAll<HTMLElement>("[data-live]")) follow(part)
  document.addEventListener("click", leave)
  document.addEventListener("submit", leave)
}
