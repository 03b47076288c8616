import { expect, test } from "vitest";
import type { PatientGuestView } from "~/signaling/web/wire";
import { sentenceOf } from "./patient";
import { PIECE_BYTES, Photographs, type Posted } from "./photographs";

const VIEW: PatientGuestView = {
  consult_id: "c", phase: "agreed", stage: "sought", own: true, specialty: "therapy", asked_at_ms: 1_000, since_ms: 1_000, answer_by_ms: 5_000,
  doctor_name: null, lines: [], emergency_at_ms: null, help_number: null, help_sent: false, expires_at_ms: 9_000,
};

test("the one sentence says who is sought, by when, and that it takes too long", () => {
  expect(sentenceOf(VIEW, 2_000)).toMatchObject({ key: "patient-sought", sinceMs: 1_000, byMs: 5_000 });
  expect(sentenceOf(VIEW, 5_001)).toMatchObject({ key: "patient-sought-late", tone: "warn" });
});

test("who has it is named; in a doctor's consult nobody is sought", () => {
  expect(sentenceOf({ ...VIEW, stage: "taken", doctor_name: "G. Rasulova" }, 9_000)).toMatchObject({ key: "patient-taken", name: "G. Rasulova" });
  expect(sentenceOf({ ...VIEW, stage: "taken" }, 0).key).toBe("patient-taken-nameless");
  expect(sentenceOf({ ...VIEW, own: false }, 9_000).key).toBe("patient-invited");
});

test("that help is coming goes before everything else", () => {
  const helped = { ...VIEW, emergency_at_ms: 3_000 };
  expect(sentenceOf(helped, 9_000)).toMatchObject({ key: "patient-help-asked", sinceMs: 3_000, tone: "bad" });
  expect(sentenceOf({ ...helped, help_number: 7 }, 0)).toMatchObject({ key: "patient-help", number: 7 });
  expect(sentenceOf({ ...helped, help_number: 7, help_sent: true }, 0).key).toBe("patient-help-sent");
});

/** A server that has `have` bytes, and a line that breaks at the given posts. */
function server(size: number, breaks: readonly number[]) {
  let have: number | null = null;
  let posts = 0;
  const order: string[] = [];
  const through = (name: string, act: () => Posted): Promise<Posted> => {
    order.push(name);
    return Promise.resolve(breaks.includes(posts++) ? "later" : act());
  };
  const ports = {
    preview: () => through("preview", () => ({ have: 0 })),
    begin: () => through("begin", () => ({ have: (have ??= 0) })),
    where: () => through("where", () => (have === null ? "begin" : { have })),
    send: (_: string, from: number, piece: Uint8Array<ArrayBuffer>) => through("send", () => (from === have ? { have: (have += piece.length) } : { code: "changed_meanwhile" })),
    wait: () => Promise.resolve(),
  };
  return { ports, order, have: () => have, size };
}

const session = { newId: () => "f", send: () => Promise.resolve({} as never) };
const made = { preview: new Uint8Array(10), content: new Uint8Array(PIECE_BYTES * 3 + 5), digest: "ab" };

test("a photograph's preview goes first, and a broken line loses nothing", async () => {
  const kept = server(made.content.length, [1, 3, 4]);
  const photographs = new Photographs(session, "c", kept.ports);
  await photographs.send(made);
  expect(kept.order[0]).toBe("preview");
  expect(kept.have()).toBe(made.content.length);
  expect(photographs.all.value).toEqual([{ id: "f", state: "sent", part: 1 }]);
});

test("a no of the server ends it, and is said", async () => {
  const photographs = new Photographs(session, "c", { ...server(1, []).ports, begin: () => Promise.resolve({ code: "file_changed" }) });
  await photographs.send(made);
  expect(photographs.all.value[0]?.state).toBe("failed");
});
