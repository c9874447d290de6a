import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import { decodePage, encodePage } from "../../../src/store/page/pageLink";
import { defaultPage, type PageState } from "../../../src/store/page/pageState";

/** A page with every part of a link. */
const page: PageState = {
  ...defaultPage,
  view: "compare",
  experiment: { ...tutorialExperiment, epochs: 12, loss: { id: "focal", parameters: { gamma: 3.25 } } },
  explore: { ...defaultPage.explore, curveAxis: "logit", overlays: [{ id: "hinge", parameters: { margin: 0.5 } }] },
  compare: { ...defaultPage.compare, seeds: 7, losses: [{ id: "mse", parameters: {} }, tutorialExperiment.loss] },
};

let hash = "";
beforeAll(async () => {
  hash = await encodePage(page, "zh-Hans");
  expect(hash).toMatch(/^#view=compare&lang=zh-Hans&e=1\.[\w-]+&p=1\.[\w-]+$/);
});

/** Lines of 40 characters, each but the first after `prefix`. */
const wrapped = (text: string, prefix: string) => text.match(/.{1,40}/g)!.join(`\n${prefix}`);
const escaped = (text: string) => encodeURIComponent(text).replaceAll("#", "%23");

/** What programs between a sender and a reader do to a link. */
const programs: Readonly<Record<string, (link: string) => string>> = {
  nothing: (link) => link,
  "escape the equals signs": (link) => link.replaceAll("=", "%3D"),
  "escape everything": (link) => `#${escaped(link.replace(/^#/, ""))}`,
  "escape everything twice": (link) => `#${escaped(escaped(link.replace(/^#/, "")))}`,
  "escape in lower case": (link) => link.replaceAll("=", "%3d").replaceAll("&", "%26"),
  "write ampersands for HTML": (link) => link.replaceAll("&", "&amp;"),
  "write ampersands for HTML twice": (link) => link.replaceAll("&", "&amp;amp;"),
  "write characters as numbers": (link) => link.replaceAll("=", "&#61;").replaceAll("&p", "&#x26;p"),
  "write JSON": (link) => link.replaceAll("&", "\\u0026").replaceAll("=", "\\u003d"),
  "write quoted-printable": (link) => link.replaceAll("=", "=3D").replace(/.{60}/g, "$&=\r\n"),
  "write the names in capitals": (link) => link.replaceAll("&e=", "&E=").replaceAll("&p=", "&P=").replace("#v", "#V"),
  "end a sentence": (link) => `${link}.`,
  "close a bracket": (link) => `${link}).`,
  "list it": (link) => `${link}, `,
  "quote it": (link) => `${link}”`,
  "end a Chinese sentence": (link) => `${link}）。`,
  "close an angle bracket and a quotation mark": (link) => `${link}">`,
  "add a space": (link) => `${link}%20`,
  "add a line break": (link) => `${link}\n`,
  "break the line": (link) => wrapped(link, ""),
  "break the line and indent": (link) => wrapped(link, "    "),
  "break the line of a quoted mail": (link) => wrapped(link, "> "),
  "add soft hyphens and zero-width spaces": (link) => link.replace(/.{30}/g, "$&\u200b").replace(/.{50}/g, "$&\u00ad"),
  "drop the hash": (link) => link.replace(/^#/, ""),
  "write the alphabet of plain base64": (link) => link.replaceAll("_", "/").replace(/(?<=1\.[\w/]*)-/g, "+"),
  "add what they count visits with": (link) => `${link}&utm_source=mail&fbclid=Iw1.AR0abcdef`,
};

describe("a link that went through programs which", () => {
  it.each(Object.entries(programs))("%s opens the same page", (_, program) => {
    expect(decodePage(program(hash))).toEqual({ page, language: "zh-Hans", dropped: [] });
  });

  it("do any two of these opens the same page", () => {
    const program = fc.constantFrom(...Object.entries(programs));
    fc.assert(
      fc.property(program, program, ([one, first], [other, second]) => {
        expect(decodePage(second(first(hash))), `${one}, then ${other}`).toEqual({
          page,
          language: "zh-Hans",
          dropped: [],
        });
      }),
      { numRuns: 1000 },
    );
  });
});

const linkOf = (settings: unknown) => `e=1.${deflateRawSync(JSON.stringify(settings)).toString("base64url")}`;

describe("a link that says too much", () => {
  it("opens the first of several experiments, and says so", () => {
    const linked = decodePage(`#${linkOf({ epochs: 12 })}&${linkOf({ epochs: 13 })}`)!;
    expect(linked.page.experiment.epochs).toBe(12);
    expect(linked.dropped).toEqual([expect.objectContaining({ problem: "several", given: "2", used: "1" })]);
  });

  it("opens a later experiment where the first cannot be read", () => {
    const linked = decodePage(`#e=1.damaged&${linkOf({ epochs: 13 })}`)!;
    expect(linked.page.experiment.epochs).toBe(13);
    expect(linked.dropped).toEqual([expect.objectContaining({ problem: "several", given: "2", used: "2" })]);
  });

  it("names an unknown view", () => {
    const linked = decodePage(`#view=elsewhere&${linkOf({ epochs: 12 })}`)!;
    expect(linked.page).toEqual({ ...defaultPage, experiment: { ...tutorialExperiment, epochs: 12 } });
    expect(linked.dropped).toEqual([
      expect.objectContaining({ path: "view", given: '"elsewhere"', used: '"explore"' }),
    ]);
  });
});

describe("never a silent default:", () => {
  it.each([
    ["the name is lost", (text: string) => `#${text.slice(2)}`],
    ["the equals sign is lost", (text: string) => `#${text.replace("=", "")}`],
    ["the name is another", (text: string) => `#theme${text.slice(1)}`],
  ])("where %s, the link is named", (_, change) => {
    const linked = decodePage(change(linkOf({ epochs: 12 })))!;
    expect(linked.page).toEqual(defaultPage);
    expect(linked.dropped).toEqual([expect.objectContaining({ problem: "unknown" })]);
  });

  it("where everything is in lower case, the damage is named", () => {
    expect(decodePage(`#${linkOf({ epochs: 12 })}`.toLowerCase())!.dropped).toHaveLength(1);
  });

  it("a link cut anywhere opens what was sent, or says that it does not", () => {
    for (let length = "#view=compare&lang=zh-Hans&e=1.".length; length < hash.length; length++) {
      const linked = decodePage(hash.slice(0, length))!;
      const isWhole = linked.page.experiment.epochs === 12;
      expect(isWhole || linked.dropped.length > 0, `${length} characters`).toBe(true);
    }
  });
});
