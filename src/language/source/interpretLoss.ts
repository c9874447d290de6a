import { LossSourceError } from "../errors";
import type { Graph, NodeId } from "../graph";
import { GraphBuilder, MASK } from "../graphBuilder";
import {
  columnOutput,
  type Formula,
  type Guard,
  type LossParameter,
  type ParameterValue,
  type ProgramInput,
} from "../program";
import type { ReadEntry, Reading, ReadRoles } from "../reading";
import { Context } from "./context";
import { Decisions, MAX_WAYS } from "./decisions";
import { type Candidate, findCandidates, inOrder, noteUnread, readCandidate } from "./entry";
import { readInputKind, readLabels } from "./inputKind";
import { Interpreter } from "./interpreter";
import type { FirstTwoSizes, ReadOptions } from "./lossInputs";
import { ModuleScope } from "./moduleScope";
import { readFormula } from "./readFormula";
import { runEntry } from "./runEntry";
import { SourceText } from "./tree";

/** A source as a graph with output `value`. */
export interface InterpretedLoss {
  readonly name: string;
  readonly parameters: readonly LossParameter[];
  readonly inputs: readonly ProgramInput[];
  /**
   * Number of elements of a sample's loss. If there are several, they are the graph's outputs
   * `element`, `element1` …
   */
  readonly elements: number;
  readonly fixed: Readonly<Record<string, ParameterValue>>;
  readonly graph: Graph;
  readonly guards: readonly Guard[];
  readonly formula: Formula;
  readonly reading: Reading;
}

/**
 * Finds the loss in the text and runs it on its tensors: those of the options, or a prediction
 * and a target of the given sizes. Where several functions may be the loss, the likeliest that can
 * be read is taken.
 */
export function interpretLoss(text: string, options: ReadOptions, sizes: FirstTwoSizes): InterpretedLoss {
  const source = new SourceText(text);
  const context = new Context(source);
  const candidates = findCandidates(context, new Interpreter(context), source.top);
  const ordered = inOrder(candidates);
  const named = options.entry === undefined ? undefined : candidates.find(({ name }) => name === options.entry);
  const [likeliest] = ordered;
  if (likeliest === undefined) {
    throw context.error(
      { from: 0, to: 0 },
      "missing function",
      "there is no function and no class",
      "Write def loss(y_pred, y_true): …",
    );
  }
  const equals = ordered.filter(({ rank }) => rank >= likeliest.rank - SIMILAR);
  const tried = named === undefined ? equals.slice(0, MAX_TRIED) : [named];
  const by = named !== undefined ? "given" : ordered.length === 1 ? "only" : "guess";
  let first: unknown;
  let unmoved: InterpretedLoss | undefined;
  for (const candidate of tried) {
    try {
      const read = readAllWays(source, options, sizes, candidate, by, ordered);
      if (read.moves || tried.length === 1) return read.loss;
      unmoved ??= read.loss;
    } catch (error) {
      if (!(error instanceof LossSourceError)) throw error;
      first ??= error;
    }
  }
  if (first === undefined && unmoved !== undefined) return unmoved;
  throw first;
}

/** Candidates whose ranks differ by less are told apart by whether they can be read. */
const SIMILAR = 28;
/** A file of many losses is not read from end to end. */
const MAX_TRIED = 6;

interface Read {
  readonly loss: InterpretedLoss;
  /** Whether the value moves with the prediction: a metric that counts does not. */
  readonly moves: boolean;
}

/** Reads the loss once for every way through its ifs on numbers of the batch. */
function readAllWays(
  source: SourceText,
  options: ReadOptions,
  sizes: FirstTwoSizes,
  candidate: Candidate,
  by: ReadEntry["by"],
  ordered: readonly Candidate[],
): Read {
  const builder = new GraphBuilder();
  let ways = 0;
  const runs: Way[] = [];
  const follow = (wanted: readonly boolean[]): Way | undefined => {
    const context = new Context(source, builder, new Decisions(builder, wanted));
    if (++ways > MAX_WAYS) {
      throw context.error(
        candidate.node,
        "too large",
        `more than ${MAX_WAYS} ways through the ifs on numbers of the batch`,
        "Use torch.where",
      );
    }
    let way: Way | undefined;
    try {
      way = runWay(context, source, options, sizes, candidate);
    } catch (error) {
      // Torch stops there too, for such a batch.
      if (!(error instanceof LossSourceError && error.construct === "raise" && context.decisions.taken.length > 0))
        throw error;
    }
    if (way !== undefined) runs.push(way);
    const { taken } = context.decisions;
    for (let i = taken.length - 1; i >= wanted.length; i--) {
      const before = taken.slice(0, i).map(({ outcome }) => outcome);
      const other = follow([...before, !taken[i]!.outcome]);
      way =
        way === undefined || other === undefined ? (way ?? other) : merged(builder, taken[i]!.condition, way, other);
    }
    return way;
  };
  const whole = follow([]);
  const [first] = runs;
  if (whole === undefined || first === undefined)
    throw source.error(candidate.node, "raise", "the source stops for every batch", "Return a value");
  return finish(
    source,
    options,
    candidate,
    by,
    ordered,
    { ...first, value: whole.value, elements: whole.elements },
    runs,
  );
}

type Way = ReturnType<typeof runWay>;

function runWay(
  context: Context,
  source: SourceText,
  options: ReadOptions,
  sizes: FirstTwoSizes,
  candidate: Candidate,
) {
  context.oneColumn = sizes.prediction.length === 1 && sizes.prediction[0] === 1 && sizes.target.length <= 1;
  const interpreter = new Interpreter(context);
  const scope = new ModuleScope(interpreter, source.top);
  const loss = readCandidate(scope, candidate);
  if (loss === undefined) {
    throw context.error(
      candidate.node.getChild("VariableName")!,
      "missing function",
      `${candidate.name} is given another value below`,
      "Give the other value a name of its own",
    );
  }
  return { ...runEntry(interpreter, scope, loss, options, sizes), context, scope };
}

function merged(builder: GraphBuilder, condition: NodeId, yes: Way, no: Way): Way {
  const value = builder.select(condition, yes.value, no.value, MASK);
  return { ...yes, value, elements: [value] };
}

function finish(
  source: SourceText,
  options: ReadOptions,
  candidate: Candidate,
  by: ReadEntry["by"],
  ordered: readonly Candidate[],
  { context, scope, value, elements, ...way }: Way,
  runs: readonly Way[],
): Read {
  const { builder } = context;
  const named = elements.length > 1 ? elements.map((node, i) => [columnOutput("element", i), node] as const) : [];
  const graph = builder.graph({ value, ...Object.fromEntries(named) });
  const guards = runs.flatMap((run) => run.context.guards);
  noteUnread(context, scope, source.top);
  for (const line of source.left) context.unread.push({ line, text: "", why: "fence" });
  const entryOf = ({ name, kind, node }: Candidate, how: ReadEntry["by"]): ReadEntry => ({
    name,
    kind,
    line: source.place(node.from).line,
    by: how,
  });
  const columns = (differentiable: boolean) =>
    way.inputs
      .filter((input) => input.differentiable === differentiable)
      .reduce((total, { shape }) => total + shape.reduce((product, size) => product * size, 1), 0);
  const input = readInputKind(builder, value, way.roles.prediction, columns(true), options.input);
  const sizesOf = { prediction: columns(true), target: columns(false) };
  const reading: Reading = {
    entry: entryOf(candidate, by),
    candidates: ordered
      .filter((other) => other !== candidate && other.rank >= CALLABLE)
      .map((other) => entryOf(other, "guess")),
    roles: way.roles satisfies ReadRoles,
    input,
    labels: readLabels(builder, value, input.kind, sizesOf),
    unread: [...context.unread].sort((a, b) => a.line - b.line),
  };
  const { name, parameters, inputs, fixed } = way;
  return {
    loss: {
      name,
      parameters,
      inputs,
      elements: elements.length,
      fixed,
      graph,
      guards: guards.map(({ condition, outcome }) => ({ condition: builder.graph({ condition }), outcome })),
      formula: readFormula(context, value, inputs),
      reading,
    },
    moves: movesWithPrediction(builder, value),
  };
}

/** Candidates below cannot be called with a prediction and a target. */
const CALLABLE = 100;

/** Whether any gradient reaches the prediction: not through comparisons, rounding or an index. */
function movesWithPrediction(b: GraphBuilder, value: NodeId): boolean {
  const still = new Set([
    "lt",
    "le",
    "gt",
    "ge",
    "eq",
    "ne",
    "and",
    "or",
    "not",
    "sign",
    "floor",
    "ceil",
    "round",
    "detach",
  ]);
  const seen = new Set([value]);
  for (const id of seen) {
    const { op, inputs } = b.node(id);
    if (op === "prediction") return true;
    if (still.has(op)) continue;
    for (const input of op === "select" ? inputs.slice(1) : inputs) seen.add(input);
  }
  return false;
}
