import { deflateRawSync } from "node:zlib";
import type { BrowserContextOptions, Locator, Page } from "playwright";
import { type OpenedPage, openPage } from "./openPage";

/** Interval at which the training's state is polled. */
const POLL_MS = 50;
/** Far above the time of anything on the page on two busy cores. */
export const PATIENCE_MS = 30_000;

/** The page as a user sees it, by the English names of its parts. */
export class LosscopePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Resolves when the page has opened: its experiment is trained, or waits to be. */
  async ready(): Promise<void> {
    const main = this.page.getByRole("button", { name: /^(Watch it learn|Train|Train again)$/ });
    const settled = this.page.locator(":not([data-disabled], [aria-busy=true])");
    await main.and(settled).waitFor({ timeout: PATIENCE_MS });
    await this.page.locator("canvas").first().waitFor();
  }
  /** Goes back to the untrained network. */
  async reset(): Promise<void> {
    await this.#openLearning();
    await this.button("Reset").click();
    await this.button("Train").waitFor();
    // Space would be for the button.
    await this.button("Reset").blur();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }
  number(name: string): Locator {
    return this.page.getByRole("spinbutton", { name, exact: true });
  }
  slider(name: string): Locator {
    return this.page.getByRole("slider", { name, exact: true });
  }

  /** Whether a change retrains the whole run at once. */
  async setInstant(on: boolean): Promise<void> {
    await this.#inSettings(() => this.page.getByRole("switch", { name: "Instant retrain" }).setChecked(on));
  }
  /** Sets the pace of a training that is watched. */
  async setPace(pace: string): Promise<void> {
    await this.#inSettings(() => this.choose("Pace", pace));
  }
  async takeStep(): Promise<void> {
    await this.#inSettings(() => this.button("+1 step").click());
  }

  /** On a phone, the buttons of the run are in a part of their own. */
  async #openLearning(): Promise<void> {
    const part = this.page.getByRole("tab", { name: "Learning" });
    if ((await part.count()) > 0) await part.click();
  }

  /** Acts in the panel that says how the network is trained. */
  async #inSettings(act: () => Promise<void>): Promise<void> {
    const trigger = this.page.getByRole("button", { name: /How it trains$/ });
    await this.#openLearning();
    await trigger.click();
    const panel = this.page.getByRole("dialog");
    await panel.getByRole("switch").waitFor();
    await act();
    await this.page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    // Space would be for the button.
    await trigger.blur();
  }

  /** Chooses from a list that opens, such as the colours. */
  async choose(list: string, option: string): Promise<void> {
    await this.page.getByRole("combobox", { name: list, exact: true }).click();
    await this.page.getByRole("option", { name: option, exact: true }).click();
  }

  async type(field: string, value: string): Promise<void> {
    await this.number(field).fill(value);
    await this.number(field).press("Enter");
  }

  /** The steps taken and the run's total, from the bar of the progress. */
  async steps(): Promise<{ step: number; total: number }> {
    const text = await this.page
      .getByRole("progressbar", { name: "Progress of the training" })
      .getAttribute("aria-valuetext");
    const [step, total] = numbersIn(text ?? "");
    return { step: step!, total: total! };
  }
  async epochs(): Promise<{ epoch: number; total: number }> {
    const [epoch, total] = numbersIn(await this.page.getByText(/^epoch [\d,]+ of/).innerText());
    return { epoch: epoch!, total: total! };
  }
  /** Resolves when the step counter has reached at least this step. */
  async reaches(step: number): Promise<void> {
    await this.until(async () => (await this.steps()).step >= step, `step ${step}`);
  }
  /** Resolves when the run has ended, and its last picture is shown everywhere. */
  async finishes(): Promise<void> {
    await this.button("Watch it learn").waitFor({ timeout: PATIENCE_MS });
    const ended = async () => {
      const { epoch, total } = await this.epochs();
      return epoch === total;
    };
    await this.until(ended, "the last epoch");
  }

  /** A metric of the validation set, as written on the page: .750 */
  async figure(name: "F1" | "precision" | "recall" | "accuracy"): Promise<number> {
    return Number(await this.page.getByRole("meter", { name, exact: true }).getAttribute("aria-valuenow"));
  }

  /** The cells of the table of hard and easy pairs, row by row. */
  async hardEasy(): Promise<string[][]> {
    const rows = this.page
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name: /^(hard|easy)$/ }) });
    // The table is loaded after the first paint.
    await rows.first().waitFor();
    return Promise.all((await rows.all()).map((row) => row.getByRole("cell").allInnerTexts()));
  }

  /** The formula with the probe's numbers, as text. */
  async formula(): Promise<string> {
    const lines = await this.page.getByRole("math").allTextContents();
    return lines.join("\n");
  }

  /**
   * The rows of the table under a history: epoch and values, "–" for values that do not exist yet.
   */
  async history(name: string): Promise<string[][]> {
    const rows = this.page.getByRole("table", { name, exact: true }).getByRole("row");
    // The tables load after the first paint, and are visually hidden.
    await rows.first().waitFor({ state: "attached" });
    return (await Promise.all((await rows.all()).map((row) => row.locator("th,td").allTextContents()))).slice(1);
  }

  /** Texts that differ between two states of the training: counters, metrics, histories. */
  async results(): Promise<string> {
    const [{ step }, loss, f1, ...figures] = await Promise.all([
      this.steps(),
      this.history("Loss by epoch"),
      this.history("F1 on the validation set by epoch"),
      ...(["F1", "precision", "recall", "accuracy"] as const).map((name) => this.figure(name)),
    ]);
    return JSON.stringify({ step, loss, f1, figures });
  }

  boundary(): Promise<string | null> {
    return this.page.locator("[data-line=boundary] path").first().getAttribute("d");
  }

  status(): Locator {
    return this.page.getByRole("status");
  }

  async until(condition: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await condition())) {
      if (Date.now() > end) throw new Error(`${what}: not reached within ${PATIENCE_MS / 1000} s`);
      await this.page.waitForTimeout(POLL_MS);
    }
  }
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/[\d,]+/g)].map(([digits]) => Number(digits.replaceAll(",", "")));
}

export interface OpenedLosscope extends OpenedPage {
  losscope: LosscopePage;
}

/** Options of a page that is as usual: its opening training is played, its axes glide. */
export const WITH_MOTION = { reducedMotion: "no-preference" } as const;

export interface LosscopeOptions extends BrowserContextOptions {
  hash?: string;
  /** Resets the network that the page opens with. */
  untrained?: boolean;
}

/**
 * Opens the page, with a hash if one is given, and waits until it has trained its network: at once,
 * as for users who want no motion, unless the options say otherwise.
 */
export async function openLosscope(url: string, options: LosscopeOptions = {}): Promise<OpenedLosscope> {
  const { hash = "", untrained = false, ...context } = options;
  const opened = await openPage(url + hash, { reducedMotion: "reduce", ...context });
  const losscope = new LosscopePage(opened.page);
  await losscope.ready();
  if (untrained) await losscope.reset();
  return { ...opened, losscope };
}

/** A link's hash with these settings; `settings` may be any text. */
export function hashOf(settings: unknown): string {
  const text = typeof settings === "string" ? settings : JSON.stringify(settings);
  return `#e=1.${deflateRawSync(text).toString("base64url")}`;
}
