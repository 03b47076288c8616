import { describe, expect, it } from "vitest";
import { Coming, type Call, type Told } from "./coming";

const CALL: Call = {
  phase: "running",
  language: "uz",
  place: "Markaziy",
  now_ms: 0,
  started_at_ms: 0,
  until_ms: 10,
  text: "40",
  reply: null,
  by_ms: null,
};

function told(...answers: Told[]): Coming {
  const next = (): Promise<Told> => Promise.resolve(answers.length > 1 ? (answers.shift() as Told) : (answers[0] as Told));
  return new Coming({ look: next, say: next });
}

describe("the page of whoever is called in", () => {
  it("begins by loading and says when there is no link", async () => {
    const coming = told({ lost: true }, { call: CALL });
    expect(coming.drawing).toBe("loading");
    await coming.look();
    expect(coming.drawing).toBe("lost");
    await coming.look();
    expect(coming.drawing).toBe("asked");
  });

  it("keeps the question when an answer did not get through", async () => {
    const coming = told({ call: CALL }, { lost: true });
    await coming.look();
    await coming.say("in_20");
    expect([coming.drawing, coming.unsent.value, coming.saying.value]).toEqual(["asked", true, null]);
  });

  it("says how it ended", async () => {
    for (const [answer, drawing] of [
      [{ call: { ...CALL, phase: "called_off" } }, "off"],
      [{ call: { ...CALL, phase: "over" } }, "over"],
      [{ refused: "ticket_invalid" }, "invalid"],
    ] as [Told, string][]) {
      const coming = told(answer);
      await coming.look();
      expect(coming.drawing).toBe(drawing);
    }
  });

  it("looks again when its answer came too late", async () => {
    const coming = told({ call: CALL }, { refused: "link_ended" }, { call: { ...CALL, phase: "called_off" } });
    await coming.look();
    await coming.say("later");
    expect(coming.drawing).toBe("off");
  });
});
