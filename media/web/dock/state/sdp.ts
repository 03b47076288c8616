/** The one edit that is made to a description before it is sent. */

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
