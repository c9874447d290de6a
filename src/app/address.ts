import { tutorialExperiment } from "../experiment/defaults";
import type { Experiment } from "../experiment/experiment";
import { decodeExperimentLink, encodeExperimentLink, type LinkedExperiment } from "../experiment/link";
import type { AppStore } from "../store/createAppStore";
import type { Notice } from "../store/state";

/** Browsers throttle history changes; a slider makes hundreds. */
const WRITE_AFTER_MS = 250;

/** What the page's address asks for; null where it holds no experiment. */
export function readAddress(): Promise<LinkedExperiment | null> {
  return decodeExperimentLink(location.hash);
}

export function droppedNotice({ dropped }: LinkedExperiment): Notice | undefined {
  return dropped.length === 0 ? undefined : { kind: "dropped", fields: dropped };
}

/** Keeps the address and the experiment the same from now on, both ways. */
export function followAddress(store: AppStore): void {
  const withoutChanges = encodeExperimentLink(tutorialExperiment);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = async (experiment: Experiment) => {
    const hash = await encodeExperimentLink(experiment);
    // Nothing to say about the defaults: the address stays clean.
    const tidy = hash === (await withoutChanges) ? location.pathname + location.search : hash;
    history.replaceState(history.state, "", tidy);
  };
  store.subscribe((state, before) => {
    if (state.experiment === before.experiment) return;
    clearTimeout(timer);
    timer = setTimeout(() => void write(state.experiment), WRITE_AFTER_MS);
  });
  // A link pasted into the address of an open page.
  window.addEventListener("hashchange", () => {
    void readAddress().then((linked) => {
      if (linked !== null) store.actions.loadExperiment(linked.experiment, droppedNotice(linked));
    });
  });
}
