/** The kept page against a server and a browser's caches that the test holds in its hand. */

import { beforeEach, expect, test } from "vitest";
import { KeptFront, PATIENCE_MS } from "./kept";

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
const pathOf = (request: Request | string): string => new URL(request instanceof Request ? request.url : request, "https://tez.example.uz").pathname;

class HeldCaches {
  readonly all = new Map<string, Map<string, string>>();

  keys = (): Promise<string[]> => Promise.resolve([...this.all.keys()]);
  delete = (name: string): Promise<boolean> => Promise.resolve(this.all.delete(name));
  open = (name: string): Promise<Cache> => {
    const entries = this.all.get(name) ?? new Map<string, string>();
    this.all.set(name, entries);
    const cache = {
      match: (request: Request | string) => {
        const found = entries.get(pathOf(request));
        return Promise.resolve(found === undefined ? undefined : new Response(found));
      },
      put: async (request: Request | string, answer: Response) => void entries.set(pathOf(request), await answer.text()),
    };
    return Promise.resolve(cache as unknown as Cache);
  };
}

/** The files that the server has, by path; a number is a status without a body. */
let server: Map<string, string | number>;
let reached: boolean | "silent";
let caches: HeldCaches;
let kept: KeptFront;
let asked: string[];

async function deploy(build: string, parts: readonly string[]): Promise<void> {
  const page = `<page ${build}>`;
  const files = Object.fromEntries(await Promise.all(parts.map(async (part) => [`/web/console/assets/${part}.js`, await digest(part)] as const)));
  const list = JSON.stringify({ page: await digest(page), files });
  server = new Map<string, string | number>([["/console", page], ["/web/console/files.json", list]]);
  for (const part of parts) server.set(`/web/console/assets/${part}.js`, part);
}

async function fetched(request: Request | string): Promise<Response> {
  const path = pathOf(request);
  asked.push(path);
  if (reached === "silent") return new Promise(() => undefined);
  if (!reached) throw new TypeError("Failed to fetch");
  const found = server.get(path) ?? 404;
  return typeof found === "number" ? new Response("", { status: found }) : new Response(found);
}

beforeEach(async () => {
  caches = new HeldCaches();
  asked = [];
  reached = true;
  kept = new KeptFront({ caches: caches as unknown as CacheStorage, fetch: fetched }, "console");
  await deploy("1", ["a", "shared"]);
});

const never = (): Promise<void> => new Promise(() => undefined);
const open = async (wait: (ms: number) => Promise<void> = never): Promise<string> => {
  const answer = await kept.open(new Request("https://tez.example.uz/console"), wait);
  return answer.type === "error" ? "error" : answer.ok ? answer.text() : String(answer.status);
};
const file = async (part: string): Promise<string> => (await kept.file(new Request(`https://tez.example.uz/web/console/assets/${part}.js`))).text();

test("the server's page is given while it answers, the kept one when it is away, broken or slow", async () => {
  await kept.keep();
  await deploy("2", ["b", "shared"]);
  expect(await open()).toBe("<page 2>");
  for (const status of [500, 502, 503, 504]) {
    server.set("/console", status);
    expect(await open()).toBe("<page 1>");
  }
  reached = false;
  expect(await open()).toBe("<page 1>");
  reached = "silent";
  const waits: number[] = [];
  expect(await open((ms) => Promise.resolve(void waits.push(ms)))).toBe("<page 1>");
  expect(waits).toEqual([PATIENCE_MS]);
  reached = true;
  server.set("/console", 404);
  expect(await open()).toBe("404");
});

test("where nothing is kept the browser is told what it would have been told", async () => {
  server.set("/console", 503);
  expect(await open()).toBe("503");
  reached = false;
  expect(await open()).toBe("error");
});

test("a kept file is not asked for again", async () => {
  await kept.keep();
  asked = [];
  expect(await file("a")).toBe("a");
  expect(asked).toEqual([]);
  expect((await kept.file(new Request("https://tez.example.uz/web/console/assets/b.js"))).status).toBe(404);
});

test.each(["a file that is not there", "a file of another content", "a list of another build"])(
  "no half of a page is kept: %s",
  async (mishap) => {
    await kept.keep();
    await deploy("2", ["b", "shared"]);
    if (mishap === "a file that is not there") server.set("/web/console/assets/b.js", 404);
    if (mishap === "a file of another content") server.set("/web/console/assets/b.js", "sign in to this Wi-Fi");
    if (mishap === "a list of another build") server.set("/console", "<page 3>");
    await kept.keep().catch(() => undefined);
    reached = false;
    expect(await open()).toBe("<page 1>");
    expect([await file("a"), await file("shared")]).toEqual(["a", "shared"]);
    reached = true;
    await deploy("2", ["b", "shared"]);
    await kept.keep();
    reached = false;
    expect(await open()).toBe("<page 2>");
    expect([await file("b"), await file("shared")]).toEqual(["b", "shared"]);
  },
);

test("what two builds share is fetched once, and the build before the newest stays for pages that are open with it", async () => {
  await kept.keep();
  await deploy("2", ["b", "shared"]);
  asked = [];
  await kept.keep();
  expect(asked).not.toContain("/web/console/assets/shared.js");
  expect(await file("a")).toBe("a");
  await deploy("3", ["c", "shared"]);
  await kept.keep();
  expect(caches.all.size).toBe(2);
  reached = false;
  await expect(file("a")).rejects.toThrow();
  expect(await open()).toBe("<page 3>");
});

test("a server that goes back to an older build is followed", async () => {
  await kept.keep();
  await deploy("2", ["b", "shared"]);
  await kept.keep();
  await deploy("1", ["a", "shared"]);
  await kept.keep();
  reached = false;
  expect(await open()).toBe("<page 1>");
  expect(await file("a")).toBe("a");
});

test("two wishes at once keep once", async () => {
  await Promise.all([kept.keep(), kept.keep()]);
  expect(asked.filter((path) => path === "/console")).toHaveLength(1);
});

test.each([
  ["/console", true, false],
  ["/console/", false, false],
  ["/console-other", false, false],
  ["/web/console/assets/a.js", false, true],
  ["/web/fonts/assets/a.woff2", false, true],
  ["/web/room/assets/a.js", false, false],
  ["/web/console/files.json", false, false],
  ["/api/me", false, false],
])("%s: a page %s, a file %s", (path, page, hashed) => {
  expect([kept.opens(path), kept.hashed(path)]).toEqual([page, hashed]);
});
