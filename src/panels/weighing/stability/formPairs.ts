import { useEffect, useState } from "react";
import { type Graph, type Head, type LossProgram, onHead, type ParameterValues, sigmoidHead } from "../../../language";
import type { LossDefinition, LossId } from "../../../losses";
import { useActions } from "../../hooks/useApp";
import type { Form, FormGraphs } from "./formCurves";

export type PairId = "crossEntropy" | "focal";

/** The same loss twice in the catalogue: on a probability and on the logit. */
export const formPairs: Readonly<Record<PairId, Readonly<Record<Form, LossId>>>> = {
  crossEntropy: { probability: "bce", logit: "bce-logits" },
  focal: { probability: "focal", logit: "sigmoid-focal" },
};

/** The pair that a loss of the catalogue is best explained by. */
export function pairOf(id: LossId): PairId {
  return Object.values(formPairs.focal).some((focal) => focal === id) ? "focal" : "crossEntropy";
}

/** The graphs of a pair over the logit; null while their sources are being read, or where that failed. */
export function useFormGraphs(pair: PairId): FormGraphs | null {
  const { readLoss } = useActions();
  const [known, setKnown] = useState<{ pair: PairId; graphs: FormGraphs } | null>(null);
  useEffect(() => {
    let current = true;
    const { probability, logit } = formPairs[pair];
    void Promise.all([probability, logit].map((id) => readLoss({ id, parameters: {} }))).then(([first, second]) => {
      if (!current || !first || !second) return;
      setKnown({
        pair,
        graphs: {
          probability: overLogit(first.definition, first.program),
          logit: overLogit(second.definition, second.program),
        },
      });
    });
    return () => {
      current = false;
    };
  }, [pair, readLoss]);
  return known?.pair === pair ? known.graphs : null;
}

/**
 * σ(z) = 1 / (1 + e^−z) with each step rounded, as torch's kernels do it: in one step, float32 would still tell p from 1 where torch no longer
 * does. Backwards as torch: the gradient times p·(1 − p).
 */
const steppedSigmoidHead: Head = {
  ...sigmoidHead,
  predictions: (b, [z]) => {
    const one = b.constant(1);
    return [b.div(one, b.add(one, b.unary("exp", b.neg(z!))))];
  },
};

/** A loss on a probability gets σ before it; one on the logit stays as it is. */
export function overLogit({ prediction }: Pick<LossDefinition, "prediction">, program: LossProgram): Graph {
  return (prediction === "probability" ? onHead(program, steppedSigmoidHead) : program).sample;
}

/** Every parameter that either form has, at one value for both, so that a sample of this label has weight 1: α_t = 1, `pos_weight` = 1. */
export function pairParameters(label: 0 | 1, gamma: number): ParameterValues {
  return { alpha: label, gamma, pos_weight: 1 };
}
