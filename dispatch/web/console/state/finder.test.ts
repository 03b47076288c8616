import { describe, expect, it } from "vitest";
import type { BrigadeView, IncidentView } from "~/signaling/web/wire";
import { findHere, type Searched } from "./finder";

const SEARCHED: Searched = {
  incidents: [
    { incident_id: "i1", number: 318, caller: { number: "+998 90 123", name: "", relation: "" } } as IncidentView,
    { incident_id: "i2", number: 1318, caller: null } as IncidentView,
  ],
  brigades: [{ brigade_id: "b1", callsign: "Reanimatsion 5" } as BrigadeView],
  incidentWords: (incident) => (incident.incident_id === "i1" ? "Koʻkrak qafasida ogʻriq Registon 14" : "Isitma"),
  commandWords: (name) => (name === "new" ? "Yangi chaqiruv" : name),
};

const ids = (text: string): string[] => findHere(text, SEARCHED).map((one) => one.id);

describe("the command bar", () => {
  it("finds incidents by number, telephone and words", () => {
    expect(ids("№318")).toEqual(["i1", "i2"]);
    expect(ids("kokrak")).toEqual(["i1"]);
    expect(ids("registon")).toEqual(["i1"]);
  });

  it("finds brigades and commands", () => {
    expect(ids("reanim")).toEqual(["b1"]);
    expect(ids("yangi")).toEqual(["new"]);
  });

  it("offers every command before anything is typed", () => {
    expect(ids("")).toContain("help");
    expect(ids("")).not.toContain("i1");
  });
});
