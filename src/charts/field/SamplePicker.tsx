import { type KeyboardEvent, type MouseEvent, useState } from "react";
import styles from "./FieldPlot.module.css";
import { type Direction, nearestSample, nextSample } from "./nearest";
import type { PlaneScale } from "./planeScale";
import type { FieldSamples } from "./samples";

export interface SamplePickerProps {
  label: string;
  view: PlaneScale;
  samples: FieldSamples;
  probe: number | undefined;
  onProbe: (index: number) => void;
  describeSample: ((index: number) => string) | undefined;
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * Chooses samples on the plane: the nearest to a click or tap, or the next in an arrow key's
 * direction.
 */
export function SamplePicker({ label, view, samples, probe, onProbe, describeSample }: SamplePickerProps) {
  // Announced once per choice. Announcing every frame of training would never let a screen reader
  // finish.
  const [spoken, setSpoken] = useState("");

  const choose = (index: number) => {
    if (index < 0) return;
    onProbe(index);
    setSpoken(describeSample?.(index) ?? "");
  };
  const click = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((2 * (event.clientX - box.left)) / view.widthPx - 1) * view.halfWidth;
    const y = (1 - (2 * (event.clientY - box.top)) / view.heightPx) * view.halfHeight;
    choose(nearestSample(samples, x, y));
  };
  const press = (event: KeyboardEvent) => {
    const direction = directions[event.key];
    if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const known = probe !== undefined && probe >= 0 && probe < samples.x.length;
    choose(known ? nextSample(samples, probe, direction) : nearestSample(samples, 0, 0));
  };

  return (
    <>
      {/* Has the role `application`: no other role has arrow keys that move on a plane. */}
      <div
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the role hands all keys to this element, so it must take the focus.
        tabIndex={0}
        aria-label={label}
        className={styles.picker}
        onClick={click}
        onKeyDown={press}
      />
      <div role="status" className={styles.spoken}>
        {spoken}
      </div>
    </>
  );
}
