import { tutorialExperiment } from "../experiment/defaults";
import type { Experiment } from "../experiment/experiment";
import type { LinkedExperiment } from "../experiment/link";
import { loadLaterTexts } from "../i18n";
import type { AppStore } from "../store/createAppStore";
import type { Notice } from "../store/state";
import { hashOf, viewIn } from "./view";

/** Browsers throttle history changes; a slider makes hundreds. */
const WRITE_AFTER_MS = 250;

/** Links and their schema are fetched when there is one to read or to write: most visits begin without. */
const links = () => import("../experiment/link");

/** What an address's hash asks for; null where it holds no experiment. */
export async function readAddress(hash = location.hash): Promise<LinkedExperiment | null> {
  if (hash === "") return null;
  const { decodeExperimentLink } = await links();
  return decodeExperimentLink(hash);
}

/** The page's address with this experiment in it, and with the view that it is at when the link has been made: another may be chosen meanwhile. */
export async function addressOf(experiment: Experiment): Promise<string> {
  const { encodeExperimentLink } = await links();
  const hash = await encodeExperimentLink(experiment);
  // Nothing to say about the defaults: the address stays clean.
  const rest = hash === (await encodeExperimentLink(tutorialExperiment)) ? "" : hash;
  return location.href.replace(/#.*$/, "") + hashOf(viewIn(location.hash), rest);
}

export function droppedNotice({ dropped }: LinkedExperiment): Notice | undefined {
  return dropped.length === 0 ? undefined : { kind: "dropped", fields: dropped };
}

/** Keeps the address and the experiment the same from now on, both ways. */
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
  // A link pasted into the address of an open page.
  window.addEventListener("hashchange", ({ newURL }) => {
    // The address may have been written over by what the page held before; the event says what was pasted.
    clearTimeout(timer);
    const hash = new URL(newURL).hash;
    void Promise.all([readAddress(hash), store.actions.loadLosses(), loadLaterTexts()]).then(([linked]) => {
      if (linked !== null) store.actions.loadExperiment(linked.experiment, droppedNotice(linked));
    });
  });
}
