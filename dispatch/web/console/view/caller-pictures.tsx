/** Photographs that the caller has sent: veiled until somebody wishes to see them, then large in front of the page. */

import { ChevronLeft, ChevronRight, EyeOff, ImageOff } from "lucide-preact";
import { useState } from "preact/hooks";
import { clockTime } from "~/interface/clock";
import { Button, Dialog } from "~/interface/parts";
import { say } from "~/interface/words";
import type { CallerLinkView } from "~/signaling/web/wire";
import { pictureUrl } from "../state/callers";

export function CallerPictures({ link }: { link: CallerLinkView }) {
  const [open, setOpen] = useState<number | null>(null);
  if (link.pictures.length === 0) return null;
  const shown = open === null ? undefined : link.pictures[open];
  const last = link.pictures.length - 1;
  return (
    <>
      <ul class="caller-pictures" aria-label={say("caller-pictures", { count: link.pictures.length })}>
        {link.pictures.map((picture, place) => (
          <li key={picture.picture_id}>
            <button type="button" onClick={() => setOpen(place)} aria-label={say("caller-picture-open", { number: place + 1, time: clockTime(picture.at_ms) })}>
              <Photo src={pictureUrl(link, picture.picture_id)} />
              <span class="caller-picture-veil">
                <EyeOff size={16} aria-hidden="true" />
                <span class="number">{clockTime(picture.at_ms)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown !== undefined && open !== null && (
        <Dialog title={say("caller-picture", { number: open + 1, time: clockTime(shown.at_ms) })} wide onClose={() => setOpen(null)}>
          <div class="caller-picture-large">
            <Photo src={pictureUrl(link, shown.picture_id)} />
          </div>
          <div class="dialog-foot">
            <Button disabled={open === 0} onClick={() => setOpen(open - 1)}>
              <ChevronLeft size={16} aria-hidden="true" /> {say("caller-picture-before")}
            </Button>
            <Button disabled={open === last} onClick={() => setOpen(open + 1)}>
              {say("caller-picture-after")} <ChevronRight size={16} aria-hidden="true" />
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function Photo({ src }: { src: string }) {
  const [gone, setGone] = useState<string | null>(null);
  if (gone === src) return <ImageOff size={24} role="img" aria-label={say("caller-picture-gone")} />;
  return <img src={src} alt="" loading="lazy" onError={() => setGone(src)} />;
}
