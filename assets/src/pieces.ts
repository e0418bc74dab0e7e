// A file in pieces, the way of «Resumable Uploads for HTTP» (IETF): what has arrived stays on the server, and after
// a break the page asks how much that is and goes on from there.

const HOME = "/-/uploads"
const PIECE = 256 * 1024
// Where pieces get lost they become smaller, so that less is lost at once.
const SMALLEST = 16 * 1024
// By its beginning the server knows the same file again.
const FIRST = 4096
// So often may the same piece fail while the server answers: a file that changed on the disk never gets through.
const TRIES = 8

export type Halt = "cancelled" | "unfit" | { words: string }

export interface Watcher {
  // How much has arrived, 0 to 1.
  moved(share: number): void
  // The connection is gone, or back.
  waiting(yes: boolean): void
}

type Headers = Record<string, string>
type Answer = Pick<XMLHttpRequest, "status" | "responseText" | "getResponseHeader">

class Halted extends Error {
  constructor(readonly why: Halt) {
    super("halted")
  }
}

export class Courier {
  private request: XMLHttpRequest | undefined
  private stopped = false
  private wake: (() => void) | undefined
  private address = ""
  private piece = PIECE

  constructor(
    private readonly file: File,
    private readonly purpose: string,
    private readonly watcher: Watcher,
  ) {}

  // Brings the file there. The number of the upload, or why there is none.
  async carry(): Promise<{ id: string } | { halt: Halt }> {
    try {
      const { name, size } = this.file
      if (size === 0) throw new Halted("unfit")
      let offset = await this.begin(name, size)
      let failed = 0
      while (offset < size) {
        const answer = await this.append(offset, size)
        const now = this.offset(answer)
        if (answer && answer.status < 300 && now !== undefined) {
          offset = now
          failed = 0
          this.piece = Math.min(this.piece * 2, PIECE)
          continue
        }
        // Another tab was faster.
        if (answer?.status === 409 && now !== undefined && now !== offset) {
          offset = now
          continue
        }
        if (answer && !passing(answer) && answer.status !== 404) this.refused(answer)
        this.piece = Math.max(this.piece / 2, SMALLEST)
        const there = await this.found(answer)
        if (there === undefined) {
          offset = await this.begin(name, size)
        } else {
          failed = there === offset ? failed + 1 : 0
          offset = there
        }
        if (failed >= TRIES) throw new Halted("unfit")
      }
      return { id: this.address.slice(this.address.lastIndexOf("/") + 1) }
    } catch (error) {
      return { halt: error instanceof Halted ? error.why : "unfit" }
    }
  }

  // The person has thought better of it: nothing stays on the server.
  cancel(): void {
    this.stopped = true
    this.request?.abort()
    this.wake?.()
    if (this.address) void fetch(this.address, { method: "DELETE", keepalive: true }).catch(() => undefined)
  }

  private async begin(name: string, size: number): Promise<number> {
    const first = this.file.slice(0, size <= PIECE ? size : FIRST)
    const headers = {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": `attachment; filename*=UTF-8''${coded(name)}`,
      "Okno-Upload-For": this.purpose,
      "Okno-Upload-Modified": String(this.file.lastModified),
      "Upload-Complete": first.size === size ? "?1" : "?0",
      "Upload-Length": String(size),
    }
    for (let n = 0; ; n++) {
      const answer = await this.send("POST", HOME, headers, first)
      const offset = this.offset(answer)
      const address = answer?.getResponseHeader("location")
      if (answer && answer.status < 300 && address && offset !== undefined) {
        this.watcher.waiting(false)
        this.address = address
        this.tell(offset)
        return offset
      }
      if (answer && !passing(answer)) this.refused(answer)
      await this.pause(n, answer)
    }
  }

  private append(offset: number, size: number): Promise<Answer | undefined> {
    const piece = this.file.slice(offset, offset + this.piece)
    const headers = {
      "Content-Type": "application/partial-upload",
      "Upload-Offset": String(offset),
      "Upload-Complete": offset + piece.size === size ? "?1" : "?0",
    }
    return this.send("PATCH", this.address, headers, piece, (loaded) => this.tell(offset + loaded))
  }

  // Asks until the server says how far it is; nothing when it no longer knows of the upload.
  private async found(last: Answer | undefined): Promise<number | undefined> {
    let before = last
    for (let n = 0; ; n++) {
      await this.pause(n, before)
      const answer = await this.send("HEAD", this.address, {})
      const offset = this.offset(answer)
      if (answer && answer.status < 300 && offset !== undefined) {
        this.watcher.waiting(false)
        this.tell(offset)
        return offset
      }
      if (answer?.status === 404) return undefined
      if (answer && !passing(answer)) this.refused(answer)
      before = answer
    }
  }

  private tell(bytes: number): void {
    this.watcher.moved(Math.min(bytes / this.file.size, 1))
  }

  private offset(answer: Answer | undefined): number | undefined {
    const value = answer?.getResponseHeader("upload-offset")
    return value && /^\d+$/.test(value) ? Number(value) : undefined
  }

  private refused(answer: Answer): never {
    // Without room there the form itself would fare no better.
    let words = ""
    try {
      const title: unknown = JSON.parse(answer.responseText).title
      if (answer.status === 507 && typeof title === "string") words = title
    } catch {
      // Not in words.
    }
    throw new Halted(words ? { words } : "unfit")
  }

  // Longer and longer, until the connection is back or a time has passed.
  private async pause(n: number, last: Answer | undefined): Promise<void> {
    this.watcher.waiting(true)
    const told = Number(last?.getResponseHeader("retry-after") ?? 0)
    const wait = Math.max(told * 1000, Math.min(500 * 2 ** n, 15_000))
    await new Promise<void>((done) => {
      const end = () => {
        clearTimeout(timer)
        window.removeEventListener("online", end)
        done()
      }
      const timer = setTimeout(end, wait)
      if (!told) window.addEventListener("online", end)
      this.wake = end
    })
    if (this.stopped) throw new Halted("cancelled")
  }

  // An answer, or nothing when none came.
  private send(
    method: string,
    address: string,
    headers: Headers,
    body?: Blob,
    moved?: (loaded: number) => void,
  ): Promise<Answer | undefined> {
    if (this.stopped) throw new Halted("cancelled")
    return new Promise((done, halted) => {
      const request = new XMLHttpRequest()
      this.request = request
      request.open(method, address)
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
      // A line that has died without a word.
      request.timeout = 60_000
      if (moved) request.upload.onprogress = (progress) => moved(progress.loaded)
      request.onload = () => done(request)
      request.onerror = () => done(undefined)
      request.ontimeout = () => done(undefined)
      request.onabort = () => halted(new Halted("cancelled"))
      request.send(body)
    })
  }
}

// Worth another try: the server is busy or not there.
function passing(answer: Answer): boolean {
  return [502, 503, 504].includes(answer.status) || (answer.status === 429 && Boolean(answer.getResponseHeader("retry-after")))
}

function coded(name: string): string {
  return encodeURIComponent(name.slice(0, 300)).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
}
