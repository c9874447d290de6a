import type { ModelLayout } from "./modelLayout";

export interface LayerSummary {
  /** `Linear-1`, `Linear-2` … from the input on. */
  name: string;
  /** Values per sample. */
  outputs: number;
  parameters: number;
}

/** The table that the tutorial prints of its network (torchsummary's), for a batch of one. */
export interface ModelSummary {
  layers: readonly LayerSummary[];
  totalParameters: number;
  /**
   * Sizes in MB of 2²⁰ bytes, with four bytes per number. Forward and backward pass store each
   * layer's outputs once each.
   */
  inputMb: number;
  forwardBackwardMb: number;
  parametersMb: number;
  totalMb: number;
}

const BYTES_PER_NUMBER = 4;
const BYTES_PER_MB = 2 ** 20;

export function modelSummary(layout: ModelLayout): ModelSummary {
  const layers = layout.layers.map(({ inputs, outputs }, index) => ({
    name: `Linear-${index + 1}`,
    outputs,
    parameters: outputs * inputs + outputs,
  }));
  const megabytes = (numbers: number) => (numbers * BYTES_PER_NUMBER) / BYTES_PER_MB;
  const outputs = layers.reduce((sum, layer) => sum + layer.outputs, 0);
  const inputMb = megabytes(layout.widths[0]!);
  const forwardBackwardMb = megabytes(2 * outputs);
  const parametersMb = megabytes(layout.parameterCount);
  return {
    layers,
    totalParameters: layout.parameterCount,
    inputMb,
    forwardBackwardMb,
    parametersMb,
    totalMb: inputMb + forwardBackwardMb + parametersMb,
  };
}
