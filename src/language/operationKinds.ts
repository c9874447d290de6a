import { binaryOperations, unaryOperations } from "./evaluate/scalarOperations";
import type { BinaryOp, Op, RankOp, ReduceOp, UnaryOp } from "./graph";

const unaryNames = new Set<Op>(Object.keys(unaryOperations) as UnaryOp[]);
const binaryNames = new Set<Op>(Object.keys(binaryOperations) as BinaryOp[]);

export const isUnary = (op: Op): op is UnaryOp => unaryNames.has(op);
export const isBinary = (op: Op): op is BinaryOp => binaryNames.has(op);
export const isReduction = (op: Op): op is ReduceOp => op === "sum" || op === "max" || op === "min";
export const isRanking = (op: Op): op is RankOp => op === "cumulate" || op === "cumulateBack";
/** Whether a node's values, one per sample, come from outside. */
export const isInput = (op: Op): boolean => op === "prediction" || op === "target" || op === "vector";
/** Whether a node's value for one sample depends on other samples. */
export const couplesSamples = (op: Op): boolean => isReduction(op) || isRanking(op);
