import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import type { CallerMessage, ConversationView, WrittenText } from "~/signaling/web/wire";
import { Chat } from "./chat";

/** A server of the test's own. */
class Server {
  readonly session = signal({ ask: async () => this.kept as never, send: (body: { readonly text: string }) => this.take(body.text) as never });
  readonly going = signal<ConversationView | null>(null);
  readonly messages = signal<readonly CallerMessage[]>([]);
  readonly said: string[] = [];
  readonly written: string[] = [];
  kept: readonly WrittenText[] = [];
  take = async (text: string): Promise<void> => void this.written.push(text);
  readonly chat = new Chat({ session: this.session as never, going: this.going, linkId: () => "l1", messages: this.messages, say: (text) => void this.said.push(text) });

  show(...texts: readonly Partial<WrittenText>[]): void {
    this.kept = texts.map((one) => ({ relation: "brigade", id: "b1", name: "Brigade 7", text: "", at_ms: 0, ...one }));
    this.going.value = { conversation_id: "c1", texts: texts.length } as ConversationView;
  }

  desk(text: string, at_ms: number, by: CallerMessage["by"] = "desk"): void {
    this.messages.value = [...this.messages.peek(), { message_id: `m${at_ms}`, by, at_ms, name: "Nodira", text }];
  }

  get lines(): readonly (string | null)[][] {
    return this.chat.lines.value.map(({ mine, name, text }) => [mine ? "me" : (name ?? "desk"), text]);
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe("what the caller reads and writes", () => {
  it("is one thread, in the order of time, and stays when the conversation is over", async () => {
    const server = new Server();
    server.desk("Is he breathing?", 10);
    server.desk("Yes", 20, "caller");
    server.show({ text: "We are at the gate", at_ms: 30 }, { relation: "guest", id: "l1", name: null, text: "Code 27", at_ms: 40 });
    server.desk("They come in", 50);
    await settle();
    const all = [["desk", "Is he breathing?"], ["me", "Yes"], ["Brigade 7", "We are at the gate"], ["me", "Code 27"], ["desk", "They come in"]];
    expect(server.lines).toEqual(all);
    server.going.value = null;
    expect(server.lines).toEqual(all);
  });

  it("answers the way the last word came", async () => {
    const server = new Server();
    await server.chat.write("  Help ");
    server.show({ text: "Which floor?", at_ms: 30 });
    await settle();
    await server.chat.write("Third");
    server.desk("Third floor, thank you", 50);
    await server.chat.write("Hurry");
    expect([server.said, server.written]).toEqual([["Help", "Hurry"], ["Third"]]);
  });

  it("shows what is under way, and what is refused in a conversation that is over goes to the desk", async () => {
    const server = new Server();
    server.show({ text: "Which floor?", at_ms: 30 });
    await settle();
    let refuse: () => void = () => undefined;
    server.take = () => new Promise((_, no) => (refuse = () => no(new Error("conversation_ended"))));
    const written = server.chat.write("Third");
    expect(server.chat.underWay.value).toEqual(["Third"]);
    refuse();
    await written;
    expect([server.chat.underWay.value, server.said]).toEqual([[], ["Third"]]);
    server.going.value = null;
    await server.chat.write("Hurry");
    expect(server.said).toEqual(["Third", "Hurry"]);
  });
});
