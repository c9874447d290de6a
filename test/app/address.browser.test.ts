import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { droppedNotice, linkedLocale, readAddress } from "../../src/app/address";
import { addressOf, followAddress } from "../../src/app/followAddress";
import { openingHere } from "../../src/app/opening";
import { tutorialExperiment } from "../../src/experiment/defaults";
import type { Experiment } from "../../src/experiment/experiment";
import { currentLocale, startLocale } from "../../src/i18n";
import type { AppStore } from "../../src/store/createAppStore";
import { openExperiment as openIn, undo } from "../../src/store/page/openExperiment";
import { encodePage } from "../../src/store/page/pageLink";
import { defaultPage, type PageState, type Trained } from "../../src/store/page/pageState";
import { pageOf } from "../../src/store/page/shownPage";
import { finish, openExperiment, readyStore, smallExperiment, until } from "../store/openStore";

const changed = { ...smallExperiment, epochs: 7, loss: { id: "focal", parameters: { gamma: 3 } } };
const pageWith = (experiment: Experiment): PageState => ({ ...defaultPage, experiment });

afterEach(async () => {
  history.replaceState(null, "", location.href.replace(/#.*$/, ""));
  await startLocale("en");
});

function follow(store: AppStore): void {
  onTestFinished(followAddress(store));
}

/** Resolves when the address describes the page that the store shows. */
const describesPage = (store: AppStore) =>
  expect
    .poll(async () => (await readAddress())?.page ?? defaultPage)
    .toEqual(expect.objectContaining(pageOf(store.getState())));

/** One step through the history, after which the browser has told the page. */
const travel = (by: number) =>
  new Promise<void>((resolve) => {
    window.addEventListener("popstate", () => resolve(), { once: true });
    history.go(by);
  });

describe("the page's address", () => {
  it("is empty for the page as it opens and holds any other", async () => {
    expect(await readAddress()).toBeNull();
    expect(await addressOf(defaultPage)).not.toContain("#");
    history.replaceState(null, "", await addressOf(pageWith(changed)));
    expect(await readAddress()).toEqual({ page: pageWith(changed), language: null, dropped: [] });
  });

  it("is read if it was changed before this code came", async () => {
    const store = await readyStore(tutorialExperiment);
    const opened = { state: store.getState(), hash: location.hash };
    history.pushState(null, "", await addressOf(pageWith(changed)));
    onTestFinished(followAddress(store, opened));
    await expect.poll(() => store.getState().experiment).toEqual(changed);
  });

  it("follows everything that the page shows, and is empty again at the defaults", async () => {
    const store = await readyStore(tutorialExperiment);
    follow(store);
    const { actions } = store;
    actions.setLossParameter("gamma", 3);
    await describesPage(store);
    actions.setCurveAxis("logit");
    actions.setCurveScale("log");
    actions.setCurveDerivative("curvature");
    actions.addOverlay({ id: "bce-logits", parameters: {} });
    actions.setDotArea("equal");
    actions.setColourBy("predicted");
    actions.setSampleSet("validation");
    actions.setEasyAbove(0.8);
    actions.setHistoryMetric("recall");
    actions.moveProbe({ kind: "sample", index: 17 });
    actions.keepCompare({ ...defaultPage.compare, seeds: 8 });
    actions.keepSweep({ ...defaultPage.sweep, metric: "auc" });
    await describesPage(store);
    const { page } = (await readAddress())!;
    expect(page.explore).toEqual({
      ...{ curveAxis: "logit", curveScale: "log", curveDerivative: "curvature" },
      ...{ dotArea: "equal", colourBy: "predicted", sampleSet: "validation", easyAbove: 0.8 },
      historyMetric: "recall",
      ...{ probe: { kind: "sample", index: 17 }, overlays: [{ id: "bce-logits", parameters: {} }], trained: 0 },
    });
    await finish(store);
    await expect.poll(async () => (await readAddress())?.page.explore.trained).toBe("all");
    actions.openPage(defaultPage, "trained");
    await expect.poll(() => location.hash).toBe("");
  });

  it("keeps a view that is chosen while it is being written", async () => {
    const store = await readyStore();
    follow(store);
    store.actions.setLossParameter("gamma", 3);
    store.actions.showView("sweep");
    expect(location.hash).toMatch(/^#view=sweep/);
    await describesPage(store);
    store.actions.showView("explore");
    expect(location.hash).toMatch(/^#e=1\./);
    await describesPage(store);
  });

  it("goes back and forward through views only, and then describes what is shown", async () => {
    const store = await readyStore();
    follow(store);
    await describesPage(store);
    store.actions.showView("sweep");
    // A cell of the map is opened in Explore.
    openIn(store, changed, "cell");
    expect(store.getState().view).toBe("explore");
    await describesPage(store);
    await travel(-1);
    expect(store.getState().view).toBe("sweep");
    expect(store.getState().experiment).toBe(changed);
    await describesPage(store);
    await travel(-1);
    expect(store.getState().view).toBe("explore");
    expect(store.getState().experiment).toBe(changed);
    await describesPage(store);
    store.actions.setLossParameter("gamma", 1);
    await travel(2);
    expect(store.getState().view).toBe("explore");
    expect(store.getState().experiment.loss.parameters.gamma).toBe(1);
    await describesPage(store);
  });

  it("shows another page when another link is put there, and offers to undo that", async () => {
    const store = await readyStore();
    follow(store);
    await describesPage(store);
    const before = pageOf(store.getState());
    const linked: PageState = {
      ...pageWith(changed),
      view: "compare",
      explore: { ...defaultPage.explore, curveAxis: "logit", probe: { kind: "sample", index: 3 }, trained: "all" },
    };
    location.hash = await encodePage(linked);
    const { notice } = await until(store, ({ phase, view }) => view === "compare" && phase === "finished");
    expect(pageOf(store.getState())).toEqual(linked);
    expect(notice).toEqual({ kind: "opened", from: "link", undo: before });
    await describesPage(store);
    undo(store);
    expect(store.getState().notice).toBeNull();
    await until(store, ({ phase }) => phase === "ready");
    expect(pageOf(store.getState())).toEqual(before);
    await describesPage(store);
  });

  it("leaves the page as it is at a hash that is no link", async () => {
    const store = await readyStore(changed);
    follow(store);
    const before = store.getState().experiment;
    location.hash = "main";
    await describesPage(store);
    expect(store.getState().experiment).toBe(before);
    expect(store.getState().notice).toBeNull();
  });

  it("has no writing from before a link in place of the link", async () => {
    const store = await readyStore();
    follow(store);
    store.actions.setLossParameter("gamma", 4);
    location.hash = await encodePage(pageWith(changed));
    await until(store, ({ experiment }) => experiment.epochs === 7);
    await describesPage(store);
  });

  it("names the language that the sender chose, until the reader chooses one", async () => {
    const store = await readyStore();
    follow(store);
    location.hash = await encodePage(pageWith(changed), "zh-Hans");
    await until(store, ({ experiment }) => experiment.epochs === 7);
    expect(currentLocale()).toBe("zh-Hans");
    await expect.poll(() => location.hash).toMatch(/lang=zh-Hans/);
    expect(linkedLocale(await readAddress())).toBe("zh-Hans");
    await startLocale("en");
    await expect.poll(() => location.hash).not.toMatch(/lang/);
    expect(linkedLocale({ page: defaultPage, language: "xx", dropped: [] })).toBeNull();
  });

  it("names the parts of a link that the page could not use", async () => {
    location.hash = "#e=1.damaged";
    const linked = (await readAddress())!;
    expect(linked.page).toEqual(defaultPage);
    expect(droppedNotice(linked)).toMatchObject({ kind: "dropped", fields: [{ problem: "damaged" }] });
    expect(droppedNotice({ page: defaultPage, language: null, dropped: [] })).toBeUndefined();
  });
});

describe("a linked page", () => {
  it("opens trained as far as the sender's network", async () => {
    const store = await readyStore();
    const sent = await finish(store);
    openExperiment(store, smallExperiment);
    await until(store, ({ phase }) => phase === "ready");
    const opens = (trained: Trained) => {
      const page = { ...pageWith(smallExperiment), explore: { ...defaultPage.explore, trained } };
      store.actions.openPage(page, openingHere(page));
    };
    opens("all");
    const opened = await until(store, ({ phase }) => phase === "finished");
    expect(opened.snapshot!.parameters).toEqual(sent.snapshot!.parameters);
    opens(4);
    const part = await until(store, ({ phase }) => phase === "paused");
    expect(part.snapshot!.step).toBe(4);
    expect(pageOf(store.getState()).explore.trained).toBe(4);
  });

  it("is not trained while it opens if that would take long", async () => {
    const store = await readyStore();
    const large = { ...smallExperiment, epochs: 100_000, dataset: { ...smallExperiment.dataset, negatives: 100_000 } };
    store.actions.openPage(pageWith(large), openingHere(pageWith(large)));
    const opened = await until(store, ({ phase }) => phase === "ready");
    expect(opened.snapshot!.step).toBe(0);
  });

  it("keeps its probe on its data, and has the default one on others", async () => {
    const store = await readyStore();
    const probe = { kind: "sample", index: 5 } as const;
    store.actions.openPage(
      {
        ...pageWith({ ...changed, seeds: { ...changed.seeds, data: 9 } }),
        explore: { ...defaultPage.explore, probe },
      },
      "untrained",
    );
    await until(store, ({ phase }) => phase === "ready");
    expect(store.getState().probe).toEqual(probe);
    openExperiment(store, smallExperiment);
    await until(store, ({ phase }) => phase === "ready");
    expect(pageOf(store.getState()).explore.probe).toBeNull();
    expect(store.getState().probe).not.toEqual(probe);
  });
});
