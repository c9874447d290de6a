import { describe, expect, it } from "vitest";
import type { LossChoice } from "../../src/experiment/experiment";
import { compileLoss } from "../../src/language/passes/compile";
import { LossOnLogits, logitGraphs, lossById } from "../../src/losses";
import { OverlayReading } from "../../src/store/overlays";
import type { NetworkLoss, Overlay } from "../../src/store/state";

async function read({ id, parameters }: LossChoice): Promise<NetworkLoss> {
  const definition = lossById(id);
  const program = compileLoss(definition.source, { parameters });
  return { definition, program, onLogits: new LossOnLogits(definition, logitGraphs(definition, program)) };
}

function listed(reader: ConstructorParameters<typeof OverlayReading>[0] = read) {
  let overlays: readonly Overlay[] = [];
  const reading = new OverlayReading(reader, (change) => {
    overlays = change(overlays);
  });
  return { reading, overlays: () => overlays };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("the overlaid losses", () => {
  it("are listed at once and drawn when they have been compiled", async () => {
    const { reading, overlays } = listed();
    reading.add({ id: "hinge", parameters: {} });
    expect(overlays()).toMatchObject([{ choice: { id: "hinge" }, read: null, refusal: null }]);
    await settle();
    expect(overlays()[0]!.read?.definition.id).toBe("hinge");
  });

  it("hold one loss at several values, but each only once", async () => {
    const { reading, overlays } = listed();
    reading.add({ id: "focal", parameters: { gamma: 5, alpha: 0.5 } });
    reading.add({ id: "focal", parameters: { alpha: 0.5, gamma: 5 } });
    reading.add({ id: "focal", parameters: { gamma: 1, alpha: 0.5 } });
    expect(overlays().map(({ choice }) => choice.parameters.gamma)).toEqual([5, 1]);
  });

  it("can be removed one by one, even while they are being compiled", async () => {
    const { reading, overlays } = listed();
    reading.add({ id: "hinge", parameters: {} });
    reading.add({ id: "mse", parameters: {} });
    reading.remove(overlays()[0]!.key);
    await settle();
    expect(overlays().map(({ choice }) => choice.id)).toEqual(["mse"]);
    expect(overlays()[0]!.read).not.toBeNull();
  });

  it("explain why one could not be compiled", async () => {
    const refusal = { line: 1, column: 1, construct: "time", message: "Too slow." };
    const { reading, overlays } = listed(async () => ({ refusal }));
    reading.add({ id: "hinge", parameters: {} });
    await settle();
    expect(overlays()).toMatchObject([{ read: null, refusal: "Too slow." }]);
  });
});
