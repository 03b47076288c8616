import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import { Caller, type GuestSession, type LinkPage, type PictureReply, type Reply } from "./caller";

const PAGE: LinkPage = { link_id: "l1", phase: "opened", language: "uz", expires_at_ms: 9_000, now_ms: 1_000, guest: false, sign_in_id: null };
const FIX = { lon: 66.95, lat: 39.65, accuracyMetres: 12, atMs: 5_000 };

/** A server of the test's own: what it answers is set, what it was told is kept. */
class Server {
  page: Reply = { page: PAGE };
  picture: PictureReply = { kept: true };
  says: (body: { readonly type: string }) => Promise<unknown> = () => Promise.resolve(null);
  readonly told: { readonly type: string; readonly [field: string]: unknown }[] = [];
  readonly board = signal(new Map<string, { id: string; version: number; view: unknown }>());
  left = 0;
  #ids = 0;

  readonly caller = new Caller({
    look: () => Promise.resolve(this.page),
    agree: () => {
      this.page = { page: { ...PAGE, phase: "agreed", guest: true, sign_in_id: "s1" } };
      return Promise.resolve(this.page);
    },
    decline: () => {
      this.page = { page: { ...PAGE, phase: "declined" } };
      return Promise.resolve(this.page);
    },
    sendPicture: () => Promise.resolve(this.picture),
    openSession: () => this.#session(),
    language: () => "ru",
  });

  show(view: object, conversation?: object): void {
    const things = [{ id: "l1", version: 1, view }, ...(conversation === undefined ? [] : [{ id: "c1", version: 1, view: conversation }])];
    this.board.value = new Map(things.map((one) => [one.id, one]));
  }

  #session(): GuestSession {
    return {
      kind: () => this.board,
      ask: () => Promise.resolve([]),
      send: (body: { readonly type: string }) => {
        this.told.push(body);
        return this.says(body);
      },
      newId: () => `id${(this.#ids += 1)}`,
      leave: () => {
        this.left += 1;
      },
      outbox: { unsent: signal([]) },
    } as unknown as GuestSession;
  }
}

async function agreed(): Promise<Server> {
  const server = new Server();
  await server.caller.look();
  await server.caller.agree();
  return server;
}

describe("the caller's page", () => {
  it("asks first, and sends nothing before", async () => {
    const server = new Server();
    expect(server.caller.drawing.value).toBe("loading");
    await server.caller.look();
    expect(server.caller.drawing.value).toBe("ask");
    server.caller.placed(FIX);
    server.caller.say("help");
    server.caller.offerLive();
    await server.caller.sendPhoto({});
    expect(server.told).toEqual([]);
    expect(server.caller.session.value).toBeNull();
  });

  it("asks where before anything else, once", async () => {
    const { caller, told } = await agreed();
    expect(caller.drawing.value).toBe("where");
    caller.placed("seeking");
    expect(caller.drawing.value).toBe("where");
    caller.placed(FIX);
    expect(caller.drawing.value).toBe("menu");
    expect(told).toEqual([
      { type: "caller_link.place", link_id: "l1", point: { lon: 66.95, lat: 39.65 }, accuracy_metres: 12, at_device_ms: 5_000 },
    ]);
  });

  it("goes on without a place", async () => {
    for (const answer of ["denied", "unknown", "insecure"] as const) {
      const { caller } = await agreed();
      caller.placed(answer);
      expect([caller.drawing.value, caller.place.value]).toEqual(["menu", answer]);
    }
    const { caller } = await agreed();
    caller.skipPlace();
    expect(caller.drawing.value).toBe("menu");
  });

  it("does not ask again where it has told already, after a reload", async () => {
    const server = await agreed();
    server.show({ phase: "agreed", placed_at_ms: 5, messages: [] });
    expect(server.caller.drawing.value).toBe("menu");
  });

  it("keeps a photo that did not go through until it is sent again", async () => {
    const server = await agreed();
    server.picture = { lost: true };
    await server.caller.sendPhoto({});
    expect(server.caller.photos.value).toMatchObject([{ state: "failed", code: null }]);
    server.picture = { kept: true };
    await server.caller.sendPhotoAgain(server.caller.photos.value[0]?.id ?? "");
    expect(server.caller.photos.value).toMatchObject([{ state: "sent" }]);
    server.picture = { refused: "too_long" };
    await server.caller.sendPhoto({});
    expect(server.caller.photos.value[1]).toMatchObject({ state: "failed", code: "too_long" });
  });

  it("leaves the line when the agreement is taken back", async () => {
    const server = await agreed();
    let followed = true;
    server.caller.followed(() => (followed = false));
    server.caller.placed(FIX);
    await server.caller.decline();
    expect(followed).toBe(false);
    expect(server.caller.place.value).toBe("none");
    expect([server.caller.drawing.value, server.caller.session.value, server.left]).toEqual(["declined", null, 1]);
    await server.caller.agree();
    expect(server.caller.session.value).not.toBeNull();
  });

  it("offers video once, and takes up what goes on after a reload", async () => {
    const server = await agreed();
    server.show({ phase: "agreed", conversation_id: "c1", messages: [] });
    expect([server.caller.goesOn.value, server.caller.drawing.value]).toEqual([null, "where"]);
    server.caller.offerLive();
    expect(server.told).toEqual([{ type: "caller_link.offer_live", link_id: "l1" }]);
    const talk = { conversation_id: "c1", phase: "accepted", participants: [{ relation: "guest", id: "l1" }] };
    server.show({ phase: "agreed", conversation_id: "c1", messages: [] }, talk);
    expect([server.caller.goesOn.value, server.caller.drawing.value]).toEqual(["c1", "menu"]);
    server.caller.offerLive();
    expect(server.told).toHaveLength(1);
    server.show({ phase: "agreed", conversation_id: "c1", messages: [] }, { ...talk, participants: [{ relation: "person", id: "d1" }] });
    expect(server.caller.goesOn.value).toBeNull();
  });

  it("says that it is over, whoever tells it first", async () => {
    const byBoard = await agreed();
    byBoard.show({ phase: "ended", ended_because: "incident_closed", messages: [] });
    expect(byBoard.caller.drawing.value).toBe("over");

    const byRefusal = await agreed();
    byRefusal.page = { page: { ...PAGE, phase: "ended" } };
    byRefusal.says = () => Promise.reject(new Refusal("refused", "link_ended"));
    byRefusal.caller.say("help");
    await new Promise((resolve) => setTimeout(resolve));
    expect(byRefusal.caller.drawing.value).toBe("over");
  });

  it("tells a bad link from a lost line", async () => {
    const server = new Server();
    server.page = { lost: true };
    await server.caller.look();
    expect(server.caller.drawing.value).toBe("lost");
    server.page = { refused: "ticket_invalid" };
    await server.caller.look();
    expect(server.caller.drawing.value).toBe("invalid");
    const known = await agreed();
    known.page = { lost: true };
    await known.caller.look();
    expect(known.caller.drawing.value).toBe("where");
  });
});
