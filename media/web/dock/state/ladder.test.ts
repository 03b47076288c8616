import { describe, expect, test } from "vitest";
import { Ladder, type Second } from "./ladder";
import { UNREAD, type Reading } from "./reading";
import { boundsOf, pictureOf, RUNGS, speechOf, type Choice, type Rung } from "./rungs";

const FINE: Reading = { ...UNREAD, upLoss: 0, downLoss: 0, roundTripMs: 60, concealed: 0, upLimitKbps: 1500, heard: true };

/** A ladder and its clock, a second at a time. */
class Climb {
  readonly ladder: Ladder;
  nowMs = 0;
  choice: Choice = "auto";
  farChoice: Choice = "auto";
  serverOpen = true;
  farConcealed: number | null = 0;

  constructor(rung: Rung = "video") {
    this.ladder = new Ladder(rung, 0);
  }

  /** The rungs that it stood on, without repetitions. */
  live(seconds: number, reading: Partial<Reading> = {}): Rung[] {
    const stood: Rung[] = [this.rung];
    for (let second = 0; second < seconds; second += 1) {
      this.nowMs += 1000;
      const { choice, farChoice, serverOpen, farConcealed } = this;
      const one: Second = { reading: { ...FINE, ...reading }, farConcealed, choice, farChoice, serverOpen };
      this.ladder.feed(one, this.nowMs);
      if (this.rung !== stood.at(-1)) stood.push(this.rung);
    }
    return stood;
  }

  get rung(): Rung {
    return this.ladder.standing.rung;
  }
  get reason(): string {
    return this.ladder.standing.reason;
  }
}

describe("down", () => {
  test("a good link stays where it is", () => {
    expect(new Climb().live(60)).toEqual(["video"]);
  });

  test("one bad second is not enough", () => {
    const climb = new Climb();
    climb.live(10);
    climb.live(1, { upLimitKbps: 90 });
    expect(climb.live(5)).toEqual(["video"]);
  });

  test.each([
    [200, "low_video"],
    [100, "stills"],
    [40, "voice"],
    [8, "clips"],
  ] as const)("%i kbit/s carry %s at once, without the rungs between", (kbps, rung) => {
    const climb = new Climb();
    climb.live(3);
    expect(climb.live(6, { upLimitKbps: kbps })).toEqual(["video", rung]);
    expect(climb.reason).toBe("bandwidth");
  });

  test.each([
    [0.15, "low_video"],
    [0.25, "stills"],
    [0.4, "voice"],
    [0.7, "clips"],
  ] as const)("a loss of %f leads to %s", (upLoss, rung) => {
    const climb = new Climb();
    climb.live(40, { upLoss });
    expect([climb.rung, climb.reason]).toEqual([rung, "loss"]);
  });

  test("a queue that fills takes one rung after the other, and never the sound", () => {
    const climb = new Climb();
    climb.live(5);
    expect(climb.live(30, { roundTripMs: 900 })).toEqual(["video", "low_video", "stills", "voice"]);
    expect(climb.reason).toBe("delay");
    expect(climb.live(60, { roundTripMs: 900 })).toEqual(["voice"]);
  });

  test("a path that is long but not queued is no reason", () => {
    expect(new Climb().live(60, { roundTripMs: 1000 })).toEqual(["video"]);
  });

  test("speech that the far side must make up leads to clips", () => {
    const climb = new Climb("voice");
    climb.farConcealed = 0.7;
    climb.live(10, { upLimitKbps: 20 });
    expect([climb.rung, climb.reason]).toEqual(["clips", "loss"]);
  });

  test("nothing heard leads to clips, and without the server to text", () => {
    const climb = new Climb();
    climb.live(5);
    expect(climb.live(9, { heard: false })).toEqual(["video", "clips"]);
    expect(climb.reason).toBe("broken");
    climb.serverOpen = false;
    expect(climb.live(3, { heard: false })).toEqual(["clips", "text"]);
  });
});

describe("up again", () => {
  test("one rung at a time, after a quiet while each", () => {
    const climb = new Climb("voice");
    expect(climb.live(7)).toEqual(["voice"]);
    expect(climb.live(30)).toEqual(["voice", "stills", "low_video", "video"]);
    expect(climb.reason).toBe("good");
  });

  test("not while the loss is more than half of what the next rung bears", () => {
    const climb = new Climb("low_video");
    expect(climb.live(120, { upLoss: 0.08 })).toEqual(["low_video"]);
    expect(climb.live(20, { upLoss: 0.02 })).toEqual(["low_video", "video"]);
  });

  test("what was tried in vain is tried half as often, up to once in 80 seconds", () => {
    const climb = new Climb("low_video");
    const tries: number[] = [];
    for (let second = 0; second < 400; second += 1) {
      const before = climb.rung;
      climb.live(1, { upLimitKbps: climb.rung === "video" ? 150 : 500 });
      if (before === "low_video" && climb.rung === "video") tries.push(climb.nowMs / 1000);
    }
    const gaps = tries.slice(1).map((at, place) => at - (tries[place] ?? 0));
    expect(gaps[0]).toBeLessThan(25);
    expect([...gaps].sort((one, other) => one - other)).toEqual(gaps);
    expect(gaps.at(-1)).toBeGreaterThan(80);
  });

  test("after everything broke off it is soon back where it stood", () => {
    const climb = new Climb();
    climb.live(5);
    climb.live(12, { heard: false });
    expect(climb.live(14)).toEqual(["clips", "voice", "stills", "low_video", "video"]);
  });

  test("a new connection begins with a clean slate, on the same rung", () => {
    const climb = new Climb();
    climb.live(10, { upLoss: 0.4 });
    climb.ladder.renew(climb.nowMs);
    expect(climb.live(5)).toEqual(["voice"]);
  });
});

describe("held", () => {
  test("saving data shows stills at most, from the next second on, on either side's wish", () => {
    const climb = new Climb();
    climb.choice = "save_data";
    climb.live(1);
    expect([climb.rung, climb.reason]).toEqual(["stills", "chosen"]);
    expect(climb.live(60)).toEqual(["stills"]);
    climb.choice = "auto";
    climb.farChoice = "voice";
    climb.live(1);
    expect([climb.rung, climb.reason]).toEqual(["voice", "asked"]);
    climb.farChoice = "auto";
    expect(climb.live(40).at(-1)).toBe("video");
  });

  test("a wished picture is held down to stills, as long as there is a path", () => {
    const climb = new Climb();
    climb.farChoice = "picture";
    climb.live(10, { upLimitKbps: 40 });
    expect(climb.rung).toBe("stills");
    climb.live(12, { heard: false });
    expect(climb.rung).toBe("clips");
  });

  test("who wants less pays for it, so less is what both get", () => {
    expect(boundsOf("picture", "voice")).toEqual({ best: "voice", worst: "voice" });
    expect(boundsOf("auto", "auto")).toEqual({ best: "video", worst: "text" });
  });
});

describe("what the encoders are asked for", () => {
  test("each rung costs less than the one before, and from voice on there is no picture", () => {
    const costs = RUNGS.map((rung) => (pictureOf(rung)?.kbps ?? 0) + speechOf(rung, null).kbps);
    expect([...costs].sort((one, other) => other - one)).toEqual(costs);
    expect(RUNGS.filter((rung) => pictureOf(rung) === null)).toEqual(["voice", "clips", "text"]);
  });

  test("stills are one a second at the camera's full size", () => {
    expect(pictureOf("stills")).toMatchObject({ framesPerSecond: 1, scale: 1, keep: "resolution" });
  });

  test("speech shrinks with the link, in frames of 60 ms, and stays short-framed where there is room", () => {
    expect([200, 60, 30, 22, 14].map((kbps) => speechOf("voice", kbps))).toEqual([
      { kbps: 32, frameMs: 20 }, { kbps: 24, frameMs: 60 }, { kbps: 16, frameMs: 60 }, { kbps: 12, frameMs: 60 }, { kbps: 6, frameMs: 60 },
    ]);
  });
});

test("a still that is tried on a narrow link does not make speech dearer", () => {
  expect(speechOf("stills", 63)).toEqual(speechOf("voice", 30));
  expect(speechOf("stills", 120).kbps).toBeGreaterThan(speechOf("stills", 63).kbps);
});
