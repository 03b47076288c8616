/** An input with suggestions under it, worked by keys alone: the ARIA combobox pattern with a list that never steals focus. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useOwnId } from "./own-id";

export interface Option {
  readonly id: string;
  readonly draw: ComponentChildren;
}

interface ComboboxProps {
  readonly value: string;
  readonly options: readonly Option[];
  readonly onType: (text: string) => void;
  readonly onChoose: (id: string) => void;
  /** False while the options are those of an earlier text: Enter waits for the right ones, so that haste chooses nothing wrong. */
  readonly settled?: boolean;
  /** What the input is called when no label points at it. */
  readonly name?: string;
  readonly id?: string;
  readonly placeholder?: string;
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  /** Shown when there is text and nothing was found. */
  readonly nothing?: string | undefined;
  readonly autofocus?: boolean;
  /** Called when Escape is pressed with the list closed already. */
  readonly onLeave?: () => void;
  readonly class?: string;
}

export function Combobox(props: ComboboxProps) {
  const listId = useOwnId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const waits = useRef(false);
  const settled = props.settled ?? true;
  const shown = open && props.options.length > 0;
  const current = Math.min(active, props.options.length - 1);
  useEffect(() => {
    if (props.autofocus === true) input.current?.focus();
  }, []);
  useEffect(() => {
    if (shown) list.current?.children[current]?.scrollIntoView({ block: "nearest" });
  }, [shown, current]);

  useEffect(() => {
    if (!waits.current || !settled) return;
    waits.current = false;
    if (shown) choose(0);
  }, [settled, props.options]);

  const choose = (index: number): void => {
    const option = props.options[index];
    if (option === undefined) return;
    setOpen(false);
    props.onChoose(option.id);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!shown) setOpen(true);
      else setActive((current + (event.key === "ArrowDown" ? 1 : -1) + props.options.length) % props.options.length);
    } else if (event.key === "Enter" && open && !event.ctrlKey && (shown || !settled)) {
      event.preventDefault();
      if (settled) choose(current);
      else waits.current = true;
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (shown) setOpen(false);
      else {
        input.current?.blur();
        props.onLeave?.();
      }
    }
  };
  return (
    <div class={`combobox ${props.class ?? ""}`}>
      <input
        ref={input}
        class="input"
        type="text"
        role="combobox"
        id={props.id}
        aria-label={props.name}
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown ? `${listId}-${current}` : undefined}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        autocomplete="off"
        spellcheck={false}
        placeholder={props.placeholder}
        value={props.value}
        onInput={(event) => {
          waits.current = false;
          setActive(0);
          setOpen(true);
          props.onType(event.currentTarget.value);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => {
          waits.current = false;
          setOpen(false);
        }}
        onKeyDown={press}
      />
      <ul ref={list} class="combobox-list" id={listId} role="listbox" aria-label={props.name ?? props.placeholder} hidden={!shown}>
        {props.options.map((option, index) => (
          <li
            key={option.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === current}
            // Down, not click: a click comes after the input has lost its focus and the list is gone.
            onMouseDown={(event) => {
              event.preventDefault();
              choose(index);
            }}
          >
            {option.draw}
          </li>
        ))}
      </ul>
      {open && props.options.length === 0 && props.value.trim().length > 1 && props.nothing !== undefined && (
        <div class="combobox-list combobox-nothing">{props.nothing}</div>
      )}
    </div>
  );
}
