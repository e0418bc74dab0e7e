// Passkeys: a form with `data-passkey` gets a challenge from there, has the browser ask for the key, and is sent with
// what the key answered. It is shown only where browsers have passkeys. The conversions are written out, since phones
// still in use know no parseRequestOptionsFromJSON.
import { announce } from "./words"

type Described = { type: "public-key"; id: string; transports?: AuthenticatorTransport[] }
type Told = {
  go?: string
  error?: string
  publicKey?: {
    challenge: string
    user?: { id: string; name: string; displayName: string }
    allowCredentials?: Described[]
    excludeCredentials?: Described[]
  }
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"))
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0))
}

function text(buffer: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("")
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
}

const described = (keys: Described[] = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }))

// What the key answered, as the server reads it.
function written(key: PublicKeyCredential): string {
  const { response } = key
  const answer: Record<string, unknown> = { clientDataJSON: text(response.clientDataJSON) }
  if (response instanceof AuthenticatorAttestationResponse) {
    answer.attestationObject = text(response.attestationObject)
    answer.transports = response.getTransports?.() ?? []
  } else if (response instanceof AuthenticatorAssertionResponse) {
    answer.authenticatorData = text(response.authenticatorData)
    answer.signature = text(response.signature)
    if (response.userHandle) answer.userHandle = text(response.userHandle)
  }
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response: answer, extensions: {} })
}

async function ask(told: NonNullable<Told["publicKey"]>, make: boolean): Promise<PublicKeyCredential> {
  const challenge = bytes(told.challenge)
  const key = make
    ? await navigator.credentials.create({
        publicKey: {
          ...(told as unknown as PublicKeyCredentialCreationOptions),
          challenge,
          user: { ...told.user, id: bytes(told.user?.id ?? "") } as PublicKeyCredentialUserEntity,
          excludeCredentials: described(told.excludeCredentials),
        },
      })
    : await navigator.credentials.get({
        publicKey: {
          ...(told as unknown as PublicKeyCredentialRequestOptions),
          challenge,
          allowCredentials: described(told.allowCredentials),
        },
      })
  if (!(key instanceof PublicKeyCredential)) throw new DOMException("", "NotAllowedError")
  return key
}

// A browser does not tell a closed question, a question that ran out of time and a missing key apart.
const words: Record<string, string> = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "there",
  TypeError: "offline",
  SyntaxError: "offline",
}

function dress(form: HTMLFormElement): void {
  const field = form.elements.namedItem("credential")
  const button = form.querySelector("button")
  if (!(field instanceof HTMLInputElement) || !button) return
  const line = document.createElement("p")
  line.hidden = true
  button.parentElement?.before(line)
  const say = (said = "", wrong = true) => {
    line.className = wrong ? "govuk-error-message okno-mt-3" : "okno-muted okno-mt-3"
    line.textContent = said
    line.hidden = !said
    if (said) announce(said)
  }
  form.hidden = false
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    if (form.dataset.asking) return
    form.dataset.asking = "1"
    say(form.dataset.waiting, false)
    try {
      const answer = await fetch(form.dataset.passkey ?? "", { method: "POST" })
      // Signed out meanwhile: the page itself leads to sign-in and back.
      if (answer.redirected) return location.reload()
      const told = (await answer.json()) as Told
      if (told.go) location.assign(told.go)
      else if (told.publicKey) {
        field.value = written(await ask(told.publicKey, "make" in form.dataset))
        form.submit()
      } else say(told.error)
    } catch (error) {
      say(form.dataset[words[(error as Error).name] ?? "cannot"])
    } finally {
      delete form.dataset.asking
    }
  })
}

export function passkeys(root: ParentNode): void {
  const has = "PublicKeyCredential" in window && "credentials" in navigator
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-passkey]")) if (has) dress(form)
  for (const note of root.querySelectorAll<HTMLElement>("[data-passkey-without]")) note.hidden = has
}
