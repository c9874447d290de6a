import { describe, expect, it } from "vitest";
import type { Trainer } from "../../src/engine/backend";
import { createFloat64Backend } from "../../src/engine/cpu";
import { MemberReader } from "../../src/engine/memberReader";
import { smallJob } from "./jobs";

const MEMBERS = 5;
const points = Float32Array.from({ length: 2 * 40 }, (_, i) => Math.sin(i));

/**
 * The float64 engine. With `many`, it reads many members in one round trip and records each round
 * trip.
 */
async function fleet(many: boolean): Promise<{ trainer: Trainer; journeys: string[] }> {
  const trainer = await createFloat64Backend().createTrainer(smallJob({ members: MEMBERS }));
  await trainer.advance(2);
  const journeys: string[] = [];
  if (!many) return { trainer, journeys };
  async function joined(first: number, count: number, read: (m: number) => Promise<ArrayLike<number>>) {
    const all: number[] = [];
    for (let m = first; m < first + count; m++) all.push(...Array.from(await read(m)));
    return Float64Array.from(all);
  }
  trainer.predictMembers = (first, count, features) => {
    journeys.push(`outputs of ${count} from ${first}`);
    return joined(first, count, (m) => trainer.predict(m, features));
  };
  trainer.parametersOfMembers = (first, count) => {
    journeys.push(`parameters of ${count} from ${first}`);
    return joined(first, count, (m) => trainer.parameters(m));
  };
  return { trainer, journeys };
}

describe("reading a fleet member by member", () => {
  it.each([true, false])("gives each member's own outputs and parameters (many at a time: %s)", async (many) => {
    const { trainer } = await fleet(many);
    const reader = new MemberReader(trainer);
    for (let m = 0; m < MEMBERS; m++) {
      expect(Array.from(await reader.outputs(m, points))).toEqual(Array.from(await trainer.predict(m, points)));
      expect(await reader.parameters(m)).toEqual(await trainer.parameters(m));
    }
  });

  it("takes one round trip for all members if the engine supports it", async () => {
    const { trainer, journeys } = await fleet(true);
    const reader = new MemberReader(trainer);
    for (let m = 0; m < MEMBERS; m++) {
      await reader.parameters(m);
      await reader.outputs(m, points);
    }
    expect(journeys).toEqual(["parameters of 5 from 0", "outputs of 5 from 0"]);
  });

  it("takes another round trip after a step, at other points, and for members before those it holds", async () => {
    const { trainer, journeys } = await fleet(true);
    const reader = new MemberReader(trainer);
    await reader.outputs(3, points);
    await reader.outputs(4, points);
    await reader.outputs(1, points);
    const fewer = points.slice(0, 20);
    await reader.outputs(4, fewer);
    await trainer.advance(1);
    expect(Array.from(await reader.outputs(4, fewer))).toEqual(Array.from(await trainer.predict(4, fewer)));
    expect(journeys).toEqual([
      "outputs of 2 from 3",
      "outputs of 4 from 1",
      "outputs of 1 from 4",
      "outputs of 1 from 4",
    ]);
  });
});
