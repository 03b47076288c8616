import { expect, it } from "vitest";
import type { Scale } from "~/signaling/web/wire";
import examples from "../../../forms/examples/scales.json";
import sent from "../../../forms/examples/scales_as_sent.json";
import { resultOf } from "./scales";

it.each(examples)("[CD4] the page counts $scale as the server does: $value", ({ scale, items, value, band }) => {
  const found = (sent as unknown as Scale[]).find((one) => one.scale === scale);
  const result = resultOf(found!, items as unknown as Record<string, string | number>);
  expect([result.value, result.band?.code ?? null]).toEqual([value, band]);
});
