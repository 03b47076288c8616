/** A print is compared in the browser with what the server made: rule [CC9]. */

import { expect, test } from "vitest";
import { Verifying, type Answer } from "./verifying";

const seal = { number: 1, version: 1, newest: 1, signed_at_ms: 0, digest: "ab", service: "103", signatures: [], prints: ["old", "new"] };

function page(answer: Answer) {
  return new Verifying({ look: () => Promise.resolve(answer), digestOf: (file) => Promise.resolve(String(file)) });
}

test.each([
  ["new", "same"],
  ["old", "earlier"],
  ["another", "other"],
])("[CC9] %s is %s", async (digest, expected) => {
  const one = page({ status: 200, body: seal });
  await one.look();
  await one.compare(digest as never);
  expect(one.compared.value).toBe(expected);
});

test.each([
  [null, "lost"],
  [{ status: 503, body: {} }, "lost"],
  [{ status: 404, body: {} }, "unknown"],
  [{ status: 429, body: {} }, "too_often"],
] as const)("[CC9] %j is %s", async (answer, expected) => {
  const one = page(answer);
  await one.look();
  await one.compare("new" as never);
  expect([one.shown.value.is, one.compared.value]).toEqual([expected, "nothing"]);
});
