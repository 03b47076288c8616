import { useState } from "preact/hooks";
import { EyeOff, MapPin } from "lucide-preact";
import { age, clockMinute, secondNow } from "~/interface/clock";
import { Dialog } from "~/interface/parts";
import { say } from "~/interface/words";
import type { CallerLinkView } from "~/signaling/web/wire";
import type { Tablet } from "../state/tablet";

/** What the desk has passed on of the caller's camera: where the caller is, and veiled photographs that a tap shows. */
export function CallerSeen({ tablet, incidentId }: { tablet: Tablet; incidentId: string }) {
  const [open, setOpen] = useState<string | null>(null);
  const links = [...tablet.session.kind<CallerLinkView>("caller_link").value.values()].map((one) => one.view);
  const link = links.filter((one) => one.incident_id === incidentId).sort((one, other) => other.sent_at_ms - one.sent_at_ms)[0];
  if (link === undefined || (link.point === null && link.pictures.length === 0)) return null;
  const url = (pictureId: string): string => `/api/caller/pictures/${link.link_id}/${pictureId}`;
  return (
    <div class="order-caller">
      {link.point !== null && link.placed_at_ms !== null && (
        <p class="known number">
          <MapPin size={20} aria-hidden="true" />{" "}
          {say("tablet-caller-place", { metres: Math.round(link.accuracy_metres ?? 0), age: age(Math.max(0, secondNow.value - link.placed_at_ms)) })}
        </p>
      )}
      {link.pictures.length > 0 && (
        <ul class="caller-photos">
          {link.pictures.map((picture) => (
            <li key={picture.picture_id}>
              <button type="button" onClick={() => setOpen(picture.picture_id)} aria-label={say("tablet-caller-photo", { time: clockMinute(picture.at_ms) })}>
                <img src={url(picture.picture_id)} alt="" loading="lazy" />
                <EyeOff size={20} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {open !== null && (
        <Dialog title={say("tablet-caller-photos")} wide onClose={() => setOpen(null)}>
          <img class="caller-photo" src={url(open)} alt={say("tablet-caller-photos")} />
        </Dialog>
      )}
    </div>
  );
}
