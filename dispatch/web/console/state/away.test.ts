import { describe, expect, it } from "vitest";
import { HeldSurroundings } from "~/signaling/web/held";
import { Session } from "~/signaling/web/session";
import { ForgetfulShelf } from "~/signaling/web/shelf";
import type { AssignmentView, BrigadeView, IncidentView, Position } from "~/signaling/web/wire";
import { Away, candidatesFor } from "./away";
import { Wishes } from "./wishes";

async function away(): Promise<[Away, Session, HeldSurroundings]> {
  const around = new HeldSurroundings();
  const session = new Session({ around, shelf: new ForgetfulShelf(), language: () => "uz", signInId: null });
  const made = new Away(session, new Wishes(session));
  await session.begin();
  around.welcome();
  around.hear({ type: "frame", stream: "city", after: null, upto: 1, changes: [], events: [] });
  return [made, session, around];
}

describe("a desk without its server", () => {
  it("goes on by itself after a while, and stops at once", async () => {
    const [made, , around] = await away();
    around.ears?.closed();
    expect(made.is.value).toBe(false);
    around.goTo(around.clock + 4_100);
    expect(made.is.value).toBe(true);
    around.welcome();
    expect(made.is.value).toBe(false);
  });

  it("is not away when it was signed out: the server is there", async () => {
    const [made, session, around] = await away();
    around.hear({ type: "bye", verdict: "stop", reason: "signed_out" });
    around.goTo(around.clock + 9_000);
    expect(session.link.value.phase).toBe("stopped");
    expect(made.is.value).toBe(false);
  });

  it("enters who was told by telephone with the time, instead of an order that has not gone", async () => {
    const [made, session, around] = await away();
    around.ears?.closed();
    session.send({ type: "brigade.assign", incident_id: "i1", brigade_id: "b2" }).catch(() => undefined);
    expect(made.unsentOrder("i1")?.message["brigade_id"]).toBe("b2");
    const atMs = session.nowMs();
    void made.tell("i1", "b1");
    const [kept, ...others] = session.outbox.unsent.value;
    expect(others).toEqual([]);
    expect(kept?.message).toMatchObject({ type: "assignment.enter", incident_id: "i1", brigade_id: "b1", steps: [{ stage: "ordered", at_ms: atMs }, { stage: "accepted", at_ms: atMs }] });
  });

  it("tells one story of one brigade's work", async () => {
    const [made, session, around] = await away();
    around.ears?.closed();
    void made.tell("i1", "b1").catch(() => undefined);
    const first = session.outbox.unsent.value[0]?.message as unknown as { assignment_id: string };
    const assignment = { assignment_id: first.assignment_id, incident_id: "i1", brigade_id: "b1" } as AssignmentView;
    void made.step(assignment, "departed").catch(() => undefined);
    void made.step(assignment, "left_scene", { hospital_id: "h1" }).catch(() => undefined);
    void made.step(assignment, "at_hospital");
    const [kept, ...others] = session.outbox.unsent.value;
    expect(others).toEqual([]);
    expect(kept?.message).toMatchObject({ hospital_id: "h1", steps: ["ordered", "accepted", "departed", "left_scene", "at_hospital"].map((stage) => ({ stage })) });
  });

  it("names free brigades first, the nearest of them before the others", () => {
    const point = { lon: 69, lat: 41 };
    const brigade = (id: string, state: string, lat: number): BrigadeView => ({ brigade_id: id, state, on_shift: true, station_point: { lon: 69, lat } }) as unknown as BrigadeView;
    const all = [brigade("busy", "on_scene", 41), brigade("far", "available", 41.5), brigade("near", "returning", 41.4), { ...brigade("home", "available", 41), on_shift: false }];
    const positions = new Map([["near", { brigade_id: "near", point: { lon: 69, lat: 41.01 }, at_ms: 5 } as unknown as Position]]);
    const found = candidatesFor({ point } as IncidentView, all, positions);
    expect(found.map((one) => one.brigade.brigade_id)).toEqual(["near", "far", "busy"]);
    expect(found[0]).toMatchObject({ positionAtMs: 5 });
    expect(candidatesFor({ point: null } as unknown as IncidentView, all, positions)[0]?.metres).toBeNull();
  });
});
