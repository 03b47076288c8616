/** A part of the record that comes when it is drawn first, so that the page itself stays light. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Loading } from "~/interface/parts";

const AGAIN_MS = 3_000;

/** The component that `load` brings; tried again while the link is down. `quiet`: nothing is drawn until it is there. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, quiet = false): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  return function Later(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    useEffect(() => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const begin = (): void => {
        load().then(
          (part) => {
            loaded = part;
            setPart(() => part);
          },
          () => (timer = setTimeout(begin, AGAIN_MS)),
        );
      };
      if (Part === null) begin();
      return () => clearTimeout(timer);
    }, []);
    if (Part !== null) return <Part {...props} />;
    return quiet ? null : <Loading />;
  };
}
