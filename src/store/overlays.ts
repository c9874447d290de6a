import type { LossChoice } from "../experiment/experiment";
import type { Refusal } from "../worker/run/client";
import { MOST_OVERLAYS } from "./page/choices";
import type { NetworkLoss, Overlay } from "./state";

type Overlays = readonly Overlay[];
type Change = (change: (before: Overlays) => Overlays) => void;

/**
 * The losses drawn among the curves: each is listed at once and drawn when its source has been
 * read.
 */
export class OverlayReading {
  readonly #read: (choice: LossChoice) => Promise<NetworkLoss | { refusal: Refusal }>;
  readonly #change: Change;
  #added = 0;

  constructor(read: (choice: LossChoice) => Promise<NetworkLoss | { refusal: Refusal }>, change: Change) {
    this.#read = read;
    this.#change = change;
  }

  /** One that is there already, or one too many, is not added. */
  add(choice: LossChoice): void {
    const key = ++this.#added;
    let isNew = true;
    this.#change((before) => {
      isNew = before.length < MOST_OVERLAYS && !before.some((overlay) => sameChoice(overlay.choice, choice));
      return isNew ? [...before, { key, choice, read: null, refusal: null }] : before;
    });
    if (!isNew) return;
    void this.#read(choice).then((answer) => {
      const known = "refusal" in answer ? { refusal: answer.refusal.message } : { read: answer };
      this.#change((before) => before.map((overlay) => (overlay.key === key ? { ...overlay, ...known } : overlay)));
    });
  }

  replace(choices: readonly LossChoice[]): void {
    this.#change(() => []);
    for (const choice of choices) this.add(choice);
  }

  remove(key: number): void {
    this.#change((before) => before.filter((overlay) => overlay.key !== key));
  }
}

/** The same loss with the same values, in whatever order they are written. */
function sameChoice(one: LossChoice, other: LossChoice): boolean {
  const entries = ({ parameters }: LossChoice) => JSON.stringify(Object.entries(parameters).sort(byName));
  return one.id === other.id && entries(one) === entries(other);
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
