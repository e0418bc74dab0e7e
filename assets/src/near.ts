// «Ближайшие ко мне»: sorts a list of places by how far they are. Where the device is stays on the device.
import { announce } from "./words"

type Point = [number, number]

function kilometres([latA, lonA]: Point, [latB, lonB]: Point): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((latB - latA) * rad) / 2) ** 2 +
    Math.cos(latA * rad) * Math.cos(latB * rad) * Math.sin(((lonB - lonA) * rad) / 2) ** 2
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)))
}

function shown(km: number, data: DOMStringMap): string {
  const lang = document.documentElement.lang
  const figure = (n: number, digits: number) => n.toLocaleString(lang, { maximumFractionDigits: digits })
  if (km < 0.95) return `${figure(Math.max(1, Math.round(km * 10)) * 100, 0)}\u00a0${data.metres}`
  return `${figure(km, km < 9.95 ? 1 : 0)}\u00a0${data.km}`
}

function sort(list: Element, here: Point, data: DOMStringMap): void {
  const rows = [...list.querySelectorAll<HTMLElement>("[data-at]")].map((row) => {
    const [lat = 0, lon = 0] = (row.dataset.at ?? "").split(" ").map(Number)
    return { row, km: kilometres(here, [lat, lon]) }
  })
  rows.sort((a, b) => a.km - b.km)
  rows.forEach(({ row, km }, n) => {
    list.append(row)
    const far = row.querySelector(".okno-centres__far")
    far?.replaceChildren(document.createElement("br"), (data.far ?? "").replace("…", shown(km, data)))
    // The numbers on the map follow those of the list.
    const pin = document.querySelector(`[data-pin="${row.id}"]`)
    if (pin) pin.textContent = String(n + 1)
  })
}

export function near(root: ParentNode): void {
  for (const line of root.querySelectorAll<HTMLElement>("[data-nearest]")) {
    const list = document.querySelector(line.dataset.nearest ?? "")
    if (!list || !("geolocation" in navigator)) continue
    const button = document.createElement("button")
    button.type = "button"
    button.className = "okno-linkbtn"
    button.textContent = line.dataset.button ?? ""
    button.addEventListener("click", () => {
      const say = (text = "") => {
        line.textContent = text
        announce(text)
      }
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          sort(list, [coords.latitude, coords.longitude], line.dataset)
          say(line.dataset.done)
        },
        () => say(line.dataset.failed),
        { timeout: 10_000, maximumAge: 300_000 },
      )
    })
    line.append(button)
  }
}
