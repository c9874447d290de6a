import { afterEach, describe, expect, it } from "vitest";
import { addressOf, droppedNotice, followAddress, readAddress } from "../../src/app/address";
import { showView } from "../../src/app/view";
import { tutorialExperiment } from "../../src/experiment/defaults";
import { encodeExperimentLink } from "../../src/experiment/link";
import { readyStore, until } from "../store/openStore";

const changed = { ...tutorialExperiment, epochs: 7, loss: { id: "focal", parameters: { gamma: 3 } } };

afterEach(() => history.replaceState(history.state, "", location.href.replace(/#.*$/, "")));

describe("the page's address", () => {
  it("is empty for the tutorial's experiment and holds any other", async () => {
    expect(await readAddress()).toBeNull();
    expect(await addressOf(tutorialExperiment)).not.toContain("#");
    history.replaceState(history.state, "", await addressOf(changed));
    expect(await readAddress()).toEqual({ experiment: changed, dropped: [] });
  });

  it("follows the experiment, and is empty again at the defaults", async () => {
    const store = await readyStore(tutorialExperiment);
    followAddress(store);
    store.actions.setLossParameter("gamma", 3);
    await expect.poll(() => location.hash).toMatch(/^#e=1\./);
    expect((await readAddress())!.experiment.loss.parameters).toEqual({ gamma: 3 });
    store.actions.selectLoss("focal");
    await expect.poll(() => location.hash).toBe("");
  });

  it("keeps a view that is chosen while the address is being written", async () => {
    const address = addressOf(changed);
    showView("sweep");
    expect(await address).toMatch(/#view=sweep&e=1\./);
    const back = addressOf(changed);
    showView("explore");
    expect(await back).toMatch(/#e=1\./);
  });

  it("starts a new experiment when another link is put there", async () => {
    const store = await readyStore(tutorialExperiment);
    followAddress(store);
    location.hash = await encodeExperimentLink(changed);
    const { snapshot, notice } = await until(store, (state) => state.snapshot!.totalSteps === 7 * 44);
    expect(snapshot!.step).toBe(0);
    expect(notice).toBeNull();
    expect(store.getState().experiment).toEqual(changed);
  });

  it("names the parts of a link that the page could not use", async () => {
    location.hash = "#e=1.damaged";
    const linked = await readAddress();
    expect(linked!.experiment).toEqual(tutorialExperiment);
    expect(droppedNotice(linked!)).toMatchObject({ kind: "dropped", fields: [{ problem: "damaged" }] });
    expect(droppedNotice({ experiment: changed, dropped: [] })).toBeUndefined();
  });
});
