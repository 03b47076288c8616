/** The form, and on a demo the town's people to be signed in by one tap. */

import { ArrowRight, MessageSquareText, Tablet } from "lucide-preact";
import { refusalWords } from "~/interface/bands";
import { Button, Field, LanguageSwitch } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { DemoPerson, Me } from "~/signaling/web/account";
import type { DemoGroup, Entrance } from "../state/entrance";

export function SignInPage({ entrance }: { entrance: Entrance }) {
  const demo = entrance.groups.value.length > 0;
  return (
    <div class="sign-in" data-demo={demo}>
      <header class="sign-in-head">
        <span class="brand">
          <svg width="22" height="22" viewBox="0 0 12 12" aria-hidden="true" data-tone="p1">
            <path d="M6 1v10M1 6h10" stroke="currentColor" stroke-width="3.4" />
          </svg>
          Tez Yordam
        </span>
        <span class="spring" />
        <LanguageSwitch />
      </header>
      <main class="sign-in-main">
        {entrance.me.value === null ? <Form entrance={entrance} /> : <AlreadyHere entrance={entrance} me={entrance.me.value} />}
        {demo && <Demo entrance={entrance} />}
      </main>
    </div>
  );
}

function Form({ entrance }: { entrance: Entrance }) {
  const refusal = entrance.refusal.value;
  return (
    <form
      class="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void entrance.submit();
      }}
    >
      <h1>{say("sign-in-title")}</h1>
      <Field label={say("sign-in-name")} bad={refusal !== null}>
        {(ids) => (
          <input
            class="input"
            {...ids}
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            autofocus
            value={entrance.name.value}
            onInput={(event) => (entrance.name.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={say("sign-in-password")} bad={refusal !== null}>
        {(ids) => (
          <input
            class="input"
            {...ids}
            type="password"
            name="password"
            autocomplete="current-password"
            value={entrance.password.value}
            onInput={(event) => (entrance.password.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <p class="sign-in-refusal" role="alert" data-tone="bad">
        {refusal === null ? "" : refusalWords(refusal.code, refusal.details)}
      </p>
      <Button look="main" type="submit" size="large" busy={entrance.busy.value}>
        {say("sign-in-enter")}
      </Button>
      <p class="muted sign-in-tablet">
        <Tablet size={16} aria-hidden="true" /> <a href="/tablet">{say("sign-in-tablet")}</a>
      </p>
    </form>
  );
}

function AlreadyHere({ entrance, me }: { entrance: Entrance; me: Me }) {
  return (
    <section class="sign-in-form">
      <h1>{me.name}</h1>
      <p class="muted">{sayCode("role", me.role)}</p>
      {me.front === "/" ? (
        <p>{say("sign-in-no-page")}</p>
      ) : (
        <Button look="main" size="large" onClick={() => entrance.goOn()}>
          {say("sign-in-go-on")}
          <ArrowRight size={20} aria-hidden="true" />
        </Button>
      )}
      <Button onClick={() => void entrance.leave()}>{say("sign-in-leave")}</Button>
    </section>
  );
}

function Demo({ entrance }: { entrance: Entrance }) {
  return (
    <section class="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">{say("demo-title")}</h2>
      <p class="muted">{say("demo-how")}</p>
      {entrance.groups.value.map((group) => (
        <Group key={group.role} entrance={entrance} group={group} />
      ))}
      <div class="demo-links">
        <a class="button" data-look="ghost" href="/tablet" target="_blank" rel="noopener">
          <Tablet size={16} aria-hidden="true" />
          {say("demo-tablet")}
        </a>
        <a class="button" data-look="ghost" href="/sms" target="_blank" rel="noopener">
          <MessageSquareText size={16} aria-hidden="true" />
          {say("demo-messages")}
        </a>
      </div>
    </section>
  );
}

function Group({ entrance, group }: { entrance: Entrance; group: DemoGroup }) {
  return (
    <div class="demo-group">
      <h3>{sayCode("role", group.role)}</h3>
      <p class="muted">{sayCode("demo-role", group.role)}</p>
      <ul>
        {group.people.map((person) => (
          <li key={person.person_id}>
            <button type="button" class="demo-person" disabled={entrance.busy.value} onClick={() => void entrance.enterAs(person)}>
              <b>{person.name}</b>
              {about(person) !== "" && <span class="muted">{about(person)}</span>}
              <ArrowRight size={16} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function about(person: DemoPerson): string {
  const specialty = person.specialty == null ? "" : sayCode("specialty", person.specialty);
  return [specialty, person.place ?? ""].filter((part) => part !== "").join(" · ");
}
