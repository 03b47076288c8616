import { expect, test } from "vitest";
import { Own } from "./own";
import type { Media } from "./ports";
import type { Self } from "./words";

const SELF = { id: "d1", role: "dispatcher", brigade_id: null } as unknown as Self;

function devices(): { readonly media: Media; readonly cameras: boolean[] } {
  const cameras: boolean[] = [];
  const media = { camera: true, setMicrophone: () => undefined, setCamera: async (on: boolean) => cameras.push(on) > 0 } as unknown as Media;
  return { media, cameras };
}

test("who rings and wishes no camera meanwhile gives theirs back, also when it is still being opened", async () => {
  const { media, cameras } = devices();
  const own = new Own(SELF, true, () => undefined);
  await own.wishCamera(false);
  expect(cameras).toEqual([]);
  own.open(media, true);
  await Promise.resolve();
  expect([cameras, own.cameraOn.value]).toEqual([[false], false]);
  await own.wishCamera(true);
  expect([cameras, own.cameraOn.value]).toEqual([[false, true], true]);
});

test("a wish that is fulfilled already opens nothing", async () => {
  const { media, cameras } = devices();
  const own = new Own(SELF, true, () => undefined);
  own.open(media, true);
  await own.wishCamera(true);
  expect(cameras).toEqual([]);
});
