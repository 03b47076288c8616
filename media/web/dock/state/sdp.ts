/** Edits of descriptions: one that is made before it is sent, one to what the other side wrote, for our own encoder. */

/**
 * Asks the other side's encoder for forward error correction of speech. A browser writes it by itself; others (aiortc
 * among them) leave the line out, and a sender takes silence for "no".
 */
export function withSpeechRepair(sdp: string): string {
  const end = sdp.includes("\r\n") ? "\r\n" : "\n";
  const lines = sdp.split(end);
  const opus = lines.map((line) => /^a=rtpmap:(\d+) opus\/48000/i.exec(line)?.[1]).find((payload) => payload !== undefined);
  if (opus === undefined) return sdp;
  const start = `a=fmtp:${opus} `;
  const at = lines.findIndex((line) => line.startsWith(start));
  if (at < 0) {
    const after = lines.findIndex((line) => line.startsWith(`a=rtpmap:${opus} `));
    lines.splice(after + 1, 0, `${start}minptime=10;useinbandfec=1`);
  } else if (!/useinbandfec=/.test(lines[at] ?? "")) {
    lines[at] = `${lines[at]};useinbandfec=1`;
  }
  return lines.join(end);
}

/** A browser begins with 300 kbit/s of picture: on a narrow link that is seconds of sound in its queue. From here it finds its rate by trying. */
const FIRST_PICTURE_KBPS = 60;

/** The far side's description as if it had asked our picture to begin small. */
export function withGentleStart(sdp: string): string {
  const end = sdp.includes("\r\n") ? "\r\n" : "\n";
  return sdp
    .split(/(?=^m=)/m)
    .map((part) => (part.startsWith("m=video") ? startingSmall(part, end) : part))
    .join("");
}

function startingSmall(part: string, end: string): string {
  const wish = `x-google-start-bitrate=${FIRST_PICTURE_KBPS}`;
  const lines = part.split(end);
  return lines
    .flatMap((line) => {
      const payload = /^a=rtpmap:(\d+) (?:VP8|VP9|H264|AV1)\/90000/i.exec(line)?.[1];
      if (payload !== undefined) return lines.some((one) => one.startsWith(`a=fmtp:${payload} `)) ? [line] : [line, `a=fmtp:${payload} ${wish}`];
      const described = /^a=fmtp:(\d+) /.exec(line)?.[1];
      const codec = described !== undefined && lines.some((one) => new RegExp(`^a=rtpmap:${described} (?:VP8|VP9|H264|AV1)/90000`, "i").test(one));
      return [codec && !line.includes("x-google-start-bitrate") ? `${line};${wish}` : line];
    })
    .join(end);
}
