import type { LossChoice } from "../experiment/experiment";
import { programFits } from "../language";
import { compileOptions, LossOnLogits, lossById } from "../losses";
import type { ReadSource, Refusal, TrainingClient } from "../worker/client";
import type { ReadLoss } from "./state";

/** What every loss is compared with. */
const crossEntropyChoice: LossChoice = { id: "bce-logits", parameters: {} };

export interface LossReadingEvents {
  /** The chosen loss has been read. */
  onLoss(read: ReadLoss): void;
  onCrossEntropy(read: ReadLoss): void;
  onRefusal(refusal: Refusal): void;
}

/** Has the chosen loss read whenever what was read is no longer right for it, and cross entropy once. */
export class LossReading {
  readonly #client: Pick<TrainingClient, "compile">;
  readonly #events: LossReadingEvents;
  /** Counts the choices, so that an answer to an older one that comes late is dropped. */
  #choice = 0;
  #crossEntropy: "unread" | "reading" | "read" = "unread";

  constructor(client: Pick<TrainingClient, "compile">, events: LossReadingEvents) {
    this.#client = client;
    this.#events = events;
  }

  /** `known` is what is on screen. */
  follow(choice: LossChoice, known: ReadLoss | null): void {
    const mine = ++this.#choice;
    if (known?.definition.id !== choice.id || !programFits(known.program, choice.parameters)) {
      void this.read(choice).then((next) => {
        if (mine !== this.#choice) return;
        if ("refusal" in next) this.#events.onRefusal(next.refusal);
        else this.#events.onLoss(next);
      });
    }
    if (this.#crossEntropy !== "unread") return;
    this.#crossEntropy = "reading";
    void this.read(crossEntropyChoice).then((next) => {
      this.#crossEntropy = "refusal" in next ? "unread" : "read";
      if ("refusal" in next) this.#events.onRefusal(next.refusal);
      else this.#events.onCrossEntropy(next);
    });
  }

  /** Has any loss read; the one on screen stays. Throws UnknownLossError. */
  async read({ id, parameters }: LossChoice): Promise<ReadLoss | Extract<ReadSource, { refusal: Refusal }>> {
    const definition = lossById(id);
    const answer = await this.#client.compile(definition.source, compileOptions(definition, parameters));
    if ("refusal" in answer) return answer;
    return { definition, program: answer.program, onLogits: new LossOnLogits(definition, answer.program) };
  }
}
