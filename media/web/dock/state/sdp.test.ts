import { expect, test } from "vitest";
import { withSpeechRepair } from "./sdp";

const AUDIO = ["v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 111 0", "a=rtpmap:111 opus/48000/2", "a=rtpmap:0 PCMU/8000", ""];

test("speech repair is asked for where the line is missing", () => {
  const lines = withSpeechRepair(AUDIO.join("\r\n")).split("\r\n");
  expect(lines.slice(2, 4)).toEqual(["a=rtpmap:111 opus/48000/2", "a=fmtp:111 minptime=10;useinbandfec=1"]);
});

test("it is added to the parameters that stand, and once", () => {
  const given = [...AUDIO.slice(0, 3), "a=fmtp:111 minptime=10", ""].join("\r\n");
  const once = withSpeechRepair(given);
  expect(once).toContain("a=fmtp:111 minptime=10;useinbandfec=1\r\n");
  expect(withSpeechRepair(once)).toBe(once);
});

test("a description without Opus stays as it is", () => {
  expect(withSpeechRepair("v=0\r\nm=video 9\r\n")).toBe("v=0\r\nm=video 9\r\n");
});
