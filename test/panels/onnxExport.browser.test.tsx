import { expect, it } from "vitest";
import { MoreMenu } from "../../src/panels/status/MoreMenu";
import { until } from "../store/openStore";
import { renderPanel } from "./panelTest";

it("the export offers each file with the largest difference that ONNX Runtime found", async () => {
  const { screen, store, actions } = await renderPanel(<MoreMenu tools={null} />);
  actions.finishEpoch();
  const { snapshot } = await until(store, (state) => state.phase === "paused");
  await screen.getByRole("button", { name: /More$/ }).click();
  await screen.getByRole("button", { name: "Export" }).click();
  for (const [region, words] of [
    [
      "The trained network",
      new RegExp(`After ${snapshot!.step} steps, on \\d+ validation samples.* is (\\d\\.?\\d*e−[789]|0)\\.$`),
    ],
    [
      "The training graph",
      new RegExp(
        `^After ${snapshot!.step} steps .* most (0|\\d\\.?\\d*e−1\\d) between .* most \\d\\.?\\d*e−[3-9] between`,
      ),
    ],
  ] as const) {
    const file = screen.getByRole("region", { name: region });
    await expect.element(file.getByText(words), { timeout: 15_000 }).toBeVisible();
    await expect.element(file.getByRole("button", { name: /Download losscope-.*\.onnx/ })).toBeEnabled();
  }
});
