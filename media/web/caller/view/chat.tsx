/** What caller and dispatcher write to each other, and others in the conversation while the caller shows video. */

import { MessageSquare, SendHorizontal } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clockMinute } from "~/interface/clock";
import { say } from "~/interface/words";
import type { Caller } from "../state/caller";

const LONGEST = 1_000;

export function Chat({ caller }: { caller: Caller }) {
  const [text, setText] = useState("");
  const end = useRef<HTMLLIElement>(null);
  const lines = caller.chat.lines.value;
  const unsent = caller.unsent.value;
  useEffect(() => {
    if (lines.length > 0) end.current?.scrollIntoView({ block: "nearest" });
  }, [lines.length]);
  const send = (event: Event): void => {
    event.preventDefault();
    void caller.chat.write(text);
    setText("");
  };
  return (
    <section class="caller-chat" aria-label={say("caller-write")}>
      <h2>
        <MessageSquare size={20} aria-hidden="true" /> {say("caller-write")}
      </h2>
      <ol class="caller-lines" aria-live="polite">
        {lines.map((line) => (
          <li key={line.key} data-by={line.mine ? "caller" : "desk"}>
            <span class="caller-line-by number">
              {line.mine ? say("caller-you") : (line.name ?? say("caller-desk"))} · {clockMinute(line.atMs)}
            </span>
            {line.text ?? say("caller-erased")}
          </li>
        ))}
        {unsent.map((one, place) => (
          <li key={`unsent ${place}`} data-by="caller" data-unsent="true">
            <span class="caller-line-by">
              {say("caller-you")} · {say("caller-write-waiting")}
            </span>
            {one}
          </li>
        ))}
        <li ref={end} class="caller-lines-end" aria-hidden="true" />
      </ol>
      <form class="caller-form" onSubmit={send}>
        <input
          class="input"
          aria-label={say("caller-write-label")}
          placeholder={say("caller-write-label")}
          maxLength={LONGEST}
          autocomplete="off"
          enterkeyhint="send"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="caller-send" disabled={text.trim() === ""} aria-label={say("caller-write-send")}>
          <SendHorizontal size={26} aria-hidden="true" />
        </button>
      </form>
    </section>
  );
}
