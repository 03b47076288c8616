import { expect, test } from "vitest";
import { withGentleStart, withSpeechRepair } from "./sdp";

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

test("the far side's description asks every codec of the picture to begin small, and nothing of the sound", () => {
  const said = ["v=0", "m=audio 9 UDP 111", "a=rtpmap:111 opus/48000/2", "a=fmtp:111 minptime=10", "m=video 9 UDP 96 97 98", "a=rtpmap:96 VP8/90000", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=96", "a=rtpmap:98 VP9/90000", "a=fmtp:98 profile-id=0", ""];
  const edited = withGentleStart(said.join("\r\n")).split("\r\n");
  expect(edited.filter((line) => line.startsWith("a=fmtp"))).toEqual([
    "a=fmtp:111 minptime=10", "a=fmtp:96 x-google-start-bitrate=60", "a=fmtp:97 apt=96", "a=fmtp:98 profile-id=0;x-google-start-bitrate=60",
  ]);
  expect(withGentleStart(edited.join("\r\n"))).toBe(edited.join("\r\n"));
});
