// «Держим для вас ещё 9:41»: counts down to a time; then the page is asked anew. The server keeps the same time.

export function countdowns(root: ParentNode): void {
  for (const line of root.querySelectorAll<HTMLElement>("[data-until]")) {
    const until = Number(line.dataset.until)
    const usual = line.textContent ?? ""
    const tick = () => {
      if (!line.isConnected) return
      const left = Math.ceil((until - Date.now()) / 1000)
      if (left <= 0) {
        line.textContent = usual
        location.reload()
        return
      }
      line.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`
      setTimeout(tick, 1000)
    }
    if (until > Date.now()) tick()
  }
}
