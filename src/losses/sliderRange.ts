import type { Slider } from "./definition";

/** The numbers that a loss's parameter may have, and how a control moves between them. */
export interface SliderRange {
  min: number;
  max: number;
  step: number;
  scale: "linear" | "log";
  /** Whole numbers only: those of sliders whose steps are whole. */
  whole: boolean;
}

/** The one range for dragging, typing, sweeping and links. */
export function sliderRange({ min, max, step, scale = "linear" }: Slider): SliderRange {
  return { min, max, step, scale, whole: Number.isInteger(step) };
}
