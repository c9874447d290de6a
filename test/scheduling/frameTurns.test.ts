import { describe, expect, it } from "vitest";
import { FrameTurns } from "../../src/scheduling/FrameTurns";
import { HandFrames } from "../support/handFrames";

const order = ["first", "second", "third"] as const;
type Part = (typeof order)[number];

/** Turns on frames of the test, and what each frame drew. */
function turnsOf() {
  const frames = new HandFrames();
  const turns = new FrameTurns<Part>(order, frames.request);
  const drawn: string[] = [];
  return {
    frames,
    turns,
    later: (part: Part, text: string = part) => turns.later(part, () => drawn.push(text)),
    /** What the next frame draws. */
    frame: () => {
      drawn.length = 0;
      frames.next();
      return drawn.join(" ");
    },
  };
}

describe("parts that take turns", () => {
  it("draw one per frame in their order, after the frame of what caused them", () => {
    const { frames, later, frame } = turnsOf();
    for (const part of ["third", "first", "second"] as const) later(part);
    expect([frame(), frame(), frame(), frame()]).toEqual(["", "first", "second", "third"]);
    expect(frames.requested).toBe(false);
  });

  it("leave the frame of each further request to its cause", () => {
    const { later, frame } = turnsOf();
    for (const part of order) later(part);
    expect([frame(), frame()]).toEqual(["", "first"]);
    later("first");
    expect([frame(), frame(), frame(), frame()]).toEqual(["", "second", "third", "first"]);
  });

  it("all get their turn, however often the first asks", () => {
    const { later, frame } = turnsOf();
    for (const part of order) later(part);
    const drawn: string[] = [];
    for (let i = 0; i < 12; i++) {
      const part = frame();
      drawn.push(part);
      if (part !== "") for (const each of order) later(each);
    }
    expect(drawn.filter((part) => part === "third")).toHaveLength(2);
    expect(drawn.filter((part) => part === "first")).toHaveLength(2);
  });

  it("draw what was requested last, once", () => {
    const { frames, later, frame } = turnsOf();
    later("second", "old");
    later("second", "new");
    expect([frame(), frame()]).toEqual(["", "new"]);
    expect(frames.requested).toBe(false);
  });

  it("draw nothing that was cancelled; cancelling an older request leaves the newer one", () => {
    const { later, frame } = turnsOf();
    const cancelFirst = later("first", "old");
    const cancelThird = later("third");
    later("first", "new");
    cancelFirst();
    cancelThird();
    expect([frame(), frame(), frame()]).toEqual(["", "new", ""]);
  });
});
