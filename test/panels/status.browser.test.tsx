import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { parseExperiment } from "../../src/experiment/schema";
import { MoreMenu } from "../../src/panels/status/MoreMenu";
import { NoticeBar } from "../../src/panels/status/NoticeBar";
import { PlaneNote } from "../../src/panels/training/note/PlaneNote";
import type { FailureCode } from "../../src/training/failure";
import { fail, openExperiment, smallExperiment, until, viewOf } from "../store/openStore";
import { renderPanel } from "./panelTest";

describe("the header's menu", () => {
  it("says which engine runs and why, and starts a new run on another", async () => {
    const { screen, store } = await renderPanel(<MoreMenu tools={null} />);
    const { engine } = viewOf(store.getState());
    await screen.getByRole("button", { name: /More$/ }).click();
    await expect.element(screen.getByText(engine!.description)).toBeVisible();
    await screen.getByRole("radio", { name: "float64" }).click();
    await until(store, (state) => state.engine?.id === "float64" && state.phase === "ready");
    await expect.element(screen.getByText("You chose this engine.")).toBeVisible();
  });

  it("lets arrow keys pass over engines without starting or downloading any, until Enter or Space", async () => {
    const { screen, store } = await renderPanel(<MoreMenu tools={null} />);
    const preferences: string[] = [];
    store.subscribe(({ enginePreference }, before) => {
      if (enginePreference !== before.enginePreference) preferences.push(enginePreference);
    });
    await screen.getByRole("button", { name: /More$/ }).click();
    const radio = (name: string) => screen.getByRole("radio", { name, exact: true });
    await expect.element(radio("float64")).toBeVisible();
    (radio("float64").element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(radio("ONNX")).toHaveFocus();
    await userEvent.keyboard("{ArrowRight}{ArrowLeft}{ArrowLeft}");
    await expect.element(radio("float64")).toHaveFocus();
    expect(preferences).toEqual([]);
    await userEvent.keyboard("{Enter}");
    expect(preferences).toEqual(["float64"]);
    await userEvent.keyboard("{ArrowUp}{ArrowUp} ");
    expect(preferences).toEqual(["float64", "cpu"]);
  });
});

const nextSteps: Readonly<Record<FailureCode, RegExp>> = {
  diverged: /tenth of the rate/,
  "device-lost": /Continue on the CPU/,
  unsupported: /Continue on the CPU/,
  "out-of-memory": /Continue on the CPU/,
  "worker-died": /Start again/,
  "bad-loss": /Use the focal loss/,
  unknown: /Start again/,
};

describe("a failure's note on the plane", () => {
  it.each(Object.entries(nextSteps) as [FailureCode, RegExp][])(
    "explains %s in a sentence, and its next step works",
    async (code, step) => {
      const { screen, store } = await renderPanel(<PlaneNote />);
      await expect.element(screen.getByRole("alert")).not.toBeInTheDocument();
      const engine = { id: "webgpu", description: "a GPU", reason: "chosen" } as const;
      fail(store, { code, detail: "what the engine said", step: 12 }, engine);
      await expect.element(screen.getByRole("alert")).toHaveTextContent(/\w+ \w+.*\./);
      const detail = screen.getByText("what the engine said");
      if (code === "diverged") await expect.element(detail).not.toBeInTheDocument();
      else await expect.element(detail).not.toBeVisible();
      await screen.getByRole("button", { name: step }).click();
      await expect.element(screen.getByRole("alert")).not.toBeInTheDocument();
      const goesOn = code === "diverged" || step.source.includes("CPU");
      const { experiment } = await until(store, ({ phase }) => phase === (goesOn ? "running" : "ready"));
      if (code === "diverged") {
        expect(experiment.optimizer.learningRate).toBe(smallExperiment.optimizer.learningRate / 10);
      }
      if (step.source.includes("CPU")) {
        expect(viewOf(store.getState()).engine!.id).toBe("cpu");
      }
    },
  );

  it("does not offer the CPU to a run that failed on it", async () => {
    const { screen, store } = await renderPanel(<PlaneNote />);
    store.actions.chooseEngine("cpu");
    await until(store, ({ engine, phase }) => engine?.id === "cpu" && phase === "ready");
    fail(store, { code: "out-of-memory", detail: "", step: 0 });
    await expect.element(screen.getByRole("button", { name: "Start again" })).toBeVisible();
    await expect.element(screen.getByRole("button", { name: "Continue on the CPU" })).not.toBeInTheDocument();
  });
});

describe("notices", () => {
  it("name the unusable parts of a link until dismissed", async () => {
    const { screen, store } = await renderPanel(<NoticeBar />);
    const { experiment, dropped } = parseExperiment({
      batchSize: 0,
      loss: { id: "focal", parameters: { zeta: 1 } },
    });
    openExperiment(store, experiment, { kind: "dropped", fields: dropped });
    const status = screen.getByRole("status");
    await expect.element(status).toHaveTextContent("2 settings of the link were not usable");
    await expect.element(status).toHaveTextContent("batchSize: 0 is not usable, 100 is used instead");
    await expect.element(status).toHaveTextContent("loss.parameters.zeta: 1 is not usable and was left out");
    await until(store, (state) => state.phase === "ready");
    expect(viewOf(store.getState()).failure).toBeNull();
    await screen.getByRole("button", { name: "Dismiss" }).click();
    await expect.element(status).toBeEmptyDOMElement();
  });

  it("explain what is wrong with a link as a whole", async () => {
    const { screen, store } = await renderPanel(<NoticeBar />);
    const link = { path: "link", given: "AAAA", expected: "a complete link", used: "the defaults" };
    store.actions.show({ kind: "dropped", fields: [{ ...link, problem: "damaged" }] });
    await expect.element(screen.getByRole("status")).toHaveTextContent("cut short or altered");
  });

  it("of a reset disappear on their own", async () => {
    const { screen, store } = await renderPanel(<NoticeBar />);
    store.actions.show({ kind: "reset" });
    await expect.element(screen.getByRole("status")).toHaveTextContent("starts a new run");
    await expect.poll(() => store.getState().notice).toBeNull();
  });
});
