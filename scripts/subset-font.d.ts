declare module "subset-font" {
  export interface SubsetOptions {
    targetFormat?: "woff2";
    /** By axis: the only value, or the range and default that remain. */
    variationAxes?: Readonly<Record<string, number | { min: number; max: number; default: number }>>;
    /** OpenType features; all by default. */
    keepFeatures?: readonly string[];
  }

  /** A font with the characters of `text` only. */
  export default function subsetFont(font: Buffer, text: string, options: SubsetOptions): Promise<Buffer>;
}
