/** What the viewer of files is given. */

import type { Me } from "~/signaling/web/account";
import type { Session } from "~/signaling/web/session";
import type { Files } from "../state/files";

export interface ViewerProps {
  readonly session: Session;
  readonly files: Files;
  readonly self: Me;
  readonly consultId: string;
  readonly fileId: string;
  /** Whether it may be drawn upon. */
  readonly open: boolean;
  readonly onClose: () => void;
}
