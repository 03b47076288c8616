import { describe, expect, it } from "vitest";
import { Refusal } from "~/signaling/web/frames";
import type { Session } from "~/signaling/web/session";
import type { AddressFound, IncidentView } from "~/signaling/web/wire";
import { Whereabouts } from "./whereabouts";

const NAVOIY = { label: "Alisher Navoiy 54", point: { lon: 66.9, lat: 39.6 } } as AddressFound;
const incident = (label: string, more: object = {}): IncidentView =>
  ({ incident_id: "i1", status: "waiting", point: null, address: { label }, ...more }) as unknown as IncidentView;

interface Asked {
  readonly session: Session;
  readonly texts: string[];
  /** Lets the waits end. */
  later(): Promise<void>;
}

function asked(...answers: (readonly AddressFound[] | Error)[]): Asked {
  const texts: string[] = [];
  const waiting: (() => void)[] = [];
  const wait = (_ms: number, then: () => void): void => void waiting.push(then);
  const later = async (): Promise<void> => {
    for (const then of waiting.splice(0)) then();
    await new Promise((settled) => setTimeout(settled));
  };
  const ask = ({ text }: { text: string }): Promise<readonly AddressFound[]> => {
    texts.push(text);
    const answer = answers.shift() ?? [];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { session: { ask, wait } as unknown as Session, texts, later };
}

describe("where an address without a point may lie", () => {
  it("is asked once for each address of an incident", async () => {
    const { session, texts } = asked([NAVOIY], []);
    const places = new Whereabouts(session, () => null);
    await places.look(incident("Navoiy 54"));
    await places.look(incident("Navoiy 54", { number: 8 }));
    expect(places.of(incident("Navoiy 54"))).toEqual([NAVOIY]);
    await places.look(incident("Registon 14"));
    expect(texts).toEqual(["Navoiy 54", "Registon 14"]);
    expect(places.of(incident("Registon 14"))).toEqual([]);
  });

  it("is not offered for another incident, another address, or one that has a point by now", async () => {
    const { session } = asked([NAVOIY]);
    const places = new Whereabouts(session, () => null);
    await places.look(incident("Navoiy 54"));
    expect(places.of(incident("Navoiy 54", { incident_id: "i2" }))).toEqual([]);
    expect(places.of(incident("Navoiy 55"))).toEqual([]);
    expect(places.of(incident("Navoiy 54", { point: NAVOIY.point }))).toEqual([]);
  });

  it("is not asked of a closed incident, nor of one without an address", async () => {
    const { session, texts } = asked();
    const places = new Whereabouts(session, () => null);
    for (const one of [incident("Navoiy 54", { status: "closed" }), incident(" "), incident("", { address: null })]) await places.look(one);
    expect(texts).toEqual([]);
  });

  it("is asked again when the answer did not come, while it is wanted", async () => {
    const { session, texts, later } = asked(new Refusal("unavailable", "unavailable"), [NAVOIY], new Error("away"));
    const places = new Whereabouts(session, () => null);
    await places.look(incident("Navoiy 54"));
    expect(places.of(incident("Navoiy 54"))).toEqual([]);
    await later();
    expect(places.of(incident("Navoiy 54"))).toEqual([NAVOIY]);
    await places.look(incident("Registon 14"));
    await places.look(incident("Navoiy 54"));
    await later();
    expect(texts).toEqual(["Navoiy 54", "Navoiy 54", "Registon 14", "Navoiy 54"]);
  });

  it("is not asked again when it was refused", async () => {
    const { session, texts, later } = asked(new Refusal("refused", "too_long"), [NAVOIY]);
    const places = new Whereabouts(session, () => null);
    await places.look(incident("Navoiy 54"));
    await later();
    expect(texts).toEqual(["Navoiy 54"]);
  });

  it("forgets an answer that comes after another incident was picked", async () => {
    let answer: (found: readonly AddressFound[]) => void = () => undefined;
    const session = { ask: () => new Promise((resolve) => (answer = resolve)) } as unknown as Session;
    const places = new Whereabouts(session, () => null);
    const first = places.look(incident("Navoiy 54"));
    const late = answer;
    const second = places.look(incident("Registon 14"));
    late([NAVOIY]);
    answer([]);
    await Promise.all([first, second]);
    expect(places.of(incident("Registon 14"))).toEqual([]);
    expect(places.of(incident("Navoiy 54"))).toEqual([]);
  });
});
