import { TO_THE_END } from "./bufferLayouts";
import type { DispatchPacer } from "./dispatchPacer";
import type { KernelPlan } from "./kernelPlan";

/** One dispatch: SPAN's values, the number of workgroups, and the amount of work. */
export interface Span {
  firstMember: number;
  members: number;
  firstStep: number;
  stepCount: number;
  firstStage: number;
  stageEnd: number;
  firstTile: number;
  tileEnd: number;
  units: number;
}

export interface Workload {
  members: number;
  plan: KernelPlan;
  /** Number of passes of the loss. */
  passes: number;
  /** Multiplications per sample and step. */
  unitsPerSample: number;
  /** The cost of a step besides its samples. */
  unitsPerStep: number;
}

/** A dispatch may exceed the pacer's budget by this factor if it finishes the stretch. */
export const SLACK = 1.2;

/**
 * Splits a stretch of steps into dispatches of about the pacer's budget, which is read again before
 * each: first into runs of steps, then into groups of members, then, if a single step of a single
 * member is too long and its batch is tiled, within the step.
 */
export function* spanSchedule(sizes: readonly number[], workload: Workload, pacer: DispatchPacer): Generator<Span> {
  /** Takes the whole rest if it exceeds the budget by at most SLACK. */
  const budgetFor = (firstStep: number, group: number) => {
    let left = 0;
    for (let step = firstStep; step < sizes.length && left <= SLACK * pacer.budget; step++)
      left += unitsOf(step) * group;
    return left <= SLACK * pacer.budget ? left : pacer.budget;
  };
  const unitsOf = (step: number) => sizes[step]! * workload.unitsPerSample + workload.unitsPerStep;
  let firstStep = 0;
  while (firstStep < sizes.length) {
    let group = Math.min(workload.members, workload.plan.concurrentMembers);
    let units = unitsOf(firstStep);
    let stepCount = 1;
    if (units * group > pacer.budget) {
      group = Math.max(1, Math.min(group, Math.floor(pacer.budget / units)));
    } else {
      const budget = budgetFor(firstStep, group);
      while (firstStep + stepCount < sizes.length) {
        const more = unitsOf(firstStep + stepCount);
        if ((units + more) * group > budget) break;
        units += more;
        stepCount++;
      }
    }
    for (let firstMember = 0; firstMember < workload.members; firstMember += group) {
      const members = Math.min(group, workload.members - firstMember);
      if (units > pacer.budget && members === 1 && stepCount === 1 && !workload.plan.wholeBatch) {
        yield* withinStep(firstMember, firstStep, sizes[firstStep]!, workload, pacer);
      } else {
        const whole = { firstStage: 0, stageEnd: TO_THE_END, firstTile: 0, tileEnd: TO_THE_END };
        yield { firstMember, members, firstStep, stepCount, ...whole, units: units * members };
      }
    }
    firstStep += stepCount;
  }
}

/** Every pass of the loss in ranges of tiles, then the update. */
function* withinStep(
  firstMember: number,
  firstStep: number,
  size: number,
  workload: Workload,
  pacer: DispatchPacer,
): Generator<Span> {
  const { tileSize } = workload.plan;
  const tiles = Math.ceil(size / tileSize);
  const one = { firstMember, members: 1, firstStep, stepCount: 1 };
  for (let stage = 0; stage < workload.passes; stage++) {
    let firstTile = 0;
    while (firstTile < tiles) {
      const run = Math.max(1, Math.floor(pacer.budget / (tileSize * workload.unitsPerSample)));
      const tileEnd = Math.min(tiles, firstTile + run);
      const units = (tileEnd - firstTile) * tileSize * workload.unitsPerSample;
      yield { ...one, firstStage: stage, stageEnd: stage + 1, firstTile, tileEnd, units };
      firstTile = tileEnd;
    }
  }
  const update = { firstStage: workload.passes, stageEnd: TO_THE_END, firstTile: 0, tileEnd: TO_THE_END };
  yield { ...one, ...update, units: workload.unitsPerStep };
}

/** Whether this span completes the stretch. */
export function isLast(span: Span, workload: Workload, steps: number): boolean {
  const lastMember = span.firstMember + span.members === workload.members;
  return span.firstStep + span.stepCount === steps && lastMember && span.stageEnd === TO_THE_END;
}
