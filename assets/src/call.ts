// A video call between a person and an operator. The two browsers hear and see each other directly; what they must
// say to each other before that goes through a socket of the portal. The portal may restart in the middle: the socket
// opens again, the call goes on. The operator's end makes the offers; an end has a name of its own for each connection,
// so that what was meant for an older one is not taken for news.
import { announce } from "./words"

type Signal =
  | { kind: "hello"; peer: string }
  | { kind: "offer" | "answer"; peer: string; to: string; sdp: string }
  | { kind: "ice"; peer: string; to: string; candidate: string; mid?: string | null; line?: number | null }

type State = { kind: "state"; talking: boolean; text: string }
type End = { kind: "over" | "elsewhere" | "busy" }

const isEnd = (message: Signal | End): message is End => ["over", "elsewhere", "busy"].includes(message.kind)

// How long two ends may try before they begin anew.
const PATIENCE = 10_000

function call(root: HTMLElement): void {
  const isDesk = root.dataset.call === "desk"
  const find = <E extends HTMLElement>(name: string) => root.querySelector<E>(`[data-${name}]`)
  const word = (name: string) => root.dataset[name] ?? ""
  const show = (name: string, shown: boolean) => {
    const part = find(name)
    if (part) part.hidden = !shown
  }
  const far = find<HTMLVideoElement>("far")
  const near = find<HTMLVideoElement>("near")
  const state = find("state")
  const link = find("link")
  if (!far || !near || !state) return
  const servers = JSON.parse(word("ice") || "[]") as RTCIceServer[]

  let socket: WebSocket | undefined
  let tries = 0
  let over = false
  let talking = false
  let stream: MediaStream | undefined
  // Is it known whether there is a camera?
  let ready = false
  let peer: RTCPeerConnection | undefined
  let me = ""
  let them = ""
  let early: RTCIceCandidateInit[] = []
  let begun = 0

  const say = (signal: Signal) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(signal))
  }
  const tell = (text: string) => {
    if (link && link.textContent !== text) link.textContent = text
  }
  const linked = () => peer?.connectionState === "connected"

  function drop(): void {
    if (peer) {
      peer.ontrack = peer.onicecandidate = peer.onconnectionstatechange = null
      peer.close()
    }
    peer = undefined
    early = []
    them = ""
  }

  function fresh(): RTCPeerConnection {
    drop()
    me = crypto.randomUUID().slice(0, 8)
    begun = Date.now()
    const own = new RTCPeerConnection({ iceServers: servers })
    peer = own
    const name = me
    for (const track of stream?.getTracks() ?? []) own.addTrack(track, stream as MediaStream)
    // Without a camera of its own the desk still wants to see and hear.
    if (isDesk) {
      for (const kind of ["video", "audio"]) {
        if (!stream?.getTracks().some((track) => track.kind === kind)) own.addTransceiver(kind, { direction: "recvonly" })
      }
    }
    own.ontrack = (event) => {
      if (far && event.streams[0] && far.srcObject !== event.streams[0]) far.srcObject = event.streams[0]
      play()
    }
    own.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate || !them) return
      const { sdpMid, sdpMLineIndex } = candidate
      say({ kind: "ice", peer: name, to: them, candidate: candidate.candidate, mid: sdpMid, line: sdpMLineIndex })
    }
    own.onconnectionstatechange = () => {
      if (peer !== own) return
      if (own.connectionState === "connected") tell(word("linked"))
      else if (talking) tell(word("linking"))
      if (own.connectionState === "failed") again()
    }
    return own
  }

  // Begins a new connection: the person's end by its name, the desk's by asking for one.
  function again(): void {
    if (!talking || !ready || over) return
    if (!isDesk && !stream) return
    fresh()
    tell(word("linking"))
    say({ kind: "hello", peer: me })
  }

  function play(): void {
    if (!far) return
    far.hidden = false
    far.play().then(
      () => show("play", false),
      () => show("play", true),
    )
  }

  async function offer(to: string): Promise<void> {
    const own = fresh()
    them = to
    await own.setLocalDescription(await own.createOffer())
    say({ kind: "offer", peer: me, to, sdp: own.localDescription?.sdp ?? "" })
  }

  async function heard(signal: Signal): Promise<void> {
    if (!talking || !ready) return
    if (signal.kind === "hello") {
      if (linked() && signal.peer === them) return
      if (isDesk) await offer(signal.peer)
      else again()
      return
    }
    if (signal.to !== me || !peer) return
    if (signal.kind === "ice") {
      const candidate = { candidate: signal.candidate, sdpMid: signal.mid ?? null, sdpMLineIndex: signal.line ?? null }
      if (peer.remoteDescription) await peer.addIceCandidate(candidate)
      else early.push(candidate)
      return
    }
    const own = peer
    if (signal.kind === "offer") {
      if (isDesk) return
      them = signal.peer
      await own.setRemoteDescription({ type: "offer", sdp: signal.sdp })
      await own.setLocalDescription(await own.createAnswer())
      say({ kind: "answer", peer: me, to: them, sdp: own.localDescription?.sdp ?? "" })
    } else {
      if (!isDesk || signal.peer !== them || own.signalingState !== "have-local-offer") return
      await own.setRemoteDescription({ type: "answer", sdp: signal.sdp })
    }
    for (const candidate of early.splice(0)) await own.addIceCandidate(candidate)
  }

  function stateCame({ talking: now, text }: State): void {
    if (state && state.textContent !== text) state.textContent = text
    if (now === talking) return
    talking = now
    if (talking) {
      if (!isDesk && !stream) announce(text)
      show("begin", !stream && !isDesk)
      again()
    } else {
      drop()
      tell("")
      if (far) {
        far.srcObject = null
        far.hidden = true
      }
    }
  }

  function stop(): void {
    over = true
    drop()
    for (const track of stream?.getTracks() ?? []) track.stop()
  }

  function ended(kind: End["kind"]): void {
    if (kind === "busy") return
    stop()
    if (kind === "over") {
      location.assign(word("over"))
      return
    }
    if (state) state.textContent = word("elsewhere")
    show("tools", false)
    show("begin", false)
    show("again", true)
  }

  // In their order: an answer must not overtake the offer before it.
  let turn: Promise<void> = Promise.resolve()

  function open(): void {
    if (over) return
    const address = new URL(word("socket"), location.href)
    address.protocol = address.protocol.replace("http", "ws")
    const own = new WebSocket(address)
    socket = own
    own.onopen = () => {
      tries = 0
      if (!linked()) again()
    }
    own.onmessage = (event) => {
      const message = JSON.parse(String(event.data)) as Signal | State | End
      if (message.kind === "state") stateCame(message)
      else if (isEnd(message)) ended(message.kind)
      else turn = turn.then(() => heard(message)).catch(() => again())
    }
    own.onclose = () => {
      if (over) return
      tries += 1
      if (tries === 2 && state) state.textContent = word("lost")
      // What is said next is news, whatever was said before the socket broke.
      setTimeout(open, Math.min(500 * 2 ** tries, 5_000))
    }
  }

  // Two ends that do not find each other begin anew.
  setInterval(() => {
    if (talking && ready && !over && !linked() && Date.now() - begun > PATIENCE) again()
  }, 2_000)

  async function start(): Promise<void> {
    try {
      const video = { width: { ideal: 960 }, height: { ideal: 720 }, facingMode: "user" }
      stream = await navigator.mediaDevices.getUserMedia({ video, audio: true })
      if (near) near.srcObject = stream
      show("stage", true)
      show("begin", false)
      tell("")
    } catch (error) {
      const denied = error instanceof DOMException && error.name === "NotAllowedError"
      tell(denied || isDesk ? word("denied") : word("none"))
    }
    show("tools", Boolean(stream) || isDesk)
    for (const name of ["camera", "mic"]) show(name, Boolean(stream))
    ready = isDesk || Boolean(stream)
    again()
  }

  function toggle(button: HTMLElement, kind: "video" | "audio", name: "camera" | "mic"): void {
    const tracks = stream?.getTracks().filter((track) => track.kind === kind) ?? []
    const on = !tracks.some((track) => track.enabled)
    for (const track of tracks) track.enabled = on
    button.textContent = word(`${name}${on ? "Off" : "On"}`)
  }

  // A still picture of the other one, as sharp as it comes.
  async function take(button: HTMLButtonElement): Promise<void> {
    if (!far?.videoWidth) return
    const canvas = document.createElement("canvas")
    canvas.width = far.videoWidth
    canvas.height = far.videoHeight
    canvas.getContext("2d")?.drawImage(far, 0, 0)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.92))
    if (!blob) return
    const data = new FormData()
    data.append("kind", button.dataset.picture ?? "face")
    data.append("picture", blob, "picture.jpg")
    button.disabled = true
    try {
      const answer = await fetch(word("pictures"), { method: "POST", body: data })
      const told = (await answer.json()) as { url?: string; text?: string }
      if (answer.ok && told.url) keep(told.url, told.text ?? "")
      announce(told.text ?? "")
      tell(answer.ok ? "" : (told.text ?? word("failed")))
    } catch {
      tell(word("failed"))
    } finally {
      button.disabled = false
    }
  }

  function keep(url: string, text: string): void {
    const row = document.createElement("li")
    const door = document.createElement("a")
    door.href = url
    door.target = "_blank"
    door.rel = "noopener"
    const picture = document.createElement("img")
    picture.src = url
    picture.alt = text
    door.append(picture)
    const label = document.createElement("p")
    label.className = "okno-small okno-muted"
    label.textContent = text
    row.append(door, label)
    document.getElementById("shots")?.append(row)
  }

  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null
    if (!button) return
    if ("start" in button.dataset) void start()
    else if ("camera" in button.dataset) toggle(button, "video", "camera")
    else if ("mic" in button.dataset) toggle(button, "audio", "mic")
    else if ("play" in button.dataset) play()
    else if ("picture" in button.dataset) void take(button)
    else if ("resume" in button.dataset) location.reload()
  })
  window.addEventListener("pagehide", () => {
    stop()
    socket?.close()
  })
  // A page that comes back from the browser's memory has lost its call.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload()
  })

  if (!("RTCPeerConnection" in window) || !navigator.mediaDevices) tell(word("none"))
  else if (isDesk) void start()
  else show("begin", true)
  open()
}

const root = document.querySelector<HTMLElement>("[data-call]")
if (root) call(root)
