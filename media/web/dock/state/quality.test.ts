import { expect, test } from "vitest";
import { badSideOf, gradeOf, scoreOf, type LinkFigures } from "./quality";
import { Reader, UNREAD, type Reading } from "./reading";

const FINE: Reading = { ...UNREAD, upLoss: 0, downLoss: 0, roundTripMs: 60, jitterMs: 5, concealed: 0, heard: true };
const GOOD: LinkFigures = { score: 95, lost: 0, concealed: 0, roundTripMs: 60, serverMs: 50 };
const POOR: LinkFigures = { ...GOOD, score: 30 };

test("an ordinary link is good, a rural one that can be talked over is not red", () => {
  expect(gradeOf(scoreOf(FINE))).toBe("good");
  expect(gradeOf(scoreOf({ ...FINE, roundTripMs: 300, jitterMs: 20, concealed: 0.01 }))).toBe("good");
  expect(gradeOf(scoreOf({ ...FINE, roundTripMs: 600, concealed: 0.02 }))).toBe("fair");
});

test("missing speech costs more than a late answer, and nothing heard is nothing", () => {
  const late = scoreOf({ ...FINE, roundTripMs: 1000 });
  const broken = scoreOf({ ...FINE, concealed: 0.25 });
  expect(late).toBeGreaterThan(broken);
  expect(gradeOf(broken)).toBe("poor");
  expect(gradeOf(scoreOf({ ...FINE, concealed: 0.4 }))).toBe("bad");
  expect(scoreOf({ ...FINE, heard: false })).toBe(0);
});

test("the figure falls as each fault grows", () => {
  const falls = (readings: Reading[]): void => {
    const scores = readings.map(scoreOf);
    expect([...scores].sort((one, other) => other - one)).toEqual(scores);
  };
  falls([0, 0.02, 0.05, 0.1, 0.3].map((concealed) => ({ ...FINE, concealed })));
  falls([50, 300, 600, 1000, 3000].map((roundTripMs) => ({ ...FINE, roundTripMs })));
  falls([0, 0.05, 0.2, 0.5].map((downLoss) => ({ ...FINE, concealed: null, downLoss })));
});

test("no side is bad while both hear well", () => {
  expect(badSideOf(GOOD, GOOD)).toBe("none");
  expect(badSideOf(GOOD, null)).toBe("none");
});

test("the line to the server tells whose link it is", () => {
  expect(badSideOf(POOR, { ...POOR, serverMs: 900 })).toBe("theirs");
  expect(badSideOf({ ...POOR, serverMs: 900 }, POOR)).toBe("ours");
  expect(badSideOf({ ...POOR, serverMs: null }, POOR)).toBe("ours");
  expect(badSideOf(POOR, { ...POOR, serverMs: null })).toBe("theirs");
});

test("when one direction is bad, its sender's way up is; when both are, nobody can say", () => {
  expect(badSideOf(GOOD, POOR)).toBe("ours");
  expect(badSideOf(POOR, GOOD)).toBe("theirs");
  expect(badSideOf(POOR, POOR)).toBe("between");
});

const FIRST = [
  { type: "transport", id: "t", selectedCandidatePairId: "p2" },
  { type: "candidate-pair", id: "p1", nominated: true, availableOutgoingBitrate: 0, currentRoundTripTime: 9 },
  { type: "candidate-pair", id: "p2", nominated: true, availableOutgoingBitrate: 400_000, currentRoundTripTime: 0.09, responsesReceived: 3 },
  { type: "outbound-rtp", kind: "video", bytesSent: 1000, headerBytesSent: 100 },
  { type: "inbound-rtp", kind: "audio", packetsReceived: 50, packetsLost: 0, bytesReceived: 4000, totalSamplesReceived: 48_000, concealedSamples: 0, silentConcealedSamples: 0, jitter: 0.004 },
];
const SECOND = [
  ...FIRST.slice(0, 3),
  { type: "remote-inbound-rtp", kind: "audio", fractionLost: 0.02, roundTripTime: 0.1 },
  { type: "remote-inbound-rtp", kind: "video", fractionLost: 0.07, roundTripTime: 0.12 },
  { type: "outbound-rtp", kind: "video", bytesSent: 26_000, headerBytesSent: 100 },
  { type: "inbound-rtp", kind: "audio", packetsReceived: 90, packetsLost: 10, bytesReceived: 8000, totalSamplesReceived: 96_000, concealedSamples: 14_400, silentConcealedSamples: 4800, jitter: 0.012 },
];

test("a second is the difference of two reports, of the path that is in use", () => {
  const reader = new Reader();
  expect(reader.read(FIRST, 0)).toMatchObject({ upLimitKbps: 400, roundTripMs: 90, downLoss: null, heard: false });
  expect(reader.read(SECOND, 1000)).toEqual({
    upLoss: 0.07, soundLoss: 0.02, soundTripMs: 100, downLoss: 0.2, roundTripMs: 90, jitterMs: 12, concealed: 0.2, upLimitKbps: 400, upKbps: 200, downKbps: 32, heard: true,
  });
});

test("what was resent makes no negative loss, and an empty second no loss at all", () => {
  const reader = new Reader();
  reader.read(SECOND, 0);
  const resent = SECOND.map((row) => (row.type === "inbound-rtp" ? { ...row, packetsReceived: 140, packetsLost: 4 } : row));
  expect(reader.read(resent, 1000).downLoss).toBe(0);
  expect(reader.read(resent, 2000)).toMatchObject({ downLoss: null, heard: false });
});
