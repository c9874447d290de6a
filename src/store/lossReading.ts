import type { LossChoice } from "../experiment/experiment";
import { type LossProgram, programFits } from "../language";
import type { CatalogueLoss, LossDefinition, LossSizes } from "../losses";
import { compileOptions } from "../losses/compileOptions";
import { UnknownLossError } from "../losses/findLoss";
import { LossOnLogits } from "../losses/lossOnLogits";
import { networkFit } from "../losses/networkFit";
import { openingPrograms } from "../losses/openingPrograms";
import type { Refusal, TrainingClient } from "../worker/run/client";
import { crossEntropyChoice } from "./crossEntropyChoice";
import { type CompiledLoss, isNetworkLoss, type NetworkLoss } from "./state";

export interface LossReadingEvents {
  /** The chosen loss has been read. */
  onLoss(read: CompiledLoss): void;
  onCrossEntropy(read: NetworkLoss): void;
  onRefusal(refusal: Refusal): void;
}

/**
 * Has the chosen loss read whenever what was read is no longer right for it, and cross entropy
 * once.
 */
export class LossCompilation {
  readonly #definitionOf: (id: string) => Promise<CatalogueLoss>;
  readonly #client: Pick<TrainingClient, "compile">;
  readonly #events: LossReadingEvents;
  /** Counts the choices, so that an answer to an older one that comes late is dropped. */
  #choice = 0;
  #crossEntropy: "unread" | "reading" | "read" = "unread";

  constructor(
    definitionOf: (id: string) => Promise<CatalogueLoss>,
    client: Pick<TrainingClient, "compile">,
    events: LossReadingEvents,
  ) {
    this.#definitionOf = definitionOf;
    this.#client = client;
    this.#events = events;
  }

  /** `known` is what is on screen. */
  follow(choice: LossChoice, known: CompiledLoss | null): void {
    const mine = ++this.#choice;
    if (known?.definition.id !== choice.id || !stillFits(known, choice)) {
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
      else if (isNetworkLoss(next)) this.#events.onCrossEntropy(next);
    });
  }

  /**
   * Has any loss read; the one on screen stays. Code that can't be fetched is a refusal. Throws
   * UnknownLossError.
   */
  async read(choice: LossChoice): Promise<CompiledLoss | { refusal: Refusal }> {
    try {
      return await this.#read(choice);
    } catch (error) {
      if (error instanceof UnknownLossError) throw error;
      return { refusal: { line: 1, column: 1, construct: "worker", message: String(error) } };
    }
  }

  async #read({ id, parameters }: LossChoice): Promise<CompiledLoss | { refusal: Refusal }> {
    const definition = await this.#definitionOf(id);
    const asWidened: LossDefinition = definition;
    if (asWidened.module !== undefined) return { definition, program: null, onLogits: null };
    const opening = openingProgram(definition, parameters);
    const answer = opening ?? (await this.#client.compile(definition.source, compileOptions(definition, parameters)));
    if ("refusal" in answer) return answer;
    const { program } = answer;
    if (!networkFit(definition).trains) return { definition, program, onLogits: null };
    const graphs = opening?.graphs ?? (await import("../losses/logitGraphs")).logitGraphs(definition, program);
    return { definition, program, onLogits: new LossOnLogits(definition, graphs) };
  }

  /**
   * A loss's program for other sizes than the page's own: three classes, five bins. Null where its
   * source is refused.
   */
  async readFor({ id, parameters }: LossChoice, sizes: LossSizes): Promise<LossProgram | null> {
    const definition = await this.#definitionOf(id);
    const answer = await this.#client.compile(definition.source, compileOptions(definition, parameters, sizes));
    return "refusal" in answer ? null : answer.program;
  }
}

/** Of a loss that the build has read, where these values leave its program as it is. */
function openingProgram({ id }: LossDefinition, parameters: LossChoice["parameters"]) {
  const opening = openingPrograms[id];
  return opening !== undefined && programFits(opening.program, parameters) ? opening : undefined;
}

function stillFits({ program }: CompiledLoss, { parameters }: LossChoice): boolean {
  return program === null || programFits(program, parameters);
}
