/** What whoever holds a print is told of it. */

import { FileCheck2, ShieldAlert, ShieldCheck, ShieldQuestion } from "lucide-preact";
import { dayAndMinute } from "~/interface/clock";
import { Button, Field, LanguageSwitch, Loading, Tag } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { SealView } from "~/signaling/web/wire";
import type { Verifying } from "../state/verifying";

export function VerifyPage({ verifying }: { verifying: Verifying }) {
  return (
    <div class="verify">
      <header class="verify-head">
        <span>Tez Yordam <b>103</b></span>
        <LanguageSwitch />
      </header>
      <main>
        <h1>{say("verify-title")}</h1>
        <Answered verifying={verifying} />
      </main>
    </div>
  );
}

function Answered({ verifying }: { verifying: Verifying }) {
  const shown = verifying.shown.value;
  switch (shown.is) {
    case "looking":
      return <Loading title={say("verify-looking")} />;
    case "seal":
      return <Seal verifying={verifying} seal={shown.seal} />;
    case "unknown":
      return (
        <section class="verify-answer" role="alert">
          <p class="verify-verdict" data-tone="bad">
            <ShieldAlert size={28} aria-hidden="true" /> {say("verify-unknown")}
          </p>
          <p>{say("verify-unknown-note")}</p>
        </section>
      );
    default:
      return (
        <section class="verify-answer" role="alert">
          <p class="verify-verdict">
            <ShieldQuestion size={28} aria-hidden="true" /> {say(shown.is === "lost" ? "verify-lost" : "verify-too-often")}
          </p>
          <Button size="large" onClick={() => void verifying.look()}>
            {say("verify-again")}
          </Button>
        </section>
      );
  }
}

function Seal({ verifying, seal }: { verifying: Verifying; seal: SealView }) {
  const isTest = seal.signatures.some((one) => one.is_test);
  return (
    <section class="verify-answer">
      <p class="verify-verdict" role="status" data-tone={isTest ? "warn" : "ok"}>
        {isTest ? <ShieldQuestion size={28} aria-hidden="true" /> : <ShieldCheck size={28} aria-hidden="true" />}
        {isTest ? say("verify-test") : say("verify-genuine")}
      </p>
      {seal.newest > seal.version && (
        <p class="verify-newer" role="alert">
          {say("verify-newer", { newest: seal.newest })}
        </p>
      )}
      <dl class="verify-facts">
        <Fact name={say("verify-document")} value={say("verify-number", { number: seal.number, version: seal.version })} />
        <Fact name={say("verify-signed")} value={dayAndMinute(seal.signed_at_ms)} />
        <Fact name={say("verify-service")} value={seal.service} />
        <Fact name={say("verify-digest")} value={`${seal.digest.slice(0, 16)}…`} />
      </dl>
      <h2>{say("verify-signatures")}</h2>
      <ul class="verify-signatures">
        {seal.signatures.map((one) => (
          <li key={one.at_ms}>
            <b>{one.name ?? "—"}</b>
            {one.specialty !== null && <span> · {sayCode("verify-specialty", one.specialty)}</span>}
            <p class="muted">
              {sayCode("verify-provider", one.provider)} · {dayAndMinute(one.at_ms)}
            </p>
            {one.is_test ? <Tag tone="warn" shape="triangle">{say("verify-only-a-test")}</Tag> : <Tag tone="ok" shape="circle">{sayCode("verify-level", one.level)}</Tag>}
          </li>
        ))}
      </ul>
      <Compare verifying={verifying} seal={seal} />
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="number">{value}</dd>
    </div>
  );
}

function Compare({ verifying, seal }: { verifying: Verifying; seal: SealView }) {
  const compared = verifying.compared.value;
  if (seal.prints.length === 0) return <p class="muted">{say("verify-no-print")}</p>;
  return (
    <div class="verify-compare">
      <h2>{say("verify-compare")}</h2>
      <Field label={say("verify-file")} note={say("verify-file-note")}>
        {(ids) => (
          <input
            {...ids}
            class="input"
            type="file"
            accept="application/pdf"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file !== undefined) void verifying.compare(file);
            }}
          />
        )}
      </Field>
      {compared !== "nothing" && (
        <p class="verify-verdict" role="status" data-tone={compared === "other" ? "bad" : compared === "same" ? "ok" : "warn"}>
          <FileCheck2 size={24} aria-hidden="true" /> {say(`verify-compared-${compared}`)}
        </p>
      )}
    </div>
  );
}
