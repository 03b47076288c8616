/** One quick line of vitals: "BP 90/60, HR 120, SpO2 88 O2 4, T 38,2". Names in English, Russian and Uzbek. */

import type { VitalKind } from "./vitals-data";

export interface ReadLine {
  readonly values: Readonly<Partial<Record<VitalKind, number>>>;
  readonly onOxygen: boolean | null;
  readonly oxygenLMin: number | null;
  /** What nobody could read, as it was typed. */
  readonly unread: readonly string[];
}

const MG_DL_IN_MMOL_L = 18.016;

const NAMES: Readonly<Record<string, VitalKind | "pressure" | "pupils" | "gcs" | "oxygen">> = {
  bp: "pressure", "ад": "pressure", "давление": "pressure", ab: "pressure", qb: "pressure", bosim: "pressure",
  hr: "pulse", pr: "pulse", pulse: "pulse", "чсс": "pulse", "пульс": "pulse", puls: "pulse", yus: "pulse", "пс": "pulse",
  rr: "breathing_rate", "чд": "breathing_rate", "чдд": "breathing_rate", ns: "breathing_rate", nafas: "breathing_rate",
  spo2: "spo2", "спо2": "spo2", sat: "spo2", sats: "spo2", "сат": "spo2", "сатурация": "spo2", saturatsiya: "spo2",
  t: "temperature", temp: "temperature", "т": "temperature", "темп": "temperature", harorat: "temperature",
  glu: "glucose", glucose: "glucose", bg: "glucose", bm: "glucose", "глюкоза": "glucose", "гл": "glucose", "сахар": "glucose", glyukoza: "glucose", qand: "glucose",
  gcs: "gcs", "шкг": "gcs", gksh: "gcs",
  pain: "pain", "боль": "pain", "ogriq": "pain",
  crt: "capillary_refill", "скн": "capillary_refill", "спк": "capillary_refill", ktv: "capillary_refill",
  uo: "urine_output", "диурез": "urine_output", diurez: "urine_output", siydik: "urine_output",
  wt: "weight", weight: "weight", "вес": "weight", "масса": "weight", vazn: "weight", ogirlik: "weight",
  pupils: "pupils", "зрачки": "pupils", qorachiq: "pupils",
  o2: "oxygen", "о2": "oxygen",
};
const UNITS = /^(mmhg|мм\s*рт\.?\s*ст\.?|\/min|\/мин|\/daq|bpm|%|°?c(?![a-z])|°|mmol\/l|ммоль\/л|mmol|ммоль|mg\/dl|мг\/дл|ml\/h|мл\/ч|l\/min|л\/мин|l(?![a-z])|л(?!\p{L})|kg|кг|mm(?![a-z])|мм(?!\p{L})|s(?![a-z])|с(?!\p{L})|sec|сек)/iu;
const AIR = /^(?:on\s+)?(?:air|ra|воздух|на\s+воздухе|havo(?:da)?)(?![\p{L}\p{N}])/iu;
const NAME = /^(?:on\s+|на\s+)?([\p{L}][\p{L}]*2?)\s*[:=]?\s*/u;
const NUMBER = /^(-?\d+(?:[.,]\d+)?)/;
const PAIR = /^(\d{1,3}(?:[.,]\d+)?)\s*\/\s*(\d{1,3}(?:[.,]\d+)?|-)/;
const GLASGOW = /^(?:\d{1,2}\s*\(?\s*)?[eе]\s*(\d)\s*[vв]\s*(\d)\s*[mм]\s*(\d)\s*\)?/iu;

/** Reads it from left to right; what it cannot read it names, and goes on behind the next comma or blank. */
export function readLine(text: string): ReadLine {
  const values: Partial<Record<VitalKind, number>> = {};
  const oxygen: { on: boolean | null; lMin: number | null } = { on: null, lMin: null };
  const unread: string[] = [];
  // Uzbek's turned comma stands inside words.
  let rest = text.replaceAll(/[‘’ʻʼ'`]/gu, "").trim();
  while (rest !== "") {
    const read = air(rest, oxygen) ?? glasgow(rest, values) ?? named(rest, values, oxygen);
    if (read === null) {
      const [word = rest] = /^[^\s,;]+/u.exec(rest) ?? [];
      unread.push(word);
      rest = rest.slice(Math.max(word.length, 1));
    } else rest = read;
    rest = rest.replace(/^[\s,;.]+/u, "");
  }
  return { values, onOxygen: oxygen.on, oxygenLMin: oxygen.lMin, unread };
}

function air(rest: string, oxygen: { on: boolean | null }): string | null {
  const found = AIR.exec(rest);
  if (found === null) return null;
  oxygen.on = false;
  return rest.slice(found[0].length);
}

function glasgow(rest: string, values: Partial<Record<VitalKind, number>>): string | null {
  const found = GLASGOW.exec(rest);
  if (found === null) return null;
  values.gcs_eye = Number(found[1]);
  values.gcs_verbal = Number(found[2]);
  values.gcs_motor = Number(found[3]);
  return rest.slice(found[0].length);
}

function named(rest: string, values: Partial<Record<VitalKind, number>>, oxygen: { on: boolean | null; lMin: number | null }): string | null {
  const name = NAME.exec(rest);
  const meant = name === null ? undefined : NAMES[(name[1] ?? "").toLowerCase()];
  if (name === null || meant === undefined) return null;
  const behind = rest.slice(name[0].length);
  if (meant === "gcs") {
    const parts = glasgow(behind, values);
    if (parts !== null) return parts;
  }
  if (meant === "pressure" || meant === "pupils") {
    const pair = PAIR.exec(behind);
    if (pair === null) return null;
    const [first, second] = meant === "pressure" ? (["systolic", "diastolic"] as const) : (["pupil_left", "pupil_right"] as const);
    values[first] = figure(pair[1] ?? "");
    if (pair[2] !== "-") values[second] = figure(pair[2] ?? "");
    return withoutUnit(behind.slice(pair[0].length)).rest;
  }
  const number = NUMBER.exec(behind);
  if (meant === "oxygen") {
    oxygen.on = true;
    if (number === null) return behind;
    oxygen.lMin = figure(number[1] ?? "");
    return withoutUnit(behind.slice(number[0].length)).rest;
  }
  if (number === null) return null;
  const { unit, rest: after } = withoutUnit(behind.slice(number[0].length));
  const value = figure(number[1] ?? "");
  if (meant === "gcs") values.gcs_total = value;
  else values[meant] = meant === "glucose" && /^(mg|мг)/iu.test(unit) ? toMmolL(value) : value;
  return after;
}

/** mg/dl in mmol/l, by the mass of glucose. */
export function toMmolL(mgDl: number): number {
  return Math.round((mgDl / MG_DL_IN_MMOL_L) * 10) / 10;
}

function figure(text: string): number {
  return Number(text.replace(",", "."));
}

function withoutUnit(text: string): { unit: string; rest: string } {
  const trimmed = text.replace(/^[ \t]+/u, "");
  const [unit = ""] = UNITS.exec(trimmed) ?? [];
  return { unit, rest: trimmed.slice(unit.length) };
}
