/** What the caller writes, and the answer. */

import { SendHorizontal } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { Button } from "~/interface/parts";
import { say } from "~/interface/words";
import type { CallerLinkView } from "~/signaling/web/wire";
import type { Desk } from "../state/desk";
import { wish } from "./actions";

const LONGEST = 1_000;

export function CallerChat({ desk, link }: { desk: Desk; link: CallerLinkView }) {
  const [text, setText] = useState("");
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [link.messages.length]);
  const send = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === "") return;
    wish(desk.callers.say(link.link_id, text.trim()));
    setText("");
  };
  return (
    <>
      {link.messages.length > 0 && (
        <ol class="caller-messages" ref={list} tabIndex={0} aria-label={say("caller-messages")} aria-live="polite">
          {link.messages.map((line) => (
            <li key={line.message_id} data-by={line.by}>
              <span class="muted number">
                {clockMinute(line.at_ms)} {line.by === "caller" ? say("caller") : (line.name ?? say("erased"))}
              </span>
              <span>{line.text ?? say("erased")}</span>
            </li>
          ))}
        </ol>
      )}
      {link.phase === "agreed" && (
        <form class="caller-say" onSubmit={send}>
          <input
            class="input"
            aria-label={say("caller-say")}
            placeholder={say("caller-say")}
            maxLength={LONGEST}
            autocomplete="off"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" size="small" disabled={text.trim() === ""} aria-label={say("caller-say-send")}>
            <SendHorizontal size={16} aria-hidden="true" />
          </Button>
        </form>
      )}
    </>
  );
}
