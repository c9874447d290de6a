import type { Browser, ElementHandle, Page } from "puppeteer-core";

/** Interval at which conditions are checked. */
const POLL_MS = 50;
/** Far above the time of anything on the page on two busy cores. */
export const PATIENCE_MS = 30_000;

/** The elements that can have a role. */
const ELEMENTS = {
  button: "button",
  combobox: "[role=combobox]",
  meter: "[role=meter]",
  option: "[role=option]",
  radio: "input[type=radio]",
  slider: "input[type=range]",
  spinbutton: "[role=spinbutton]",
  switch: "[role=switch]",
  table: "table",
};

export type Role = keyof typeof ELEMENTS;

/**
 * The page in a separate profile, by the roles and names of its parts. Names are read from the
 * document: Firefox's accessibility tree takes seconds per query on a busy machine.
 */
export class FirefoxPage {
  readonly #page: Page;
  /** Every message on the console and every failed request, since the page was opened. */
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.#page = page;
    page.on("console", (message) => this.problems.push(`console ${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => this.problems.push(`error: ${error instanceof Error ? error.stack : error}`));
    page.on("requestfailed", (request) => this.problems.push(`failed: ${request.url()}`));
    page.on("response", (response) => {
      if (response.status() >= 400) this.problems.push(`${response.status()}: ${response.url()}`);
    });
  }

  static async open(firefox: Browser, url: string): Promise<FirefoxPage> {
    const context = await firefox.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1440, height: 900 });
    const opened = new FirefoxPage(page);
    await page.goto(url, { waitUntil: "load" });
    return opened;
  }

  async close(): Promise<void> {
    await this.#page.browserContext().close();
  }

  /** The address from its `#` on. */
  hash(): string {
    return new URL(this.#page.url()).hash;
  }

  /** The enabled element with a role and name, as soon as it exists. */
  async find(role: Role, name: string): Promise<ElementHandle<Element>> {
    const found = this.#page.waitForFunction(
      (selector, wanted) => {
        const textOf = (id: string) => document.getElementById(id)?.textContent ?? "";
        const nameOf = (element: Element) =>
          element.getAttribute("aria-label") ??
          element.getAttribute("aria-labelledby")?.split(" ").map(textOf).join(" ") ??
          (element instanceof HTMLInputElement ? element.labels?.[0] : null)?.textContent ??
          (element instanceof HTMLTableElement ? element.caption : element)?.textContent;
        return [...document.querySelectorAll(selector)].find(
          (element) =>
            nameOf(element)?.trim() === wanted && !element.matches(":disabled") && !element.matches("[data-disabled]"),
        );
      },
      { polling: POLL_MS, timeout: PATIENCE_MS },
      ELEMENTS[role],
      name,
    );
    return (await named(found, `${role} ${name}`)) as ElementHandle<Element>;
  }

  /** The text of the first element of a selector that contains this text, as soon as it exists. */
  async waitForText(selector: string, text: string | RegExp): Promise<string> {
    const found = this.#page.waitForFunction(
      (elements, exact, pattern) =>
        [...document.querySelectorAll(elements)]
          .map(({ textContent }) => textContent ?? "")
          .find((own) => own === exact || (pattern !== "" && new RegExp(pattern).test(own))),
      { polling: POLL_MS, timeout: PATIENCE_MS },
      selector,
      typeof text === "string" ? text : "",
      typeof text === "string" ? "" : text.source,
    );
    return (await (await named(found, `${selector} ${text}`)).jsonValue()) as string;
  }

  async click(role: Role, name: string): Promise<void> {
    await (await this.find(role, name)).click();
  }

  async choose(list: string, option: string): Promise<void> {
    await this.click("combobox", list);
    await this.click("option", option);
  }

  /** Replaces the number in a field. */
  async type(field: string, value: string): Promise<void> {
    await (await this.find("spinbutton", field)).click({ count: 3 });
    await this.#page.keyboard.type(value);
    await this.press("Enter");
  }

  async press(key: "Enter" | "Escape" | "ArrowRight"): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  /**
   * Chooses whether a change trains the whole run again at once. The switch may go off by itself on
   * a slow machine until the user clicks it, so it is clicked even if its state is right.
   */
  async setInstant(on: boolean): Promise<void> {
    await this.click("button", "How it trains");
    const control = await this.find("switch", "Instant retrain");
    const isOn = await control.evaluate((element) => element.getAttribute("aria-checked") === "true");
    if (isOn === on) await control.click();
    await control.click();
    await this.press("Escape");
  }

  async setPace(pace: string): Promise<void> {
    await this.click("button", "How it trains");
    await this.choose("Pace", pace);
    await this.press("Escape");
  }

  /** A metric of the validation set; NaN if it is undefined. */
  async metric(name: string): Promise<number> {
    const meter = await this.find("meter", name);
    return meter.evaluate((element) =>
      element.getAttribute("aria-valuetext")?.startsWith("Undefined")
        ? Number.NaN
        : Number(element.getAttribute("aria-valuenow")),
    );
  }

  /** The texts of a table's body, row headers included. */
  async tableRows(caption: string): Promise<string[][]> {
    const table = await this.find("table", caption);
    return table.evaluate((element) =>
      [...(element as HTMLTableElement).tBodies].flatMap((body) =>
        [...body.rows].map((row) => [...row.cells].map((cell) => cell.innerText)),
      ),
    );
  }
}

/** Adds to the error of a wait what it waited for. */
async function named<Result>(waiting: Promise<Result>, what: string): Promise<Result> {
  try {
    return await waiting;
  } catch (cause) {
    throw new Error(`${what}: not there within ${PATIENCE_MS / 1000} s`, { cause });
  }
}
