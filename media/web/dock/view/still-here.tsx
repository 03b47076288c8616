/** A still on a page that carries a conversation without a dock: it is told of, seen and drawn upon there too. */

import { useState } from "preact/hooks";
import { addWords } from "~/interface/words";
import type { Session } from "~/signaling/web/session";
import { Stills, type Shape } from "../state/stills";
import type { ConversationView, Self } from "../state/words";
import { STILL_WORDS } from "../still-words";
import { StillBar, StillStage } from "./still";

addWords(STILL_WORDS);

/** Draws nothing while none is open. */
export function StillHere({ session, view, self }: { session: Session; view: ConversationView; self: Self }) {
  const [stills] = useState(() => new Stills(session));
  const [shape, setShape] = useState<Shape>("line");
  const drawing = { stills, view, self, nameOf: () => null, size: "large", shape } as const;
  const shown = (stills.open(view.conversation_id)?.plan ?? null) !== null;
  return (
    <>
      {shown && (
        <div class="still-here">
          <StillStage {...drawing} />
        </div>
      )}
      <StillBar {...drawing} onShape={setShape} />
    </>
  );
}
