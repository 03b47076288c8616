/** One second of a link, read from a connection's statistics: differences of two reports, in whole and honest figures. */

/** Statistics as a browser gives them: records with a type, by id. */
export type Statistics = Iterable<Readonly<Record<string, unknown>>>;

/** Shares are 0 to 1. Null: nobody has said, which is not the same as none. */
export interface Reading {
  /** Of our packets the far end missed so many, as it last told. */
  readonly upLoss: number | null;
  /** Of our sound alone, and how long there and back when that was told: both are from the same report. */
  readonly soundLoss: number | null;
  readonly soundTripMs: number | null;
  /** Of the far end's packets we missed so many in this second. */
  readonly downLoss: number | null;
  /** There and back on the media's own path. */
  readonly roundTripMs: number | null;
  readonly jitterMs: number | null;
  /** Of the sound that was played the browser made up so much. */
  readonly concealed: number | null;
  /** What the browser believes that it may send. */
  readonly upLimitKbps: number | null;
  readonly upKbps: number;
  readonly downKbps: number;
  /** Media or an answered check of the path came in this second. */
  readonly heard: boolean;
}

export const UNREAD: Reading = {
  upLoss: null, soundLoss: null, soundTripMs: null, downLoss: null, roundTripMs: null, jitterMs: null, concealed: null, upLimitKbps: null, upKbps: 0, downKbps: 0, heard: false,
};

/** What has been counted since the connection began. */
interface Counts {
  readonly atMs: number;
  readonly sent: number;
  readonly received: number;
  readonly packets: number;
  readonly lost: number;
  readonly samples: number;
  readonly concealed: number;
  readonly heard: number;
}

/** Compares each report of a connection with the one before. A new connection needs a new reader. */
export class Reader {
  #before: Counts | null = null;

  read(statistics: Statistics, nowMs: number): Reading {
    const rows = [...statistics];
    const now = count(rows, nowMs);
    const before = this.#before;
    this.#before = now;
    const said = saidByPath(rows);
    if (before === null || now.atMs <= before.atMs) return { ...UNREAD, ...said };
    const seconds = (now.atMs - before.atMs) / 1000;
    return {
      ...said,
      downLoss: share(now.lost - before.lost, now.packets - before.packets + now.lost - before.lost),
      concealed: share(now.concealed - before.concealed, now.samples - before.samples),
      upKbps: (Math.max(0, now.sent - before.sent) * 8) / 1000 / seconds,
      downKbps: (Math.max(0, now.received - before.received) * 8) / 1000 / seconds,
      heard: now.heard > before.heard,
    };
  }
}

/** Null when there was nothing to take a share of; late copies may make what is missing fewer than before. */
function share(part: number, whole: number): number | null {
  return whole <= 0 ? null : Math.min(1, Math.max(0, part / whole));
}

function count(rows: readonly Readonly<Record<string, unknown>>[], atMs: number): Counts {
  const sums = { sent: 0, received: 0, packets: 0, lost: 0, samples: 0, concealed: 0, heard: 0 };
  for (const row of rows) {
    if (row["type"] === "outbound-rtp") sums.sent += figure(row, "bytesSent") + figure(row, "headerBytesSent");
    else if (row["type"] === "candidate-pair") sums.heard += figure(row, "responsesReceived");
    else if (row["type"] === "inbound-rtp") {
      sums.received += figure(row, "bytesReceived") + figure(row, "headerBytesReceived");
      sums.heard += figure(row, "packetsReceived");
      // Sound alone: a picture's lost packets are sent again and say little of what was missed.
      if (row["kind"] !== "audio") continue;
      sums.packets += figure(row, "packetsReceived");
      sums.lost += figure(row, "packetsLost");
      sums.samples += figure(row, "totalSamplesReceived");
      // Silence that is made up while nobody speaks is not a fault.
      sums.concealed += figure(row, "concealedSamples") - figure(row, "silentConcealedSamples");
    }
  }
  return { atMs, ...sums };
}

/** What the far end and the path say by themselves. */
function saidByPath(rows: readonly Readonly<Record<string, unknown>>[]): Pick<Reading, "upLoss" | "soundLoss" | "soundTripMs" | "roundTripMs" | "jitterMs" | "upLimitKbps"> {
  const pair = chosenPair(rows);
  const far = rows.filter((row) => row["type"] === "remote-inbound-rtp");
  const sound = rows.find((row) => row["type"] === "inbound-rtp" && row["kind"] === "audio" && figure(row, "packetsReceived") > 0);
  const losses = far.map((row) => row["fractionLost"]).filter((value) => typeof value === "number");
  // The path's own checks go on; what a stopped picture told last stands there for ever.
  const trips = far.map((row) => row["roundTripTime"]).filter((value) => typeof value === "number");
  const trip = pair?.["currentRoundTripTime"] ?? (trips.length > 0 ? Math.min(...trips) : null);
  const limit = pair?.["availableOutgoingBitrate"];
  const ofSound = far.find((row) => row["kind"] === "audio");
  return {
    soundLoss: told(ofSound, "fractionLost"),
    soundTripMs: seconds(told(ofSound, "roundTripTime")),
    upLoss: losses.length === 0 ? null : Math.max(...losses),
    roundTripMs: seconds(typeof trip === "number" ? trip : null),
    jitterMs: sound === undefined ? null : figure(sound, "jitter") * 1000,
    upLimitKbps: typeof limit === "number" && limit > 0 ? limit / 1000 : null,
  };
}

/** The transport's own choice: the first nominated pair is often the idle one of the other address family. */
function chosenPair(rows: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<string, unknown>> | undefined {
  const chosen = rows.find((row) => row["type"] === "transport" && row["selectedCandidatePairId"] !== undefined)?.["selectedCandidatePairId"];
  return rows.find((row) => row["type"] === "candidate-pair" && (chosen === undefined ? row["nominated"] === true : row["id"] === chosen));
}

function told(row: Readonly<Record<string, unknown>> | undefined, name: string): number | null {
  const value = row?.[name];
  return typeof value === "number" ? value : null;
}

function seconds(value: number | null): number | null {
  return value === null ? null : value * 1000;
}

function figure(row: Readonly<Record<string, unknown>>, name: string): number {
  const value = row[name];
  return typeof value === "number" ? value : 0;
}
