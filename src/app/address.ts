import { tutorialExperiment } from "../experiment/defaults";
import type { Experiment } from "../experiment/experiment";
import type { LinkedExperiment } from "../experiment/link";
import { loadLaterTexts } from "../i18n";
import type { AppStore } from "../store/createAppStore";
import type { Notice } from "../store/state";
import { openingHere } from "./opening";
import { hashOf, viewIn } from "./view";

/** Browsers throttle history changes, and a slider makes hundreds. */
const WRITE_AFTER_MS = 250;

/**
 * The code for links and their schema is fetched when a link is read or written: most visits start
 * without one.
 */
const links = () => import("../experiment/link");

/** The experiment in an address's hash; null if it contains none. */
export async function readAddress(hash = location.hash): Promise<LinkedExperiment | null> {
  if (hash === "") return null;
  const { decodeExperimentLink } = await links();
  return decodeExperimentLink(hash);
}

/**
 * The page's address with this experiment. The view is read after encoding, since it may change
 * meanwhile.
 */
export async function addressOf(experiment: Experiment): Promise<string> {
  const { encodeExperimentLink } = await links();
  const hash = await encodeExperimentLink(experiment);
  // The default experiment is left out, so that the address stays short.
  const rest = hash === (await encodeExperimentLink(tutorialExperiment)) ? "" : hash;
  return location.href.replace(/#.*$/, "") + hashOf(viewIn(location.hash), rest);
}

export function droppedNotice({ dropped }: LinkedExperiment): Notice | undefined {
  return dropped.length === 0 ? undefined : { kind: "dropped", fields: dropped };
}

/** Keeps the address and the experiment in sync from now on, in both directions. */
export function followAddress(store: AppStore): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = async (experiment: Experiment) => {
    const address = await addressOf(experiment);
    if (store.getState().experiment === experiment) history.replaceState(history.state, "", address);
  };
  store.subscribe((state, before) => {
    if (state.experiment === before.experiment) return;
    clearTimeout(timer);
    timer = setTimeout(() => void write(state.experiment), WRITE_AFTER_MS);
  });
  // For a link pasted into the address bar of an open page.
  window.addEventListener("hashchange", ({ newURL }) => {
    // A pending write may have replaced the pasted address, so it is read from the event.
    clearTimeout(timer);
    const hash = new URL(newURL).hash;
    void Promise.all([readAddress(hash), store.actions.loadLosses(), loadLaterTexts()]).then(([linked]) => {
      if (linked === null) return;
      const { experiment } = linked;
      store.actions.loadExperiment(experiment, openingHere(experiment), droppedNotice(linked));
    });
  });
}
