import { describe, expect, test } from "vitest";
import { Answer, type Alert, type Reply } from "./answer";

const OPEN: Alert = {
  status: "open",
  mine: "called",
  about_kind: "incident",
  specialty: "cardiology",
  urgency: "life_threat",
  language: "uz",
  raised_at_ms: 0,
  expires_at_ms: 300_000,
  now_ms: 1_000,
  taken_by_me: false,
  reason_labels: { uz: "Koʻkrak ogʻrigʻi" },
  address_label: "Registon koʻchasi 14",
  number: 318,
  promised_at_ms: null,
  confirm_by_ms: null,
  confirmed_at_ms: null,
};
const TAKEN: Alert = { ...OPEN, status: "acknowledged", mine: "acknowledged", taken_by_me: true };

function answerWith(looks: Reply[], says: Reply[] = []): { answer: Answer; said: string[] } {
  const said: string[] = [];
  const answer = new Answer({
    look: async () => looks.shift() ?? { lost: true },
    say: async (one) => {
      said.push(one);
      return says.shift() ?? { lost: true };
    },
  });
  return { answer, said };
}

describe("the page behind a link", () => {
  test.each<[Reply, string]>([
    [{ alert: OPEN }, "open"],
    [{ alert: { ...OPEN, mine: "opened" } }, "open"],
    [{ alert: { ...OPEN, mine: "unreachable" } }, "open"],
    [{ alert: { ...OPEN, status: "declined_by_all", mine: "unreachable" } }, "open"],
    [{ alert: { ...OPEN, mine: "declined" } }, "declined"],
    [{ alert: TAKEN }, "accepted"],
    [{ alert: { ...TAKEN, taken_by_me: false, mine: "called" } }, "covered"],
    [{ alert: { ...OPEN, status: "cancelled" } }, "covered"],
    [{ alert: { ...OPEN, status: "expired" } }, "expired"],
    [{ refused: "ticket_invalid" }, "invalid"],
    [{ lost: true }, "lost"],
  ])("draws %j as %s", async (reply, drawing) => {
    const { answer } = answerWith([reply]);
    expect(answer.drawing).toBe("loading");
    await answer.look();
    expect(answer.drawing).toBe(drawing);
  });

  test("looking says nothing", async () => {
    const { answer, said } = answerWith([{ alert: OPEN }, { alert: OPEN }]);
    await answer.look();
    await answer.look();
    expect(said).toEqual([]);
  });

  test("two taps are one answer", async () => {
    const { answer, said } = answerWith([{ alert: OPEN }], [{ alert: TAKEN }]);
    await answer.look();
    await Promise.all([answer.say("accept"), answer.say("accept"), answer.say("decline")]);
    expect(said).toEqual(["accept"]);
    expect(answer.drawing).toBe("accepted");
  });

  test("an answer that did not get through is told, kept, and can be given again", async () => {
    const { answer, said } = answerWith([{ alert: OPEN }], [{ lost: true }, { alert: TAKEN }]);
    await answer.look();
    await answer.say("accept");
    expect(answer.drawing).toBe("open");
    expect(answer.unsent.value).toBe("accept");
    await answer.say("accept");
    expect(answer.unsent.value).toBeNull();
    expect(said).toEqual(["accept", "accept"]);
    expect(answer.drawing).toBe("accepted");
  });

  test("who comes too late is told so", async () => {
    const { answer } = answerWith([{ alert: OPEN }], [{ refused: "alert_covered" }]);
    await answer.look();
    await answer.say("accept");
    expect(answer.drawing).toBe("covered");
  });

  test("a lost link does not take away what is shown", async () => {
    const { answer } = answerWith([{ alert: OPEN }, { lost: true }]);
    await answer.look();
    await answer.look();
    expect(answer.drawing).toBe("open");
  });

  test("somebody else's yes turns an open page by itself", async () => {
    const { answer } = answerWith([{ alert: OPEN }, { alert: { ...TAKEN, taken_by_me: false, mine: "called" } }]);
    await answer.look();
    await answer.look();
    expect(answer.drawing).toBe("covered");
  });
});
