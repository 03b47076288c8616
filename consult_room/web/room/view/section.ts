/** What a section of the record is given. Apart from the list of sections, so that none of them leads back to it. */

import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { Room, Shown } from "../state/room";

export interface SectionProps {
  readonly session: Session;
  readonly room: Room;
  readonly shown: Shown;
  readonly self: Me;
}
