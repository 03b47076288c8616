import { describe, expect, it } from "vitest";
import type { DemoPerson, Me } from "~/signaling/web/account";
import { Refusal } from "~/signaling/web/frames";
import { destination, Entrance, groupsOf, type Porter } from "./entrance";

const ME: Me = { id: "1", name: "Nodira", role: "dispatcher", brigade_id: null, hospital_id: null, language: "uz", sign_in_id: "s", front: "/console", demo: false };

function entrance(porter: Partial<Porter> = {}, then: string | null = null): [Entrance, string[]] {
  const went: string[] = [];
  const made = new Entrance(
    {
      whoAmI: () => Promise.resolve(null),
      signIn: () => Promise.resolve(ME),
      signOut: () => Promise.resolve(),
      demoPeople: () => Promise.resolve([]),
      demoSignIn: () => Promise.resolve(ME),
      goTo: (path) => void went.push(path),
      ...porter,
    },
    then,
  );
  return [made, went];
}

describe("signing in", () => {
  it("goes to the role's own page", async () => {
    const [door, went] = entrance();
    door.name.value = "nodira";
    door.password.value = "secret";
    await door.submit();
    expect(went).toEqual(["/console"]);
  });

  it("says what was wrong and keeps the name", async () => {
    const [door, went] = entrance({ signIn: () => Promise.reject(new Refusal("refused", "wrong_password")) });
    door.name.value = "nodira";
    door.password.value = "guess";
    await door.submit();
    expect(went).toEqual([]);
    expect(door.refusal.value?.code).toBe("wrong_password");
    expect([door.name.value, door.password.value]).toEqual(["nodira", ""]);
  });

  it("asks nobody while something is missing", async () => {
    const [door] = entrance({ signIn: () => Promise.reject(new Error("must not be asked")) });
    await door.submit();
    expect(door.refusal.value?.code).toBe("missing");
  });

  it("goes back where it came from, never to another site or another role's page", () => {
    expect(destination(ME, "/console?picked=1")).toBe("/console?picked=1");
    for (const then of ["//evil.example/console", "/\\evil.example", "https://evil.example", "/tablet", null]) {
      expect(destination(ME, then)).toBe("/console");
    }
  });

  it("shows the demo's people by role, the dispatcher first", () => {
    const person = (role: string): DemoPerson => ({ person_id: role, name: role, role, front: "/" });
    expect(groupsOf([person("specialist"), person("dispatcher"), person("new")]).map((group) => group.role)).toEqual(["dispatcher", "specialist", "new"]);
  });
});
