import { expect, test } from "vitest";
import { countIn } from "./counts";

const sound = (mid: string, packetsReceived: number, audioLevel: number, totalAudioEnergy: number) => ({ type: "inbound-rtp", kind: "audio", mid, packetsReceived, audioLevel, totalAudioEnergy });

test("each voice is counted for whose it is, and all of them together", () => {
  const rows = [sound("0", 50, 0.2, 0.4), sound("1", 30, 0, 0.1), sound("7", 5, 0, 0), { type: "inbound-rtp", kind: "video", mid: "2", framesDecoded: 9 }];
  const [sample, voices] = countIn(rows, new Map([["0", "desk"], ["1", "crew"], ["2", "crew"]]));
  expect(sample).toEqual({ framesDecoded: 9, audioPackets: 85, heard: 94 });
  expect([...voices]).toEqual([["desk", { level: 0.2, packets: 50, energy: 0.4 }], ["crew", { level: 0, packets: 30, energy: 0.1 }]]);
});
