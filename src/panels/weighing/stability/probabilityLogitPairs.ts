import { useEffect, useState } from "react";
import type { Graph, LossProgram, ParameterValues } from "../../../language";
import { type Head, sigmoidHead, withHead } from "../../../language/passes/heads";
import type { LossDefinition, LossId } from "../../../losses";
import { useActions } from "../../hooks/useApp";
import type { Form, FormGraphs } from "./formCurves";

export type PairId = "crossEntropy" | "focal";

/** Losses that the catalogue has twice: on a probability and on the logit. */
export const probabilityLogitPairs: Readonly<Record<PairId, Readonly<Record<Form, LossId>>>> = {
  crossEntropy: { probability: "bce", logit: "bce-logits" },
  focal: { probability: "focal", logit: "sigmoid-focal" },
};

/** The pair that explains a loss of the catalogue best. */
export function pairOf(id: LossId): PairId {
  return Object.values(probabilityLogitPairs.focal).some((focal) => focal === id) ? "focal" : "crossEntropy";
}

/**
 * The graphs of a pair over the logit; null while their sources are compiled, or if that failed.
 */
export function useFormGraphs(pair: PairId): FormGraphs | null {
  const { readLoss } = useActions();
  const [known, setKnown] = useState<{ pair: PairId; graphs: FormGraphs } | null>(null);
  useEffect(() => {
    let current = true;
    const { probability, logit } = probabilityLogitPairs[pair];
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
 * σ(z) = 1 / (1 + e^−z) with every step rounded, as in torch's kernels: as a single operation,
 * float32 would still distinguish p from 1 where torch no longer does. The derivative is torch's
 * too: the gradient times p·(1 − p).
 */
const steppedSigmoidHead: Head = {
  ...sigmoidHead,
  predictions: (b, [z]) => {
    const one = b.constant(1);
    return [b.div(one, b.add(one, b.unary("exp", b.neg(z!))))];
  },
};

/**
 * The loss over the logit: a loss on a probability is applied after σ, one on the logit is used as
 * it is.
 */
export function overLogit({ prediction }: Pick<LossDefinition, "prediction">, program: LossProgram): Graph {
  return (prediction === "probability" ? withHead(program, steppedSigmoidHead) : program).sample;
}

/**
 * Parameters of both forms, chosen so that a sample of this label has weight 1: α_t = 1,
 * `pos_weight` = 1, `weight` = 1 for both classes.
 */
export function pairParameters(label: 0 | 1, gamma: number): ParameterValues {
  return { alpha: label, gamma, pos_weight: 1, "weight[0]": 1, "weight[1]": 1 };
}
