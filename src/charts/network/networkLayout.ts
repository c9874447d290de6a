/** A linear layer: weights [outputs, inputs] row-major float32, as in torch's Linear. */
export interface NetworkLayer {
  inputs: number;
  outputs: number;
  weights: ArrayLike<number>;
}

export interface NetworkUnit {
  layer: number;
  index: number;
  x: number;
  y: number;
  /** Side length of the unit's square. */
  sizePx: number;
}

export interface NetworkLink {
  id: string;
  from: NetworkUnit;
  to: NetworkUnit;
  weight: number;
  /** |weight| relative to the network's largest, 0 to 1. */
  strength: number;
}

const LARGEST_UNIT_PX = 18;
const OUTPUT_UNIT_PX = 26;
/** More links between two layers would merge into a grey area, so only the strongest are drawn. */
const MOST_LINKS = 96;
/** Links of less strength are not drawn: they would be thinner than a hairline. */
const WEAKEST = 0.02;

/**
 * Factor of the links' width: 1 for full-size units, less for small ones, so that links of a wide
 * layer stay distinct.
 */
export function linkScale(units: readonly (readonly NetworkUnit[])[]): number {
  const smallest = Math.min(LARGEST_UNIT_PX, ...units.map((column) => column[0]?.sizePx ?? LARGEST_UNIT_PX));
  return Math.max(0.3, Math.min(1, smallest / 12));
}

export function networkUnits(widths: readonly number[], widthPx: number, heightPx: number): NetworkUnit[][] {
  const last = widths.length - 1;
  const margin = OUTPUT_UNIT_PX / 2 + 2;
  return widths.map((count, layer) => {
    const x = last > 0 ? margin + (layer / last) * (widthPx - 2 * margin) : widthPx / 2;
    const room = layer === last ? OUTPUT_UNIT_PX : LARGEST_UNIT_PX;
    // Limits the spacing, so that a layer of few units stays near the middle instead of spreading
    // over the whole height.
    const pitch = Math.min(heightPx / Math.max(1, count), room * 1.9);
    const sizePx = Math.min(room, pitch > 5 ? pitch - Math.max(2, pitch * 0.14) : pitch * 0.75);
    return Array.from({ length: count }, (_, index) => ({
      layer,
      index,
      x,
      y: heightPx / 2 + (index - (count - 1) / 2) * pitch,
      sizePx,
    }));
  });
}

/**
 * The links to draw, from weak to strong, so that strong ones are on top. Non-finite weights are
 * left out.
 */
export function networkLinks(
  layers: readonly NetworkLayer[],
  units: readonly (readonly NetworkUnit[])[],
): NetworkLink[] {
  let largest = 0;
  for (const { weights } of layers) {
    for (let i = 0; i < weights.length; i++) {
      const size = Math.abs(weights[i]!);
      if (size > largest && Number.isFinite(size)) largest = size;
    }
  }
  if (largest === 0) return [];
  const links: NetworkLink[] = [];
  for (const [layer, { inputs, outputs, weights }] of layers.entries()) {
    const between: NetworkLink[] = [];
    for (let output = 0; output < outputs; output++) {
      for (let input = 0; input < inputs; input++) {
        const weight = weights[output * inputs + input]!;
        const strength = Math.abs(weight) / largest;
        const from = units[layer]?.[input];
        const to = units[layer + 1]?.[output];
        if (from && to && strength >= WEAKEST && strength <= 1) {
          between.push({ id: `${layer}-${input}-${output}`, from, to, weight, strength });
        }
      }
    }
    between.sort((a, b) => a.strength - b.strength);
    links.push(...between.slice(-MOST_LINKS));
  }
  return links;
}
