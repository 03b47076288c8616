/** Inside: the conversation as everybody else has it. What it needs is loaded while the guest is still at the door. */

import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "~/interface/words";
import type { Session } from "~/signaling/web/session";
import type { Guest } from "../state/guest";

export function Inside({ guest }: { guest: Guest }) {
  const box = useRef<HTMLDivElement>(null);
  const [loaded, setLoaded] = useState<"loading" | "there" | "failed">("loading");
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const session = guest.session.peek() as unknown as Session | null;
    let unmount: (() => void) | null = null;
    let gone = false;
    import("~/media/web/dock/index").then(
      ({ mountDock }) => {
        if (gone || session === null || box.current === null) return;
        setLoaded("there");
        unmount = mountDock(box.current, session, { large: true, alone: true, camera: guest.camera.peek(), whom: () => Promise.resolve([]) }).unmount;
      },
      () => setLoaded("failed"),
    );
    return () => {
      gone = true;
      unmount?.();
    };
  }, [tries]);
  return (
    <>
      <h1 class="unseen">{say("guest-title")}</h1>
      <div ref={box} class="guest-dock" />
      {loaded === "loading" && <p role="status">{say("guest-loading")}</p>}
      {loaded === "failed" && (
        <button type="button" class="guest-main-button" onClick={() => (setLoaded("loading"), setTries(tries + 1))}>
          {say("guest-again")}
        </button>
      )}
    </>
  );
}
