/**
 * Builds the fronts: every `<slice>/web/<front>/index.html` into `.build/web/<front>/`, with hashed names and a .br and
 * a .gz beside each file that a server can send as it is. A `<slice>/web/<name>/worker.ts` becomes one script under a
 * name that stays, `worker.js`: a browser finds the newer service worker by the old one's address. Beside each page lies
 * `files.json`, by which a browser keeps all of it.
 *
 * `node interface/build.mjs` builds all, `node interface/build.mjs tablet console` only those. A front is built into a
 * folder beside its place and moved there whole, so a running server never sees half of one.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

const project = fileURLToPath(new URL("..", import.meta.url));
const built = join(project, ".build", "web");
/** The folder that all fronts share; no front may be named so. */
const FONTS = "fonts";
/** What of npm's packages is in the fronts, for `tez licences`. */
const PACKAGES = "packages.json";
/** Beside each page: what belongs to it. */
const FILES = "files.json";
const compressible = new Set([".html", ".js", ".mjs", ".css", ".json", ".svg", ".ftl", ".txt", ".webmanifest"]);

/** The folder of every front there is, by its name. */
function fronts() {
  const found = new Map();
  for (const page of globSync("*/web/*/{index.html,worker.ts}", { cwd: project }).sort()) {
    const folder = join(project, dirname(page));
    const name = basename(folder);
    if (name === FONTS) throw new Error(`No front may be named ${FONTS}: ${folder}`);
    if (found.has(name)) throw new Error(`Two fronts are named ${name}: ${found.get(name)} and ${folder}`);
    found.set(name, folder);
  }
  return found;
}

/** Writes the two compressed forms of each text file; returns the brotli size of all of them in bytes. */
function compress(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressible.has(extname(entry.name))) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path);
    const brotli = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
    bytes += brotli.length;
    writeFileSync(`${path}.br`, brotli);
    writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
  }
  return bytes;
}

/** The fonts are the same files in every front: under one address a browser fetches them once, and who comes from the
 * sign-in page over a poor line has them already. Their names are made of their content, so no front can lose one. */
function shareFonts(folder, name) {
  const assets = join(folder, "assets");
  const fonts = existsSync(assets) ? readdirSync(assets).filter((file) => extname(file) === ".woff2") : [];
  if (fonts.length === 0) return;
  const shared = join(built, FONTS, "assets");
  mkdirSync(shared, { recursive: true });
  for (const font of fonts) renameSync(join(assets, font), join(shared, font));
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressible.has(extname(entry.name))) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, "utf8");
    const moved = fonts.reduce((all, font) => all.replaceAll(`/web/${name}/assets/${font}`, `/web/${FONTS}/assets/${font}`), text);
    if (moved !== text) writeFileSync(path, moved);
  }
}

const digestOf = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** What a page may ever load, with digests: from this list `signaling/web/pages` keeps the whole page. Written once nothing
 * in the folder changes any more. A font counts when a file names it. */
function listFiles(folder, name) {
  const page = join(folder, "index.html");
  if (!existsSync(page)) return;
  const files = {};
  const texts = [readFileSync(page, "utf8")];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path === page) continue;
    files[`/web/${name}/${relative(folder, path)}`] = digestOf(path);
    if (compressible.has(extname(entry.name))) texts.push(readFileSync(path, "utf8"));
  }
  const shared = join(built, FONTS, "assets");
  for (const font of existsSync(shared) ? readdirSync(shared).sort() : []) {
    const address = `/web/${FONTS}/assets/${font}`;
    if (texts.some((text) => text.includes(address))) files[address] = digestOf(join(shared, font));
  }
  writeFileSync(join(folder, FILES), `${JSON.stringify({ page: digestOf(page), files }, null, 1)}\n`);
}

/** Name, version and licence of everything that pages may load, by the lock: what is not for building and testing. */
function packages() {
  const { packages: locked } = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8"));
  return Object.entries(locked)
    .filter(([path, one]) => path !== "" && !one.dev && !one.devOptional)
    .map(([path, one]) => ({ name: path.split("node_modules/").at(-1), version: one.version, licence: one.license ?? "" }));
}

/** What is built of the folder: a page with all it loads, or one script. */
function source(folder) {
  if (existsSync(join(folder, "index.html"))) return {};
  return { lib: { entry: join(folder, "worker.ts"), formats: ["iife"], name: "worker", fileName: () => "worker.js" } };
}

async function buildFront(name, folder) {
  const started = performance.now();
  const fresh = join(built, `.${name}.new`);
  const place = join(built, name);
  rmSync(fresh, { recursive: true, force: true });
  await build({
    configFile: join(project, "vite.config.ts"),
    root: folder,
    base: `/web/${name}/`,
    publicDir: false,
    logLevel: "warn",
    build: {
      outDir: fresh,
      emptyOutDir: true,
      target: "es2023",
      // Everything is a file of our own address: the pages' policy is default-src 'self', which forbids data: addresses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2048,
      reportCompressedSize: false,
      ...source(folder),
    },
  });
  shareFonts(fresh, name);
  listFiles(fresh, name);
  const bytes = compress(fresh);
  rmSync(place, { recursive: true, force: true });
  renameSync(fresh, place);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`  ${name}: ${Math.round(bytes / 1024)} kB of text in brotli, ${seconds} s`);
}

const all = fronts();
const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!all.has(name)) {
    console.error(`There is no front named ${name}. There are: ${[...all.keys()].join(", ") || "none"}.`);
    process.exit(2);
  }
}
mkdirSync(built, { recursive: true });
writeFileSync(join(built, PACKAGES), `${JSON.stringify(packages(), null, 1)}\n`);
if (wanted.length === 0) {
  for (const old of existsSync(built) ? readdirSync(built) : []) {
    if (!all.has(old) && old !== FONTS && old !== PACKAGES) rmSync(join(built, old), { recursive: true, force: true });
  }
}
let failed = 0;
for (const [name, folder] of all) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  try {
    await buildFront(name, folder);
  } catch (error) {
    failed += 1;
    const text = String(error.message ?? error);
    console.error(`  ${name}: ${process.stderr.isTTY ? text : stripVTControlCharacters(text)}`);
  }
}
if (all.size === 0) console.log("  there is no front yet");
process.exit(failed === 0 ? 0 : 1);
