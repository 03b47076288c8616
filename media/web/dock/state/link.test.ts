import { expect, test } from "vitest";
import type { PeerLink } from "~/signaling/web/wire";
import { Link, type LinkReport } from "./link";
import { reportOf, wordOf } from "./report";

const LINE = { roundTripMs: 50, open: true };
const GOOD: LinkReport = { rung: "video", reason: "good", choice: "auto", score: 95, lost: 0, concealed: 0, roundTripMs: 60, serverMs: 50 };

/** Statistics of a second: so much was heard, and the browser may send so much. */
function statistics(second: number, kbps: number): Record<string, unknown>[] {
  return [
    { type: "candidate-pair", id: "p", nominated: true, availableOutgoingBitrate: kbps * 1000, currentRoundTripTime: 0.06 },
    { type: "inbound-rtp", kind: "audio", packetsReceived: second * 50, packetsLost: 0, totalSamplesReceived: second * 48_000, concealedSamples: 0, jitter: 0.004 },
  ];
}

test("says each second how to send, and tells the others", () => {
  const link = new Link(true, 0);
  expect(link.second(statistics(1, 900), LINE, 1000)).toMatchObject({ picture: { framesPerSecond: 20 }, speech: { kbps: 32 }, report: { rung: "video" } });
  const told = [2, 3, 4, 5, 6, 7].map((second) => link.second(statistics(second, 40), LINE, second * 1000)).at(-1);
  expect(told).toMatchObject({ picture: null, speech: { kbps: 16, frameMs: 60 }, report: { rung: "voice", reason: "bandwidth", serverMs: 50 } });
  expect(link.shown.value.standing.rung).toBe("voice");
});

test("does as the one other wishes, and no longer once they are silent", () => {
  const link = new Link(true, 0);
  link.hear("far", { ...GOOD, choice: "voice" }, 500);
  expect(link.second(statistics(1, 900), LINE, 1000).report).toMatchObject({ rung: "voice", reason: "asked" });
  expect(link.far.value.get("far")?.choice).toBe("voice");
  link.second(statistics(2, 900), LINE, 6000);
  expect(link.far.value.size).toBe(0);
});

test("of several one who saves data does not make the others' picture small, but a wished picture is given", () => {
  const link = new Link(true, 0);
  link.hear("one", { ...GOOD, choice: "save_data" }, 500);
  link.hear("other", GOOD, 500);
  expect(link.second(statistics(1, 900), LINE, 1000).report.rung).toBe("video");
});

test("speech changes no more often than every four seconds", () => {
  const link = new Link(false, 0);
  const kbps = [34, 60, 34, 60, 34].map((limit, second) => link.second(statistics(second + 1, limit), LINE, (second + 1) * 1000).speech.kbps);
  expect(kbps).toEqual([16, 24, 24, 24, 24]);
});

test("whose link it is is told by the lines to the server", () => {
  const link = new Link(true, 0);
  link.second(statistics(1, 900), LINE, 1000);
  link.hear("far", { ...GOOD, score: 20, serverMs: null }, 1500);
  link.second(statistics(2, 900), LINE, 2000);
  expect(link.shown.value.badSide).toBe("theirs");
});

test("a report is read as it was said", () => {
  const word = { ...wordOf({ ...GOOD, roundTripMs: 60.4 }), type: "peer.link", conversation_id: "c", from_endpoint: "far", camera: null } as PeerLink;
  expect(reportOf(word)).toEqual({ ...GOOD, camera: null });
});
