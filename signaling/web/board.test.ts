import { effect } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { apply, EMPTY_BOARD, LiveBoard, type Board } from "./board";
import type { Drop, Frame, Put } from "./frames";

const put = (id: string, version: number, view: unknown = { version }): Put => ({ op: "put", kind: "incident", id, version, view });
const drop = (id: string): Drop => ({ op: "drop", kind: "incident", id });
const frame = (after: number | null, upto: number, ...changes: (Put | Drop)[]): Frame => ({
  type: "frame",
  stream: "city",
  after,
  upto,
  changes,
  events: [],
});
const after = (...frames: Frame[]): Board => {
  let board: Board = EMPTY_BOARD;
  for (const one of frames) {
    const next = apply(board, one);
    if (next === null) throw new Error("does not join on");
    board = next;
  }
  return board;
};

describe("apply", () => {
  it("[S1] a snapshot with the frames applied equals the later snapshot", () => {
    const followed = after(frame(null, 4, put("a", 1), put("b", 1)), frame(4, 6, put("a", 2), drop("b")), frame(6, 9, put("c", 1)));
    const shown = after(frame(null, 9, put("a", 2), put("c", 1)));
    expect([...(followed.kinds.get("incident") ?? [])]).toEqual([...(shown.kinds.get("incident") ?? [])]);
    expect(followed.upto).toBe(9);
  });

  it("[S2] a snapshot replaces all that was held", () => {
    const board = after(frame(null, 4, put("a", 1)), frame(null, 7, put("b", 1)));
    expect([...(board.kinds.get("incident")?.keys() ?? [])]).toEqual(["b"]);
  });

  it("[S2] a frame that does not join on is not applied", () => {
    const board = after(frame(null, 4, put("a", 1)));
    expect(apply(board, frame(5, 6, put("b", 1)))).toBeNull();
    expect(apply(board, frame(3, 6, put("b", 1)))).toBeNull();
    expect(apply(board, { ...frame(4, 6), stream: "another" })).toBeNull();
    expect(apply(EMPTY_BOARD, frame(0, 1))).toBeNull();
  });

  it("[S3] a drop of something unknown is nothing", () => {
    const board = after(frame(null, 4, put("a", 1)), frame(4, 5, drop("z")));
    expect(board.kinds.get("incident")?.size).toBe(1);
  });

  it("[S5] an empty frame only moves the number on", () => {
    const before = after(frame(null, 4, put("a", 1)));
    const board = apply(before, frame(4, 8));
    expect(board?.upto).toBe(8);
    expect(board?.kinds.get("incident")).toBe(before.kinds.get("incident"));
  });

  it("leaves the board it was given as it was", () => {
    const before = after(frame(null, 4, put("a", 1)));
    apply(before, frame(4, 5, drop("a")));
    expect(before.kinds.get("incident")?.size).toBe(1);
  });
});

describe("LiveBoard", () => {
  it("wakes only who looks at a kind that changed", () => {
    const board = new LiveBoard();
    let looks = 0;
    effect(() => {
      looks += board.kind("incident").value.size >= 0 ? 1 : 0;
    });
    board.take(frame(null, 1, put("a", 1)));
    expect(looks).toBe(2);
    board.take({ ...frame(1, 2), changes: [{ op: "put", kind: "brigade", id: "b", version: 1, view: {} }] });
    expect(looks).toBe(2);
    expect(board.kind("brigade").value.size).toBe(1);
  });

  it("[W9] after forgetting its place takes a snapshot and nothing else", () => {
    const board = new LiveBoard();
    board.take(frame(null, 4, put("a", 1)));
    board.forget();
    expect(board.take(frame(4, 5))).toBe(false);
    expect(board.kind("incident").value.size).toBe(1);
    expect(board.take(frame(null, 6, put("b", 1)))).toBe(true);
    expect([...board.kind("incident").value.keys()]).toEqual(["b"]);
  });
});
