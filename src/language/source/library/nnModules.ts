import type { Context } from "../context";
import { type BoundArguments, type InstanceValue, signature, type Value } from "../values";
import { builtin } from "./builtin";
import { activations, alongDimension, lossFunctions } from "./functional";

/** `torch.nn`: a module is its function with the options given to its constructor. */

interface LossModule {
  functional: string;
  /** Arguments of `__init__`, in order. */
  options: string;
  /** Arguments of a call. */
  inputs?: string;
}

const lossModules: ReadonlyMap<string, LossModule> = new Map<string, LossModule>([
  ["BCELoss", { functional: "binary_cross_entropy", options: "weight size_average reduce reduction" }],
  [
    "BCEWithLogitsLoss",
    { functional: "binary_cross_entropy_with_logits", options: "weight size_average reduce reduction pos_weight" },
  ],
  ["MSELoss", { functional: "mse_loss", options: "size_average reduce reduction" }],
  ["L1Loss", { functional: "l1_loss", options: "size_average reduce reduction" }],
  ["SmoothL1Loss", { functional: "smooth_l1_loss", options: "size_average reduce reduction beta" }],
  ["HuberLoss", { functional: "huber_loss", options: "reduction delta" }],
  ["HingeEmbeddingLoss", { functional: "hinge_embedding_loss", options: "margin size_average reduce reduction" }],
  ["PoissonNLLLoss", { functional: "poisson_nll_loss", options: "log_input full size_average eps reduce reduction" }],
  ["SoftMarginLoss", { functional: "soft_margin_loss", options: "size_average reduce reduction" }],
  ["KLDivLoss", { functional: "kl_div", options: "size_average reduce reduction log_target" }],
  ["GaussianNLLLoss", { functional: "gaussian_nll_loss", options: "* full eps reduction", inputs: "input target var" }],
  [
    "CrossEntropyLoss",
    { functional: "cross_entropy", options: "weight size_average ignore_index reduce reduction label_smoothing" },
  ],
  ["NLLLoss", { functional: "nll_loss", options: "weight size_average ignore_index reduce reduction" }],
  ["MultiMarginLoss", { functional: "multi_margin_loss", options: "p margin weight size_average reduce reduction" }],
  ["MultiLabelMarginLoss", { functional: "multilabel_margin_loss", options: "size_average reduce reduction" }],
  [
    "MultiLabelSoftMarginLoss",
    { functional: "multilabel_soft_margin_loss", options: "weight size_average reduce reduction" },
  ],
  [
    "MarginRankingLoss",
    {
      functional: "margin_ranking_loss",
      options: "margin size_average reduce reduction",
      inputs: "input1 input2 target",
    },
  ],
  [
    "CosineEmbeddingLoss",
    {
      functional: "cosine_embedding_loss",
      options: "margin size_average reduce reduction",
      inputs: "input1 input2 target",
    },
  ],
  [
    "TripletMarginLoss",
    {
      functional: "triplet_margin_loss",
      options: "margin p eps swap size_average reduce reduction",
      inputs: "anchor positive negative",
    },
  ],
  ["CosineSimilarity", { functional: "cosine_similarity", options: "dim eps", inputs: "x1 x2" }],
  ["PairwiseDistance", { functional: "pairwise_distance", options: "p eps keepdim", inputs: "x1 x2" }],
]);

const activationModules: ReadonlyMap<string, { functional: string; options: string }> = new Map([
  ["Sigmoid", { functional: "sigmoid", options: "" }],
  ["Tanh", { functional: "tanh", options: "" }],
  ["ReLU", { functional: "relu", options: "inplace" }],
  ["LogSigmoid", { functional: "logsigmoid", options: "" }],
  ["Softplus", { functional: "softplus", options: "beta threshold" }],
  ["LeakyReLU", { functional: "leaky_relu", options: "negative_slope inplace" }],
  ["ELU", { functional: "elu", options: "alpha inplace" }],
  ["Softmax", { functional: "softmax", options: "dim" }],
  ["LogSoftmax", { functional: "log_softmax", options: "dim" }],
]);

export function nnMember(context: Context, name: string): Value | undefined {
  if (name === "Module") return { kind: "type", name: "Module" };
  const loss = lossModules.get(name);
  if (loss !== undefined) {
    const functional = lossFunctions.get(loss.functional)!;
    return builtin(`nn.${name}`, signature("", loss.options), (options) =>
      moduleInstance(name, loss.inputs ?? "input target", (args, at) =>
        functional.call(context, { ...options, ...args }, at),
      ),
    );
  }
  const activation = activationModules.get(name);
  if (activation !== undefined) {
    const functional = (activations.get(activation.functional) ?? alongDimension.get(activation.functional))!;
    return builtin(`nn.${name}`, signature("", activation.options), (options) =>
      moduleInstance(name, "input", (args, at) =>
        functional.call(context, args.input!.value, { ...options, ...args }, at),
      ),
    );
  }
  if (name !== "Identity") return undefined;
  return builtin("nn.Identity", signature("", "a b c"), () =>
    moduleInstance(name, "input", (args) => args.input!.value),
  );
}

function moduleInstance(
  name: string,
  inputs: string,
  call: (args: BoundArguments, at: Parameters<ReturnType<typeof builtin>["call"]>[1]) => Value,
): InstanceValue {
  return {
    kind: "instance",
    className: `nn.${name}`,
    definition: undefined,
    attributes: new Map(),
    forward: builtin(`nn.${name}`, signature(inputs), call),
  };
}
