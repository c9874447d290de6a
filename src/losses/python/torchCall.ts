import type { ParameterValue } from "../../language";
import { pythonLiteral } from "../../language/python/literal";
import type { LossDefinition } from "../definition";

/** Keywords that torch takes as tensors. */
const tensorKeywords: ReadonlySet<string> = new Set(["weight", "pos_weight"]);

/**
 * The loss in one line, where torch has it: `nn.HuberLoss(delta=1.0)(y_pred, y_true)`. Keywords that are None are left out, as torch's own
 * default for them. Undefined where torch does not have the loss.
 */
export function torchCall(
  { torch, inputs }: Pick<LossDefinition, "torch" | "inputs">,
  parameters: Readonly<Record<string, ParameterValue>>,
): string | undefined {
  if (torch === undefined) return undefined;
  const tensors = inputs?.map(({ name }) => name) ?? ["y_pred", "y_true"];
  const keywords = Object.entries(parameters)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${keywordValue(name, value)}`);
  // A class is made with its keywords, then called; a function takes everything at once.
  const isClass = /^[A-Z]/.test(torch.split(".").at(-1)!);
  if (isClass) return `${torch}(${keywords.join(", ")})(${tensors.join(", ")})`;
  return `${torch}(${[...tensors, ...keywords].join(", ")})`;
}

function keywordValue(name: string, value: ParameterValue): string {
  const text = pythonLiteral(value);
  return tensorKeywords.has(name) ? `torch.tensor(${text})` : text;
}
