import type { Experiment } from "../../experiment/experiment";
import type { AppStore } from "../createAppStore";
import { openingOf } from "../opening";
import type { OpenedFrom } from "../state";
import { defaultExplore, type PageState } from "./pageState";
import { pageOf } from "./shownPage";

/** Opens another experiment in Explore, trained; a notice offers to undo that. */
export function openExperiment(app: AppStore, experiment: Experiment, from: OpenedFrom): void {
  const undo = pageOf(app.getState());
  const own = { ...undo.explore, probe: null, trained: "all" } as const;
  const explore = from === "tutorial" ? defaultExplore : own;
  const page: PageState = { ...undo, view: "explore", experiment, explore };
  app.actions.openPage(page, openingOf(page, { played: false }), { kind: "opened", from, undo });
}

/** Shows the page again that the notice on screen has kept. */
export function undo(app: AppStore): void {
  const { notice } = app.getState();
  if (notice === null || !("undo" in notice) || notice.undo === undefined) return;
  app.actions.openPage(notice.undo, openingOf(notice.undo, { played: false }));
}
