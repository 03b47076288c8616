import { describe, expect, it } from "vitest";
import type { Things } from "~/signaling/web/board";
import type { AssignmentView, ConsultView, ConversationView } from "~/signaling/web/wire";
import { calledInto, comingOf, consultsOf, doneOf } from "./reception";

type Given = Partial<AssignmentView> & { assignment_id: string };

function assignments(...given: Given[]): Things<AssignmentView> {
  const blank = { incident_id: "i", active: true, stage: "left_scene", milestones: [], eta_at_ms: null, hospital_id: "ours" };
  return new Map(given.map((one) => [one.assignment_id, { id: one.assignment_id, version: 1, view: { ...blank, ...one } as AssignmentView }]));
}

const stamp = (stage: "handed_over", at_ms: number) => [{ stage, at_ms, at_device_ms: at_ms, by: "", heard: null, again_at_ms: null, again_by: null }];

describe("the hospital's page", () => {
  it("has who is here first, then who comes soonest, the unknown last", () => {
    const coming = comingOf(
      assignments(
        { assignment_id: "unknown" },
        { assignment_id: "later", eta_at_ms: 900 },
        { assignment_id: "sooner", eta_at_ms: 500 },
        { assignment_id: "here", stage: "at_hospital", eta_at_ms: 950 },
      ),
      new Map(),
      "ours",
    );
    expect(coming.map((one) => one.assignment.assignment_id)).toEqual(["here", "sooner", "later", "unknown"]);
  });

  it("never lists a crew that goes elsewhere, or is over", () => {
    const held = assignments({ assignment_id: "elsewhere", hospital_id: "theirs" }, { assignment_id: "over", active: false });
    expect(comingOf(held, new Map(), "ours")).toEqual([]);
  });

  it("keeps the handed over apart, the newest first", () => {
    const held = assignments(
      { assignment_id: "first", milestones: stamp("handed_over", 10) },
      { assignment_id: "second", milestones: stamp("handed_over", 20), active: false },
      { assignment_id: "coming" },
    );
    expect(doneOf(held, new Map(), "ours").map((one) => one.assignment.assignment_id)).toEqual(["second", "first"]);
    expect(comingOf(held, new Map(), "ours").map((one) => one.assignment.assignment_id)).toEqual(["coming"]);
  });
});

describe("the consults of a hospital", () => {
  const consults = (...given: Partial<ConsultView>[]): Things<ConsultView> => new Map(given.map((view, at) => [`c${at}`, { id: `c${at}`, version: 1, view: { consult_id: `c${at}`, asked_at_ms: at, ...view } as ConsultView }]));

  it("stand with whom they are about, the others by themselves", () => {
    const coming = comingOf(assignments({ assignment_id: "a", incident_id: "here" }), new Map(), "ours");
    const { of, others } = consultsOf(consults({ incident_id: "here" }, { incident_id: "handed over" }, { incident_id: null }, { incident_id: "here" }), coming);
    expect(of.get("here")?.map((view) => view.consult_id)).toEqual(["c3", "c0"]);
    expect(others.map((view) => view.consult_id)).toEqual(["c2", "c1"]);
  });

  it("say into which conversation one is called", () => {
    const talk = (about: string, phase: string, toId: string): ConversationView =>
      ({ about, about_kind: "consult", phase, invitations: [{ to_relation: "person", to_id: toId }] }) as unknown as ConversationView;
    const talks: Things<ConversationView> = new Map([talk("c1", "accepted", "me"), talk("c2", "ended", "me"), talk("c3", "accepted", "else")].map((view, at) => [`${at}`, { id: `${at}`, version: 1, view }]));
    expect([...calledInto(talks, "me")]).toEqual(["c1"]);
  });
});
