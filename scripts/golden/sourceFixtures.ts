/** The losses given as source text: `sources.json` and `pasted.json`, in one form. */
import type { ParameterValue } from "../../src/language";
import { decodeNumber, type Encoded, type EncodedTensor, FixtureError } from "./encoding";

export interface SourceCase {
  name: string;
  /** Columns of [batch]. */
  prediction: number[][];
  target: number[][];
  /** Values that differ from the defaults. */
  parameters: Record<string, ParameterValue>;
  /** One number, or one for each sample where nothing is reduced. */
  value: Encoded | Encoded[];
  /** Of the value's sum, by column. */
  gradient: Encoded[][];
  /** Whether torch itself gives NaN or Infinity. */
  nonfinite: boolean;
}

export interface SourceEntry {
  id: string;
  source: string;
  /** Literal sizes next to the batch. */
  sizes: { prediction: number[]; target: number[] };
  /** What it must be read as, where the file says so. */
  entry?: string;
  roles?: { prediction: string; target: string };
  cases: SourceCase[];
  /** For a text that must be refused: its lines (none: any), and words of the message. */
  refusal?: { lines: number[]; mentions: string[] };
}

type Rows = number[] | number[][];

interface Pasted {
  id: string;
  source: string;
  expected: "accept" | "refuse";
  parameters?: Record<string, ParameterValue> | null;
  line?: number | null;
  mentions?: string[] | null;
  cases: { name: string; prediction: Rows; target: Rows; value: Encoded | Encoded[] | null; gradient: Rows | null }[];
}

interface Accepted {
  id: string;
  source: string;
  entry: string;
  input: string;
  arguments: { prediction: string; target: string };
  cases: {
    name: string;
    prediction: EncodedTensor;
    target: EncodedTensor;
    parameters?: Record<string, ParameterValue>;
    value: Encoded | EncodedTensor;
    gradient: EncodedTensor;
    tags?: string[];
  }[];
}

interface Refused {
  id: string;
  source?: string;
  parts?: [string, number][];
  line: number | null;
  lines?: number[];
}

/** Throws FixtureError where the value is neither file. */
export function sourceFixture(value: unknown, file: string): SourceEntry[] {
  const { format } = (value ?? {}) as { format?: string };
  if (format === "pasted-losses") return (value as { losses: Pasted[] }).losses.map(pastedEntry);
  if (format !== "loss-sources")
    throw new FixtureError(file, 'format "loss-sources" or "pasted-losses"', JSON.stringify(format));
  const { accepted, refused } = value as { accepted: Accepted[]; refused: Refused[] };
  return [...accepted.map(acceptedEntry), ...refused.map(refusedEntry)];
}

function pastedEntry({ id, source, expected, parameters, line, mentions, cases }: Pasted): SourceEntry {
  const [first] = cases;
  const widthOf = (rows: Rows) => (Array.isArray(rows[0]) ? [rows[0].length] : []);
  return {
    id,
    source,
    sizes: { prediction: widthOf(first!.prediction), target: widthOf(first!.target) },
    cases: cases.map((example) => ({
      name: example.name,
      prediction: columnsOf(example.prediction),
      target: columnsOf(example.target),
      parameters: parameters ?? {},
      value: example.value ?? 0,
      gradient: columnsOf(example.gradient ?? []),
      nonfinite: false,
    })),
    ...(expected === "refuse" && { refusal: { lines: line == null ? [] : [line], mentions: mentions ?? [] } }),
  };
}

function columnsOf(rows: Rows): number[][] {
  const wide = rows.map((row) => (Array.isArray(row) ? row : [row]));
  return Array.from({ length: wide[0]?.length ?? 0 }, (_, column) => wide.map((row) => row[column]!));
}

function acceptedEntry({ id, source, entry, input, arguments: roles, cases }: Accepted): SourceEntry {
  const columns = (tensor: EncodedTensor): Encoded[][] => {
    const width = tensor.shape[1] ?? 1;
    return Array.from({ length: width }, (_, column) => tensor.data.filter((_, i) => i % width === column));
  };
  const numbers = (tensor: EncodedTensor) => columns(tensor).map((column) => column.map(decodeNumber));
  const wide = input === "class logits";
  return {
    id,
    source,
    entry,
    roles: { prediction: roles.prediction, target: roles.target },
    sizes: {
      prediction: wide ? [3] : (cases[0]?.prediction.shape.slice(1) ?? []),
      target: cases[0]?.target.shape.slice(1) ?? [],
    },
    cases: cases.map(({ name, prediction, target, parameters, value, gradient, tags }) => ({
      name,
      prediction: numbers(prediction),
      target: numbers(target),
      parameters: parameters ?? {},
      value: typeof value === "object" ? value.data : value,
      gradient: columns(gradient),
      nonfinite: tags?.includes("nonfinite") ?? false,
    })),
  };
}

function refusedEntry({ id, source, parts, line, lines }: Refused): SourceEntry {
  return {
    id,
    source: source ?? parts!.map(([part, count]) => part.repeat(count)).join(""),
    sizes: { prediction: [], target: [] },
    cases: [],
    refusal: { lines: lines ?? (line === null ? [] : [line]), mentions: [] },
  };
}
