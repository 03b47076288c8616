import { expect, test } from "vitest";
import { asAnswer, speechIn, takesTwice, withSpeech } from "./speech";

const SDP = [
  "v=0", "a=group:BUNDLE 0 1", "m=audio 9 UDP/TLS/RTP/SAVPF 63 111", "a=mid:0", "a=setup:actpass", "a=rtpmap:63 red/48000/2",
  "a=rtpmap:111 opus/48000/2", "a=fmtp:111 minptime=10;useinbandfec=1", "m=video 9 UDP/TLS/RTP/SAVPF 96", "a=mid:1", "a=setup:actpass", "a=rtpmap:96 VP8/90000", "",
].join("\r\n");

test("speech is asked for in the sound's part alone, whatever was asked for before", () => {
  const once = withSpeech(SDP, { kbps: 24, frameMs: 60 });
  expect([speechIn(SDP), speechIn(once)]).toEqual([{ kbps: 32, frameMs: 20, twice: true }, { kbps: 24, frameMs: 60, twice: false }]);
  expect(once).toContain("a=fmtp:111 minptime=10;useinbandfec=1;maxaveragebitrate=24000;ptime=60\r\na=ptime:60\r\n");
  const twice = withSpeech(once, { kbps: 32, frameMs: 20 });
  expect(twice).toContain("a=fmtp:111 minptime=10;useinbandfec=1;maxaveragebitrate=32000;ptime=20\r\na=ptime:20\r\n");
  expect(twice.match(/ptime:/g)).toHaveLength(1);
  expect(twice.split("m=video")[1]).toBe(SDP.split("m=video")[1]);
});

test("what is named first is what is sent: each packet twice, or once", () => {
  const once = withSpeech(SDP, { kbps: 32, frameMs: 20 });
  expect([speechIn(SDP).twice, speechIn(once).twice, takesTwice(once)]).toEqual([true, false, true]);
  expect(once).toContain("m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\n");
  const twice = withSpeech(once, { kbps: 32, frameMs: 20, twice: true });
  expect(twice).toContain("m=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\n");
  const plain = once.replace("a=rtpmap:63 red/48000/2\r\n", "");
  expect([takesTwice(plain), withSpeech(plain, { kbps: 32, frameMs: 20, twice: true }).includes("SAVPF 111 63")]).toEqual([false, true]);
});

test("a description without the line gets one, one without speech stays as it is", () => {
  const bare = SDP.replace("a=fmtp:111 minptime=10;useinbandfec=1\r\n", "");
  expect(withSpeech(bare, { kbps: 12, frameMs: 60 })).toContain("a=fmtp:111 useinbandfec=1;maxaveragebitrate=12000;ptime=60\r\n");
  const other = SDP.replaceAll("opus", "PCMU");
  expect(withSpeech(other, { kbps: 12, frameMs: 60 })).toBe(other);
});

test("an answered offer reads as the answer of the passive end", () => {
  expect(asAnswer(SDP).match(/setup:passive/g)).toHaveLength(2);
});
