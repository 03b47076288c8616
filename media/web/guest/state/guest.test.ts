import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import type { GuestLinkView } from "~/signaling/web/wire";
import { Guest, type GuestSession, type LinkPage, type Reply } from "./guest";

const PAGE: LinkPage = {
  link_id: "l1", phase: "invited", language: "ru", expires_at_ms: 9, now_ms: 1, mine: false, ended_because: null, sign_in_id: null, role: "interpreter", name: "Madina",
  invited_by_name: "Nodira", invited_by_role: "dispatcher", inside: [{ name: "Nodira", role: "dispatcher" }],
};
const VIEW: GuestLinkView = {
  link_id: "l1", role: "interpreter", name: "Madina", language: "ru", phase: "ready", expires_at_ms: 9, knock_until_ms: null, knock_ended_because: null, out_because: null,
  recorded_version: null, conversation_id: null,
};

/** A guest's browser whose server is the test's own. */
class Browser {
  page: Reply = { page: PAGE };
  refuses: string | null = null;
  left = 0;
  opened = 0;
  readonly sent: unknown[] = [];
  readonly #board = signal<ReadonlyMap<string, { readonly view: GuestLinkView }>>(new Map());
  readonly guest = new Guest({
    look: () => Promise.resolve(this.page),
    take: () => Promise.resolve(this.page),
    openSession: () => ((this.opened += 1), this.#session()),
    language: () => "ru",
  });

  #session(): GuestSession {
    return {
      kind: () => this.#board,
      send: (body: unknown, how: unknown) => {
        this.sent.push([body, how]);
        return this.refuses === null ? Promise.resolve(null) : Promise.reject(new Refusal("refused", this.refuses));
      },
      leave: () => void (this.left += 1),
    } as unknown as GuestSession;
  }

  shows(change: Partial<GuestLinkView> | null): void {
    this.#board.value = change === null ? new Map() : new Map([["l1", { view: { ...VIEW, ...change } }]]);
  }

  async told(change: Partial<LinkPage>): Promise<void> {
    this.page = { page: { ...PAGE, ...change } };
    await this.guest.look();
  }
}

async function ready(): Promise<Browser> {
  const browser = new Browser();
  await browser.told({ mine: true, phase: "ready" });
  browser.shows({});
  return browser;
}

describe("a guest's page", () => {
  it("tells who invites before anything is taken, and takes by a tap alone", async () => {
    const browser = new Browser();
    expect(browser.guest.drawing.value).toBe("loading");
    await browser.guest.look();
    expect([browser.guest.drawing.value, browser.opened]).toEqual(["welcome", 0]);
    browser.page = { page: { ...PAGE, mine: true, phase: "ready" } };
    await browser.guest.take();
    expect([browser.guest.drawing.value, browser.opened]).toEqual(["ready", 1]);
  });

  it("says to a second browser that the link is used, on looking and on taking", async () => {
    const second = new Browser();
    await second.told({ phase: "ready" });
    expect(second.guest.drawing.value).toBe("used");
    const late = new Browser();
    await late.guest.look();
    late.page = { refused: "link_used" };
    await late.guest.take();
    expect(late.guest.drawing.value).toBe("used");
  });

  it("asks to come in, and follows what becomes of it", async () => {
    const browser = await ready();
    await browser.guest.knock();
    expect(browser.sent).toEqual([[{ type: "guest.knock", link_id: "l1", text_version: null }, { lasting: false }]]);
    browser.shows({ phase: "knocking", knock_until_ms: 5 });
    expect(browser.guest.drawing.value).toBe("knocking");
    browser.shows({ knock_ended_because: "no_answer" });
    expect([browser.guest.drawing.value, browser.guest.back.value]).toEqual(["ready", "no_answer"]);
    browser.shows({ phase: "inside", conversation_id: "c1" });
    expect(browser.guest.drawing.value).toBe("inside");
    browser.shows({ out_because: "left" });
    expect([browser.guest.drawing.value, browser.guest.back.value]).toEqual(["ready", "left"]);
  });

  it("agrees by knocking to the text that it shows while it is recorded", async () => {
    const browser = await ready();
    browser.shows({ recorded_version: 1, knock_ended_because: "recorded" });
    expect([browser.guest.recorded.value, browser.guest.back.value]).toEqual([1, "recorded"]);
    await browser.guest.knock();
    expect(browser.sent).toMatchObject([[{ text_version: 1 }, {}]]);
  });

  it("keeps a refused knock in sight, and stands where it stood", async () => {
    const browser = await ready();
    browser.refuses = "consent_needed";
    await browser.guest.knock();
    await Promise.resolve();
    expect([browser.guest.drawing.value, browser.guest.refused.value]).toEqual(["ready", "consent_needed"]);
  });

  it.each(["link_ended", "conversation_ended"])("is over when a knock is refused %s", async (code) => {
    const browser = await ready();
    browser.refuses = code;
    await browser.guest.knock();
    expect(browser.guest.drawing.value).toBe("over");
  });

  it("comes back after a reload to where it was", async () => {
    for (const phase of ["ready", "knocking", "inside"] as const) {
      const browser = new Browser();
      await browser.told({ mine: true, phase });
      expect([browser.guest.drawing.value, browser.opened]).toEqual([phase, 1]);
    }
  });

  it("leaves the line when the link is over, and says why", async () => {
    const browser = await ready();
    await browser.told({ phase: "ended", mine: false, ended_because: "removed" });
    expect([browser.guest.drawing.value, browser.guest.page.value?.ended_because, browser.left]).toEqual(["over", "removed", 1]);
  });

  it("waits for the word of how it ended when the link is shown no more", async () => {
    const browser = await ready();
    browser.shows({ phase: "inside", conversation_id: "c1" });
    expect(browser.guest.drawing.value).toBe("inside");
    browser.shows(null);
    expect(browser.guest.drawing.value).toBe("loading");
    await browser.told({ phase: "ended", mine: false, ended_because: "conversation_over" });
    expect(browser.guest.drawing.value).toBe("over");
  });

  it("says what a bad link and a lost line are", async () => {
    const browser = new Browser();
    browser.page = { lost: true };
    await browser.guest.look();
    expect(browser.guest.drawing.value).toBe("lost");
    browser.page = { refused: "ticket_invalid" };
    await browser.guest.look();
    expect(browser.guest.drawing.value).toBe("invalid");
  });
});
