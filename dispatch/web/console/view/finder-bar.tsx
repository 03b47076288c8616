/** One bar for everything: incidents, brigades, addresses, commands. "/" opens it from anywhere. */

import { Hash, MapPin, Search, Terminal, Truck } from "lucide-preact";
import { useEffect, useRef } from "preact/hooks";
import { Combobox, type Option } from "~/interface/combobox";
import { chosenByPerson } from "~/interface/page";
import { Key } from "~/interface/parts";
import { unlockSound } from "~/interface/sound";
import { BrigadeTag } from "~/interface/states";
import { dayAndMinute } from "~/interface/clock";
import { chooseLanguage, say, sayCode } from "~/interface/words";
import type { Desk } from "../state/desk";
import { findHere, type CommandName, type Found } from "../state/finder";
import { numberOf, place, reasonName, title } from "./names";

export function FinderBar({ desk }: { desk: Desk }) {
  const { finder } = desk;
  const box = useRef<HTMLDivElement>(null);
  const open = finder.open.value;
  useEffect(() => {
    const input = box.current?.querySelector("input");
    if (open) input?.focus();
    else if (document.activeElement === input) input?.blur();
  }, [open]);
  const found = [...here(desk), ...finder.far.value];
  return (
    <div class="finder" ref={box} onFocusCapture={() => (finder.open.value = true)} onBlurCapture={() => (finder.open.value = false)}>
      <Search size={16} aria-hidden="true" />
      <Combobox
        name={say("finder")}
        placeholder={say("finder-placeholder")}
        value={finder.text.value}
        onType={(text) => finder.type(text)}
        onLeave={() => finder.close()}
        nothing={say("finder-nothing")}
        options={found.map((one) => option(desk, one))}
        onChoose={(id) => {
          const chosen = found.find((one) => key(one) === id);
          finder.close();
          if (chosen !== undefined) go(desk, chosen);
        }}
      />
      <Key name="/" />
    </div>
  );
}

const key = (one: Found): string => `${one.is} ${one.id}`;

function here(desk: Desk): Found[] {
  const { holdings } = desk;
  return findHere(desk.finder.text.value, {
    incidents: [...holdings.incidents.value.values()].map((thing) => thing.view),
    brigades: [...holdings.brigades.value.values()].map((thing) => thing.view),
    incidentWords: (incident) => `${reasonName(desk, incident.reason)} ${place(incident)} ${incident.patient_name ?? ""}`,
    commandWords: (name) => say(`finder-command-${name}`),
  });
}

function option(desk: Desk, one: Found): Option {
  return { id: key(one), draw: draw(desk, one) };
}

function draw(desk: Desk, one: Found) {
  switch (one.is) {
    case "incident":
      return (
        <>
          <Hash size={16} aria-hidden="true" />
          <b class="number">{numberOf(one.incident)}</b>
          <span>{title(desk, one.incident)}</span>
          <span class="muted cut">{place(one.incident)}</span>
        </>
      );
    case "past_incident":
      return (
        <>
          <Hash size={16} aria-hidden="true" />
          <b class="number">{numberOf(one.incident)}</b>
          <span>{title(desk, one.incident)}</span>
          <span class="muted cut number">{dayAndMinute(one.incident.opened_at_ms)}</span>
        </>
      );
    case "brigade":
      return (
        <>
          <Truck size={16} aria-hidden="true" />
          <b>{one.brigade.callsign}</b>
          <BrigadeTag state={one.brigade.state} />
          <span class="muted cut">{sayCode("profile", one.brigade.profile)}</span>
        </>
      );
    case "address":
      return (
        <>
          <MapPin size={16} aria-hidden="true" />
          <span>{one.address.label}</span>
          <span class="muted cut">{say("finder-on-map")}</span>
        </>
      );
    case "command":
      return (
        <>
          <Terminal size={16} aria-hidden="true" />
          <span>{say(`finder-command-${one.id}`)}</span>
        </>
      );
  }
}

function go(desk: Desk, found: Found): void {
  if (found.is === "incident" || found.is === "past_incident") desk.pickIncident(found.id);
  else if (found.is === "brigade") desk.pickBrigade(found.id);
  else if (found.is === "address") desk.goTo.value = found.address.point;
  else COMMANDS[found.id](desk);
}

const speak = (one: "uz" | "ru" | "en") => (): void => {
  chooseLanguage(one);
  chosenByPerson(one);
};

const COMMANDS: Readonly<Record<CommandName, (desk: Desk) => void>> = {
  new: (desk) => desk.openForm(),
  free: (desk) => (desk.tab.value = "brigades"),
  fit: (desk) => (desk.goTo.value = "everything"),
  sound: () => void unlockSound(),
  help: (desk) => (desk.asking.value = { is: "help" }),
  uz: speak("uz"),
  ru: speak("ru"),
  en: speak("en"),
};
