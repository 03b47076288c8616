/** One specialty's week as bars; what the bars show is said in words to who cannot see them. */

import { Tag } from "~/interface/parts";
import { say } from "~/interface/words";
import type { RotaStretch } from "~/signaling/web/wire";
import { secondNow } from "~/interface/clock";
import type { Board, Lane, Rota } from "../state/rota";
import { specialtyName, stretchWords, weekdayOf } from "./words";

const WIDTH = 1000;

interface BoardProps {
  readonly board: Board;
  readonly week: readonly number[];
  readonly rota: Rota;
}

export function BoardOf({ board, week, rota }: BoardProps) {
  const name = specialtyName(board.specialty);
  return (
    <section class="rota-board" data-specialty={board.specialty} aria-label={name}>
      <h3>{name}</h3>
      <div class="rota-board-days" aria-hidden="true">
        {week.slice(0, 7).map((start) => (
          <span key={start}>{weekdayOf(start, rota.zone)}</span>
        ))}
      </div>
      {board.gaps.length > 0 && (
        <div class="rota-lane" data-lane="gaps">
          <span class="rota-lane-name">
            <Tag tone="bad" shape="strike">
              {say("rota-gap")}
            </Tag>
          </span>
          <Bars week={week} title={board.gaps.map((gap) => stretchWords(gap, rota.zone)).join("; ")}>
            {board.gaps.map((gap) => (
              <rect key={gap.from_ms} class="rota-bar" data-gap="true" y={2} height={18} {...placed(gap, week)} />
            ))}
          </Bars>
        </div>
      )}
      {board.lanes.map((lane) => (
        <LaneOf key={lane.key} lane={lane} week={week} rota={rota} />
      ))}
    </section>
  );
}

function LaneOf({ lane, week, rota }: { lane: Lane; week: readonly number[]; rota: Rota }) {
  return (
    <div class="rota-lane" data-lane={lane.name}>
      <span class="rota-lane-name">
        <span>{lane.name}</span>
        {lane.senior && (
          <Tag tone="muted" shape="diamond">
            {say("rota-senior")}
          </Tag>
        )}
      </span>
      <Bars week={week} title={lane.stretches.map((one) => told(one, rota)).join("; ")}>
        {lane.stretches.map((one) => (
          <rect key={`${one.duty_id} ${one.from_ms}`} class="rota-bar" data-why={one.why} data-absent={one.absent} data-senior={one.senior} y={4} height={14} rx={3} {...placed(one, week)} />
        ))}
      </Bars>
    </div>
  );
}

function told(one: RotaStretch, rota: Rota): string {
  const when = stretchWords(one, rota.zone);
  if (one.absent) return say("rota-stretch-absent", { when });
  return one.why === "swap" ? say("rota-stretch-swap", { when }) : when;
}

function Bars({ week, title, children }: { week: readonly number[]; title: string; children: preact.ComponentChildren }) {
  const now = across(secondNow.value, week);
  return (
    <svg viewBox={`0 0 ${WIDTH} 22`} preserveAspectRatio="none" role="img" aria-label={title}>
      <title>{title}</title>
      {week.slice(0, 7).map((start) => (
        <line key={start} class="rota-grid" x1={across(start, week)} x2={across(start, week)} y1={0} y2={22} />
      ))}
      {children}
      {now > 0 && now < WIDTH && <line class="rota-now" x1={now} x2={now} y1={0} y2={22} />}
    </svg>
  );
}

function across(ms: number, week: readonly number[]): number {
  const [from, until] = [week[0] as number, week[7] as number];
  return (Math.min(Math.max(ms, from), until) - from) / (until - from) * WIDTH;
}

function placed(span: { readonly from_ms: number; readonly until_ms: number }, week: readonly number[]) {
  const x = across(span.from_ms, week);
  return { x, width: Math.max(across(span.until_ms, week) - x, 1) };
}

export function Legend() {
  const kinds = [
    [{ "data-why": "entry" }, say("rota-legend-entry")],
    [{ "data-why": "swap" }, say("rota-legend-swap")],
    [{ "data-senior": "true" }, say("rota-senior")],
    [{ "data-absent": "true" }, say("rota-legend-absent")],
    [{ "data-gap": "true" }, say("rota-gap")],
  ] as const;
  return (
    <ul class="rota-legend">
      {kinds.map(([look, words]) => (
        <li key={words}>
          <svg viewBox="0 0 18 10" aria-hidden="true">
            <rect class="rota-bar" x={1} y={1} width={16} height={8} rx={2} {...look} />
          </svg>
          {words}
        </li>
      ))}
    </ul>
  );
}
