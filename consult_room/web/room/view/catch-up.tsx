/** The card at the top of a record by which whoever comes in knows in twenty seconds where things stand. One key puts it
 * away; it is reached again at the same place. */

import { Timer, X } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "~/interface/parts";
import { say } from "~/interface/words";
import type { AskedOfProblem } from "~/signaling/web/wire";
import { catchUpOf, keyDataOf } from "../state/catch-up";
import { linesOf, whoWords } from "./catch-up-lines";
import { medicalOrdersOf } from "./medical-orders-of";
import type { SectionProps } from "./section";
import { vitalsOf } from "./vitals-of";
import "./catch-up.css";

type Props = SectionProps & { readonly onClose: () => void };

export function CatchUpCard(props: Props) {
  const { room, shown, onClose } = props;
  const { view } = shown;
  const [asked, setAsked] = useState<AskedOfProblem | null>(null);
  const problem = view.problem;
  useEffect(() => {
    if (problem !== null) void room.asking.askedOf(problem, setAsked);
  }, [problem]);
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      // A dialog in front is what the key is meant for.
      if (event.key === "Escape" && !event.defaultPrevented && document.querySelector("dialog[open]") === null) onClose();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [onClose]);
  const catchUp = catchUpOf(view, vitalsOf(props), medicalOrdersOf(props));
  return (
    <section class="catch-up" aria-label={say("room-catch-up")}>
      <div class="catch-up-head">
        <Timer size={18} aria-hidden="true" />
        <b>{whoWords(catchUp) || say("room-patient")}</b>
        <span class="spring" />
        <Button look="quiet" onClick={onClose} aria-label={say("room-catch-up-close")} title="Esc">
          <X size={20} aria-hidden="true" />
        </Button>
      </div>
      <dl>
        {linesOf(catchUp, asked === null ? [] : keyDataOf(view, asked)).map(({ key, label, parts }) => (
          <div key={key} class="catch-up-line" data-line={key}>
            <dt>{label}</dt>
            <dd>
              {parts.map(({ text, bad }, place) => (
                <span key={place} class="catch-up-part" data-tone={bad ? "bad" : undefined}>
                  {text}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
