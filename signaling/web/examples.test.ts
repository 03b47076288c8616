import { describe, expect, it } from "vitest";
import { apply, EMPTY_BOARD, type Board } from "./board";
import answers from "../protocol/examples/answers.json";
import frames from "../protocol/examples/frames.json";
import { SCHEMA, type Frame } from "./wire";

describe("the examples that Python reads too", () => {
  it("[S1] [S2] [S3] frames applied in order give the board, and a drop of something unknown is nothing", () => {
    let board: Board = EMPTY_BOARD;
    for (const frame of frames as unknown as Frame[]) {
      const next = apply(board, frame);
      expect(next).not.toBeNull();
      board = next ?? board;
    }
    expect(board.upto).toBe(9);
    expect(board.kinds.get("incident")?.get("a")?.view).toEqual({ priority: 2 });
    expect(board.kinds.get("brigade")?.size).toBe(0);
  });

  it("[S2] a frame that does not join on is not applied", () => {
    const [first, , third] = frames as unknown as [Frame, Frame, Frame];
    const board = apply(EMPTY_BOARD, first);
    expect(board && apply(board, third)).toBeNull();
  });

  it("[W1] the welcome's schema is the one these screens were generated for", () => {
    expect(answers.find((answer) => answer.type === "welcome")?.schema).toBe(SCHEMA);
  });
});
