import { readFileSync } from "node:fs";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import { InvalidExperimentError, readExperiment } from "../../src/experiment/schema";
import { decodePage } from "../../src/store/page/pageLink";

/** The command's argument is not an experiment. */
export class GivenExperimentError extends Error {
  constructor(given: string, detail: string) {
    super(`${given}: ${detail}`);
    this.name = "GivenExperimentError";
  }
}

/**
 * Reads `default`, a link with `#e=`, or a JSON file. Throws GivenExperimentError, which lists
 * every problem.
 */
export async function readGivenExperiment(given: string): Promise<Experiment> {
  if (given === "default") return tutorialExperiment;
  try {
    if (given.includes("#e=") || given.startsWith("e=")) {
      const linked = decodePage(given.slice(Math.max(0, given.indexOf("#"))));
      if (linked === null) throw new GivenExperimentError("link", "expected #e=… with an experiment");
      if (linked.dropped.length > 0) throw new InvalidExperimentError(linked.dropped);
      return linked.page.experiment;
    }
    return readExperiment(JSON.parse(readFileSync(given, "utf8")));
  } catch (error) {
    if (error instanceof GivenExperimentError) throw error;
    const name = given.includes("#e=") ? "link" : given;
    if (error instanceof SyntaxError) throw new GivenExperimentError(name, `expected JSON, got ${error.message}`);
    if (error instanceof InvalidExperimentError) {
      throw new GivenExperimentError(name, `not an experiment\n  ${error.message.replaceAll("\n", "\n  ")}`);
    }
    throw new GivenExperimentError(name, error instanceof Error ? error.message : String(error));
  }
}
