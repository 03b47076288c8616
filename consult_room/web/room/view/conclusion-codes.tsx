/** The coded diagnoses of a draft: searched by code or by words, each with its list's version. */

import { X } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { Combobox } from "~/interface/combobox";
import { Button, Field } from "~/interface/parts";
import { label, language, say } from "~/interface/words";
import { Refusal } from "~/signaling/web/frames";
import type { CodeSearchView, Diagnosis } from "~/signaling/web/wire";
import type { ConclusionDesk } from "../state/conclusion";
import type { SectionProps } from "./section";

const NOBODY = "nobody yet";
const AT_MOST = 20;

export function Diagnoses({ desk, session }: { desk: ConclusionDesk; session: SectionProps["session"] }) {
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState<{ readonly text: string; readonly found: CodeSearchView } | null>(null);
  const chosen = desk.content.value.diagnoses;
  useEffect(() => {
    if (text.trim().length < 2) return;
    const stop = session.wait(250, () => {
      session.ask<CodeSearchView>({ type: "codes.search", text, language: language.value, limit: 12 }).then(
        (found) => setAnswer({ text, found }),
        (problem: unknown) => {
          if (!(problem instanceof Refusal)) throw problem;
        },
      );
    });
    return stop;
  }, [text, session]);
  const found = text.trim().length < 2 ? null : (answer?.found ?? null);
  const choose = (code: string): void => {
    const one = found?.found.find((each) => each.code === code);
    if (found === null || one === undefined) return;
    const diagnosis: Diagnosis = {
      system: found.system,
      code,
      name: label(one.names, code).slice(0, 200),
      version: found.version.slice(0, 200),
      source: found.source.slice(0, 200),
      official: one.official,
      reviewed_by: found.reviewed_by === NOBODY ? "" : found.reviewed_by.slice(0, 200),
    };
    if (!chosen.some((each) => each.code === code) && chosen.length < AT_MOST) desk.change("diagnoses", [...chosen, diagnosis]);
    setText("");
  };
  return (
    <div class="conclusion-diagnoses">
      <Field label={say("conclusion-diagnosis")} note={found === null ? say("conclusion-diagnosis-note") : say("conclusion-list", { version: found.version, source: found.source })}>
        {(ids) => (
          <Combobox
            id={ids.id}
            describedBy={ids["aria-describedby"]}
            value={text}
            onType={setText}
            onChoose={choose}
            settled={answer?.text === text}
            options={(found?.found ?? []).map((each) => ({
              id: each.code,
              draw: (
                <>
                  <b class="number">{each.code}</b> {label(each.names, each.code)}
                </>
              ),
            }))}
            nothing={text.trim().length < 2 || answer?.text !== text ? undefined : say("conclusion-nothing-found")}
          />
        )}
      </Field>
      {desk.unlisted.value !== null && (
        <p class="field-note" data-tone="bad" role="alert">
          {say("conclusion-unlisted", { code: desk.unlisted.value })}
        </p>
      )}
      <ul>
        {chosen.map((each) => (
          <li key={each.code}>
            <span>
              <b class="number">{each.code}</b> {each.name}
              {!each.official && <span class="muted"> · {say("conclusion-not-official")}</span>}
            </span>
            <Button look="quiet" aria-label={say("conclusion-remove", { code: each.code })} onClick={() => desk.change("diagnoses", chosen.filter((other) => other !== each))}>
              <X size={18} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
