import { describe, expect, it } from "vitest";
import { HeldSurroundings } from "~/signaling/web/held";
import { Session } from "~/signaling/web/session";
import { ForgetfulShelf } from "~/signaling/web/shelf";
import type { AddressFound, ReasonListView } from "~/signaling/web/wire";
import { Draft, findReasons, questionsFor } from "./draft";

const REASONS: ReasonListView = {
  threats: [{ code: "unconscious", label: { uz: "Hushsiz" }, raises_to: 1 }],
  reasons: [
    {
      code: "chest_pain",
      group: "heart",
      label: { uz: "Koʻkrak qafasida ogʻriq", ru: "Боль в груди", en: "Chest pain" },
      priority: 1,
      profiles: [],
      alert_specialty: "cardiology",
      target_seconds: 600,
      questions: [{ code: "cold_sweat", label: {}, raises_to: 1 }],
    },
  ],
} as unknown as ReasonListView;

const FOUND = { label: "Navoiy koʻchasi 14", kind: "house", point: { lon: 69, lat: 41 }, street: "Navoiy", house: "14", settlement: "", metres: null };

async function draft(): Promise<[Draft, HeldSurroundings]> {
  const around = new HeldSurroundings();
  const session = new Session({ around, shelf: new ForgetfulShelf(), language: () => "uz", signInId: null });
  await session.begin();
  around.welcome();
  return [new Draft(session, () => null), around];
}

describe("the form of a new incident", () => {
  it("asks for addresses after a pause, only for the newest text", async () => {
    const [form, around] = await draft();
    form.typeAddress("na");
    form.typeAddress("nav");
    around.goTo(1_000);
    const asked = around.sent.filter((one) => one.type === "addresses.suggest");
    expect(asked.map((one) => one["text"])).toEqual(["nav"]);
    around.hear({ type: "answer", to: asked[0]?.["id"], result: [FOUND] });
    await Promise.resolve();
    await Promise.resolve();
    expect(form.suggestions.value).toHaveLength(1);
  });

  it("keeps the point of a found address until another is typed", async () => {
    const [form] = await draft();
    form.chooseAddress(FOUND as AddressFound);
    expect(form.fields()).toMatchObject({ point: { lon: 69, lat: 41 }, address: { street: "Navoiy", house: "14" } });
    form.typeAddress("Navoiy koʻchasi 15");
    expect(form.fields().point).toBeNull();
  });

  it("keeps a point touched on the map when the address is written by hand", async () => {
    const [form] = await draft();
    void form.choosePoint({ lon: 1, lat: 2 });
    form.typeAddress("koʻprik yonida");
    expect(form.fields().point).toEqual({ lon: 1, lat: 2 });
  });

  it("says what is lacking", async () => {
    const [form] = await draft();
    expect(form.lacking()).toBe("reason");
    form.set({ reason: "chest_pain" });
    expect(form.lacking()).toBe("place");
    form.set({ address: "Navoiy 14", age: "200" });
    expect(form.lacking()).toBe("age");
    form.set({ age: "61" });
    expect(form.lacking()).toBeNull();
  });

  it("finds reasons by any language, without apostrophes, in any order", () => {
    for (const text of ["kokrak", "OGʻRIQ koʻkrak", "груди боль", "chest", ""]) expect(findReasons(REASONS, text)).toHaveLength(1);
    expect(findReasons(REASONS, "isitma")).toEqual([]);
  });

  it("asks the threats with every reason", () => {
    expect(questionsFor(REASONS, null).map((one) => one.code)).toEqual(["unconscious"]);
    expect(questionsFor(REASONS, "chest_pain").map((one) => one.code)).toEqual(["unconscious", "cold_sweat"]);
  });
});
