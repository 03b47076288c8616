import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ticketAsker } from "./behind-link";

const asked: { path: string; method: string; body: unknown }[] = [];

/** The server says this next. */
function serverSays(response: () => Response | Promise<Response>): void {
  vi.stubGlobal("fetch", (path: string, request: RequestInit) => {
    asked.push({ path, method: request.method ?? "", body: request.body });
    return Promise.resolve(response());
  });
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

describe("what stands behind a link", () => {
  beforeEach(() => {
    asked.length = 0;
    vi.stubGlobal("location", { pathname: "/a/T1CKET" });
  });
  afterEach(() => vi.unstubAllGlobals());

  const ticket = () => ticketAsker("alert", (body) => ({ shown: body }));

  it("is looked at and answered at the ticket's address", async () => {
    serverSays(() => json(200, { reason: "x" }));
    expect(await ticket().look()).toEqual({ shown: { reason: "x" } });
    expect(await ticket().say({ answer: "accept" })).toEqual({ shown: { reason: "x" } });
    expect(asked).toEqual([
      { path: "/api/alert/T1CKET", method: "GET", body: undefined },
      { path: "/api/alert/T1CKET", method: "POST", body: '{"answer":"accept"}' },
    ]);
  });

  it("is nothing with a ticket that is none, and a no of the rules is told by its code", async () => {
    serverSays(() => new Response("", { status: 404 }));
    expect(await ticket().look()).toEqual({ refused: "ticket_invalid" });
    serverSays(() => json(409, { code: "alert_covered" }));
    expect(await ticket().look()).toEqual({ refused: "alert_covered" });
  });

  it.each([
    ["a server that restarts", () => json(503, { code: "unavailable" })],
    ["a page of something in between", () => new Response("<html>", { status: 200 })],
    ["no line", () => Promise.reject(new TypeError("failed"))],
  ])("is asked again after %s", async (_, response) => {
    serverSays(response);
    expect(await ticket().look()).toEqual({ lost: true });
  });
});
