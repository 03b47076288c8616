// Runs in a page before its own scripts: keeps its connections, notes the tap on "accept", counts what is decoded.
// `options.dtx`: whether this side's encoder may fall silent; it follows the other's description, so it is written there.
(options) => {
  // A document that the page has made for one connection: the page listens to that one too.
  if (window !== window.top) {
    window.RTCPeerConnection = window.top.listener.watched(RTCPeerConnection);
    return;
  }
  const connections = [];
  // When each step of connecting was reached, for whoever asks where the time went.
  const marks = [];
  const mark = (name) => void marks.push([name, Date.now()]);
  const state = { tappedAt: null, heardAt: null, drops: 0, longestGapMs: 0, silentMs: 0, resumedAt: null };

  const steered = (sdp) => {
    const opus = /a=rtpmap:(\d+) opus\/48000/i.exec(sdp)?.[1];
    return sdp
      .split("\r\n")
      .map((line) => (line.startsWith(`a=fmtp:${opus} `) ? `${line.replace(/;usedtx=\d/, "")};usedtx=${options.dtx ? 1 : 0}` : line))
      .join("\r\n");
  };

  const open = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
  if (open !== undefined) {
    navigator.mediaDevices.getUserMedia = (wish) => open(wish).finally(() => mark("devices"));
  }

  const watched = (Native) =>
    class extends Native {
      constructor(...given) {
        super(...given);
        connections.push(this);
        state.heardAt = null;
        mark("made");
        this.addEventListener("iceconnectionstatechange", () => mark(`ice ${this.iceConnectionState}`));
        this.addEventListener("connectionstatechange", () => mark(`all ${this.connectionState}`));
      }
      setRemoteDescription(description) {
        mark(`far ${description.type}`);
        return super.setRemoteDescription({ type: description.type, sdp: steered(description.sdp) });
      }
    };
  window.RTCPeerConnection = watched(RTCPeerConnection);

  document.addEventListener(
    "click",
    (event) => {
      if (event.target.closest(".dock-accept") === null) return;
      state.tappedAt = Date.now();
      state.heardAt = null;
    },
    true,
  );

  // What each track has brought until now; a connection that was closed keeps what it brought.
  const brought = new Map();
  const sums = async () => {
    const sum = { atMs: 0, total: 0, concealed: 0, silent: 0, packets: 0, lost: 0, frames: 0, bytes: 0 };
    const tracks = new Map();
    for (const connection of connections) {
      if (connection.connectionState === "closed") continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type !== "inbound-rtp") continue;
        brought.set(report.trackIdentifier, report);
        if (report.kind === "audio") tracks.set(report.trackIdentifier, (report.totalSamplesReceived ?? 0) - (report.concealedSamples ?? 0));
      }
    }
    for (const report of brought.values()) {
      sum.bytes += report.bytesReceived + report.headerBytesReceived;
      if (report.kind === "video") sum.frames += report.framesDecoded ?? 0;
      if (report.kind !== "audio") continue;
      sum.total += report.totalSamplesReceived ?? 0;
      sum.concealed += report.concealedSamples ?? 0;
      sum.silent += report.silentConcealedSamples ?? 0;
      sum.packets += report.packetsReceived;
      sum.lost += report.packetsLost;
    }
    sum.tracks = tracks;
    sum.atMs = Date.now();
    return sum;
  };

  // A drop is two seconds in which nothing was decoded; what came after less is a pause of speech or a late packet.
  const DROP_MS = 2000;
  const GAP_MS = 400;
  let [decodedAt, dropped] = [null, false];
  // What is really heard: of the elements that are not muted, how much sound was decoded since the last look. A page that
  // looks late has not been silent: only the time for which nothing was decoded counts.
  const SAMPLES_PER_MS = 48;
  const CONTINUOUS = 0.9;
  let [heardAt, silentMs] = [null, 0];
  const hear = (gained, nowMs) => {
    const audible = [...document.querySelectorAll("audio")]
      .filter((element) => !element.muted && !element.paused && element.srcObject !== null)
      .flatMap((element) => element.srcObject.getAudioTracks().map(({ id }) => id));
    const gainedMs = Math.max(0, ...audible.map((id) => (gained.get(id) ?? 0) / SAMPLES_PER_MS));
    const elapsedMs = heardAt === null ? 0 : nowMs - heardAt;
    heardAt = nowMs;
    silentMs += Math.max(0, elapsedMs - gainedMs);
    state.silentMs = Math.max(state.silentMs, silentMs);
    if (gainedMs >= CONTINUOUS * elapsedMs) silentMs = 0;
  };
  // Track by track: a connection that closes takes its counts away, which is no sound.
  let byTrack = new Map();
  const look = async () => {
    const { tracks, atMs } = await sums();
    const gained = new Map([...tracks].map(([id, count]) => [id, count - (byTrack.get(id) ?? 0)]));
    byTrack = tracks;
    hear(gained, atMs);
    const decoding = [...gained.values()].some((count) => count > 0);
    if (decoding && state.heardAt === null) state.heardAt = atMs;
    if (decoding) {
      const gapMs = decodedAt === null ? 0 : atMs - decodedAt;
      state.longestGapMs = Math.max(state.longestGapMs, gapMs);
      if (gapMs > GAP_MS) state.resumedAt = atMs;
      [decodedAt, dropped] = [atMs, false];
    } else if (decodedAt !== null && atMs - decodedAt > DROP_MS && !dropped) {
      dropped = true;
      state.drops += 1;
    }
    setTimeout(look, state.heardAt === null ? 20 : 50);
  };
  look();

  window.listener = {
    sums: async () => {
      const { tracks: _tracks, ...sum } = await sums();
      return sum;
    },
    state: () => ({ ...state, decodedAt, nowMs: Date.now() }),
    begin: () => {
      [state.drops, state.longestGapMs, state.silentMs, state.resumedAt, decodedAt] = [0, 0, 0, null, null];
      [heardAt, silentMs] = [null, 0];
    },
    dtx: (on) => {
      options.dtx = on;
    },
    connections,
    watched,
    marks,
  };
}
