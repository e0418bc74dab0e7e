// Builds dist/: one style sheet, one script, the icon, the fonts, a manifest of hashed names, .gz beside each text.
// The TTF files are for the PDF maker and are not served.
import { createHash } from "node:crypto"
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { build, transform } from "esbuild"
import { compile } from "sass"
import wawoff2 from "wawoff2"

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, "dist")
const golos = join(here, "node_modules/@fontsource/golos-text/files")
const subsets = ["cyrillic", "cyrillic-ext", "latin", "latin-ext"]
const weights = [400, 600]

const manifest = {}
const written = new Set(["manifest.json"])

function put(name, bytes) {
  mkdirSync(dirname(join(dist, name)), { recursive: true })
  writeFileSync(join(dist, name), bytes)
  written.add(name)
}

// Writes `name` under a name that carries its hash, so that it may be cached for ever.
function serve(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8)
  const hashed = name.replace(/\.(\w+)$/, `.${hash}.$1`)
  put(hashed, bytes)
  if (/\.(css|js|svg)$/.test(name)) put(`${hashed}.gz`, gzipSync(bytes, { level: 9 }))
  manifest[name] = hashed
  return hashed
}

for (const subset of subsets) {
  for (const weight of weights) {
    const woff2 = readFileSync(join(golos, `golos-text-${subset}-${weight}-normal.woff2`))
    serve(`golos-text-${subset}-${weight}.woff2`, woff2)
    put(`fonts/golos-text-${subset}-${weight}.ttf`, Buffer.from(await wawoff2.decompress(woff2)))
  }
}

const scss = compile(join(here, "scss/okno.scss"), {
  loadPaths: [join(here, "node_modules")],
  quietDeps: true,
})
const linked = scss.css.replace(/url\("([^"]+\.woff2)"\)/g, (_, name) => {
  if (!manifest[name]) throw new Error(`the style sheet asks for ${name}, which is not among the fonts`)
  return `url("${manifest[name]}")`
})
const css = await transform(linked, { loader: "css", minify: true, legalComments: "none" })
serve("okno.css", Buffer.from(css.code))

// okno.js is on every page, call.js on those with a video call, form.js on those with rules.
for (const name of ["okno", "call", "form"]) {
  const js = await build({
    entryPoints: [join(here, `src/${name}.ts`)],
    bundle: true,
    format: "esm",
    target: "es2020",
    minify: true,
    legalComments: "none",
    write: false,
  })
  serve(`${name}.js`, Buffer.from(js.outputFiles[0].contents))
}
serve("icon.svg", readFileSync(join(here, "src/icon.svg")))

const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)))
put("manifest.json", `${JSON.stringify(sorted, null, 2)}\n`)

// Only now drop what an earlier build left, so that a running portal never misses a file it knows.
for (const file of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const name = relative(dist, join(file.parentPath ?? file.path, file.name))
  if (file.isFile() && !written.has(name)) rmSync(join(dist, name))
}

const size = (name) => `${name} ${(gzipSync(readFileSync(join(dist, manifest[name]))).length / 1024).toFixed(1)} KB`
console.log(`assets: ${Object.keys(manifest).length} files; gzipped ${size("okno.css")}, ${size("okno.js")}`)
