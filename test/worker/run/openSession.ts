import { onTestFinished } from "vitest";
import { EngineChooser } from "../../../src/training/engineChooser";
import { TrainingSession } from "../../../src/worker/run/session";
import { FakeClock, nextTurn } from "../fakeClock";
import { EventLog } from "./sessionEvents";

interface Options {
  /** Whether each picture is drawn as soon as it is sent. */
  draws?: boolean;
  /** Called whenever the session processes its messages. */
  onYield?: () => void;
  /** By default each reading of the clock takes 0.1 ms. */
  clock?: FakeClock;
  engines?: EngineChooser;
}

/** A session with its events, on a fake clock; it ends with the test. */
export function openSession(options: Options = {}) {
  const { draws = true, onYield, clock = new FakeClock(0.1), engines = new EngineChooser() } = options;
  const log = new EventLog();
  const session = new TrainingSession({
    emit(event) {
      log.add(event);
      if (draws && "picture" in event) void session.handle({ type: "drawn", picture: event.picture });
    },
    yieldToMessages() {
      onYield?.();
      return nextTurn();
    },
    clock,
    engines,
  });
  onTestFinished(() => session.dispose());
  return { log, session, clock };
}

/** Lets a running session do at least this many slices. */
export async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round++) await nextTurn();
}

/** Advances the time in steps short enough for the session's sleeps. */
export async function passTime(clock: FakeClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5) {
    clock.advance(5);
    await rounds(3);
  }
}
