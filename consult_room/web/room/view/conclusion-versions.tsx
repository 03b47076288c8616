/** The signed versions, newest first: what each says, who signed it and how, and its files. */

import { Download, Printer, ShieldCheck } from "lucide-preact";
import { dayAndMinute } from "~/interface/clock";
import { Tag } from "~/interface/parts";
import { say, sayCode } from "~/interface/words";
import type { ConclusionContent, ConclusionRecordView, SignatureView, VersionView } from "~/signaling/web/wire";
import type { ConclusionDesk } from "../state/conclusion";

interface Props {
  readonly desk: ConclusionDesk;
  readonly record: ConclusionRecordView;
}

export function Versions({ desk, record }: Props) {
  if (record.outline.versions.length === 0) return null;
  const newest = record.outline.versions.length;
  return (
    <ol class="conclusion-versions" reversed>
      {[...record.outline.versions].reverse().map((version) => (
        <li key={version.version}>
          <Version desk={desk} record={record} version={version} isNewest={version.version === newest} />
        </li>
      ))}
    </ol>
  );
}

function Version({ desk, record, version, isNewest }: Props & { version: VersionView; isNewest: boolean }) {
  const content = record.contents.find((one) => one.version === version.version)?.content ?? null;
  const path = `/api/conclusions/${desk.consultId}/versions/${version.version}`;
  const head = (
    <>
      <b>{say("conclusion-version", { version: version.version })}</b> <span class="muted number">{dayAndMinute(version.signed_at_ms)}</span>
      {version.why !== null && version.why !== "" && <span> · {say("conclusion-why-was", { why: version.why })}</span>}
    </>
  );
  const inside = (
    <>
      {content === null ? <p class="muted">{say("room-erased")}</p> : <Content content={content} />}
      <ul class="conclusion-signatures">
        {version.signatures.map((one) => (
          <Signed key={one.person_id} one={one} />
        ))}
      </ul>
      <p class="conclusion-files">
        {version.pdf_size === null ? (
          <span class="muted" role="status">{say("conclusion-printing")}</span>
        ) : (
          <>
            <a class="button" data-look="ghost" href={`${path}/pdf?inline`} target="_blank" rel="noopener">
              <Printer size={18} aria-hidden="true" /> {say("conclusion-print")}
            </a>
            <a class="button" data-look="ghost" href={`${path}/pdf`} download>
              <Download size={18} aria-hidden="true" /> {say("conclusion-pdf", { kilobytes: Math.ceil(version.pdf_size / 1024) })}
            </a>
          </>
        )}
        {record.code !== null && (
          <a class="button" data-look="quiet" href={`/v/${record.code}/${version.version}`} target="_blank" rel="noopener">
            <ShieldCheck size={18} aria-hidden="true" /> {say("conclusion-verify")}
          </a>
        )}
      </p>
      {version.acknowledged_at_ms !== null && <p class="muted">{say("conclusion-was-read", { time: dayAndMinute(version.acknowledged_at_ms) })}</p>}
    </>
  );
  if (isNewest) {
    return (
      <article class="conclusion-version">
        <h2>{head}</h2>
        {inside}
      </article>
    );
  }
  return (
    <details class="conclusion-version">
      <summary>{head}</summary>
      {inside}
    </details>
  );
}

function Signed({ one }: { one: SignatureView }) {
  return (
    <li>
      <b>{one.name ?? say("room-erased")}</b>
      {one.specialty !== null && <span class="muted"> · {sayCode("specialty", one.specialty)}</span>}
      <span class="muted"> · {sayCode("conclusion-provider", one.provider)}</span>{" "}
      {one.is_test ? <Tag tone="warn" shape="triangle">{say("conclusion-only-a-test")}</Tag> : <Tag tone="ok" shape="circle">{sayCode("conclusion-level", one.level)}</Tag>}
    </li>
  );
}

function Content({ content }: { content: ConclusionContent }) {
  const transfer = sayCode("conclusion-transfer", content.transfer) + (content.transfer_to === "" ? "" : `: ${content.transfer_to}`);
  const followUp = [content.follow_up_on.split("-").reverse().join("."), content.follow_up].filter((part) => part !== "").join(" · ");
  return (
    <dl class="conclusion-content">
      <Part name="findings" text={content.findings} />
      {(content.diagnoses.length > 0 || content.diagnosis_words !== "") && (
        <div>
          <dt>{say("conclusion-diagnosis")}</dt>
          {content.diagnoses.map((one) => (
            <dd key={one.code}>
              <b class="number">{one.code}</b> {one.name}
              {!one.official && <span class="muted"> · {say("conclusion-not-official")}</span>}
            </dd>
          ))}
          {content.diagnosis_words !== "" && <dd class="conclusion-text">{content.diagnosis_words}</dd>}
        </div>
      )}
      {content.scales.map((one) => (
        <Part key={one.scale} name="scale" text={`${one.name}: ${one.result}`} />
      ))}
      <Part name="recommendation" text={content.recommendation} />
      <Part name="transfer" text={transfer} />
      <Part name="urgency" text={content.urgency === "" ? "" : sayCode("consult-urgency", content.urgency)} />
      <Part name="follow-up" text={followUp} />
      <Part name="limits" text={content.limits} />
    </dl>
  );
}

function Part({ name, text }: { name: string; text: string }) {
  if (text === "") return null;
  return (
    <div>
      <dt>{say(`conclusion-${name}`)}</dt>
      <dd class="conclusion-text">{text}</dd>
    </div>
  );
}
