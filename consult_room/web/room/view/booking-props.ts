/** What the parts of booking are given. */

import type { ConsultView } from "~/signaling/web/wire";
import type { Booking, ChosenSlot } from "../state/booking";
import type { Room } from "../state/room";
import type { Specialty } from "../state/specialties";

export interface PickProps {
  readonly booking: Booking;
  readonly specialty: Specialty;
  readonly chosen: ChosenSlot | null;
  readonly onChoose: (chosen: ChosenSlot | null) => void;
  /** The slots of this specialist alone. */
  readonly personId?: string;
}

export interface BookedProps {
  readonly room: Room;
  readonly view: ConsultView;
}

export interface HoursProps {
  readonly room: Room;
}
