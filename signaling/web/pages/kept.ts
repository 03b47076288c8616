/**
 * One front's page as the browser keeps it. Each build of it lies in a cache of its own, named by the page's digest, and
 * the page itself is put there last: a cache that has the page has all that belongs to it, so what is given out always
 * fits together, whatever moment the browser or the line died in.
 */

/** What `interface/build.mjs` writes beside each page: its SHA-256, and that of each file it may ever load, by address. */
export interface FileList {
  readonly page: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What is used of the browser; a test holds it in its hand. */
export interface Outside {
  readonly caches: CacheStorage;
  fetch(request: Request | string, how?: RequestInit): Promise<Response>;
}

const BEGINS = "tez-page-";
/** How long a page may take to come before the kept one is shown, ms. */
export const PATIENCE_MS = 4_000;

export class KeptFront {
  readonly #begins: string;
  readonly #page: string;
  #keeping: Promise<void> | null = null;

  constructor(
    private readonly outside: Outside,
    private readonly front: string,
  ) {
    this.#begins = `${BEGINS}${front}-`;
    this.#page = `/${front}`;
  }

  /** Whether a navigation to this path is answered here when the server does not. */
  opens(path: string): boolean {
    return path === this.#page;
  }

  /** Whether it is a file under a name made of its content: what was kept under that name is what the server has. */
  hashed(path: string): boolean {
    return path.startsWith(`/web/${this.front}/assets/`) || path.startsWith("/web/fonts/assets/");
  }

  /** The server's page; the kept one when the server is away, broken (500 and above) or slow. */
  async open(request: Request, wait: (ms: number) => Promise<void>): Promise<Response> {
    const hangUp = new AbortController();
    const asked = this.#whole(request, hangUp.signal).catch(() => null);
    const answer = await Promise.race([asked, wait(PATIENCE_MS).then(() => null)]);
    if (answer !== null && answer.status < 500) return answer;
    const kept = await this.#kept(this.#page);
    if (kept !== null) {
      hangUp.abort();
      return kept;
    }
    // Nothing is kept: as in a browser without this worker, however long it takes.
    return answer ?? (await asked) ?? Response.error();
  }

  /** The kept file, else the server's. */
  async file(request: Request): Promise<Response> {
    return (await this.#kept(new URL(request.url).pathname)) ?? this.outside.fetch(request);
  }

  /** Keeps the page that the server has now, with all its files; what was there before goes after that. */
  keep(): Promise<void> {
    this.#keeping ??= this.#keepNow().finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  async #keepNow(): Promise<void> {
    const [page, list] = await Promise.all([this.#fresh(this.#page), this.#fresh(`/web/${this.front}/files.json`)]);
    const { page: digest, files } = (await list.json()) as FileList;
    // Between two answers the server may have been replaced: next time they fit.
    if ((await digestOf(page.clone())) !== digest) return;
    const name = this.#begins + digest;
    const cache = await this.outside.caches.open(name);
    if ((await cache.match(this.#page)) === undefined) {
      for (const [path, wanted] of Object.entries(files)) {
        if ((await cache.match(path)) === undefined) await cache.put(path, await this.#file(path, wanted));
      }
      await cache.put(this.#page, page);
    }
    await this.#clear(name);
  }

  /** A file of the wanted content, of an earlier build if it was there already. */
  async #file(path: string, wanted: string): Promise<Response> {
    const answer = (await this.#kept(path)) ?? (await this.#fetched(path, {}));
    if ((await digestOf(answer.clone())) !== wanted) throw new Error(`${path} is not what the list names`);
    return answer;
  }

  /** One build before the newest stays: a page that was opened with it may still load a part of it. */
  async #clear(newest: string): Promise<void> {
    const names = await this.#names();
    const before = names.slice(0, names.indexOf(newest)).at(-1);
    for (const name of names) if (name !== newest && name !== before) await this.outside.caches.delete(name);
  }

  /** The builds that are kept, oldest first; the last one that is whole is given out. */
  async #names(): Promise<string[]> {
    return (await this.outside.caches.keys()).filter((name) => name.startsWith(this.#begins));
  }

  /** Null also when the browser's storage fails: then the server is asked as if there were none. */
  #kept(path: string): Promise<Response | null> {
    return this.#found(path).catch(() => null);
  }

  async #found(path: string): Promise<Response | null> {
    for (const name of (await this.#names()).reverse()) {
      const found = await (await this.outside.caches.open(name)).match(path, { ignoreSearch: true, ignoreVary: true });
      if (found !== undefined) return found;
    }
    return null;
  }

  async #whole(request: Request, signal: AbortSignal): Promise<Response> {
    const answer = await this.outside.fetch(request, { signal });
    // An answer that breaks off after its first bytes would be half a page.
    if (answer.type === "basic") await answer.clone().arrayBuffer();
    return answer;
  }

  /** Past the browser's own cache. */
  #fresh(path: string): Promise<Response> {
    return this.#fetched(path, { cache: "no-store" });
  }

  async #fetched(path: string, how: RequestInit): Promise<Response> {
    const answer = await this.outside.fetch(path, { credentials: "same-origin", priority: "low", ...how });
    // A network's own page ("sign in to this Wi-Fi") comes by way of a redirect.
    if (!answer.ok || answer.redirected) throw new Error(`${path} was answered ${answer.status}`);
    return answer;
  }
}

async function digestOf(answer: Response): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
