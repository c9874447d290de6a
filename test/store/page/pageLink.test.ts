import { deflateRawSync, inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  classCount,
  type Dataset,
  type DatasetKind,
  datasetField,
  datasetFields,
  datasets,
  defaultDataset,
} from "../../../src/datasets";
import { tutorialExperiment } from "../../../src/experiment/defaults";
import type { Experiment } from "../../../src/experiment/experiment";
import { limits } from "../../../src/experiment/limits";
import { MAX_JSON_BYTES, MAX_PACKED_CHARACTERS } from "../../../src/experiment/link/packed";
import { type OptimizerSettings, optimizerDefaults, optimizers, type Setting } from "../../../src/optimizers";
import { decodePage, encodePage } from "../../../src/store/page/pageLink";
import { defaultPage } from "../../../src/store/page/pageState";
import { anyLoss, real, whole } from "./anyPage";

/** A link around any text, as an attacker could make it. */
const linkOf = (text: string | Uint8Array) => `#e=1.${deflateRawSync(text).toString("base64url")}`;

const rate = real(limits.rate);
const anyValue = (setting: Setting): fc.Arbitrary<number | boolean> => {
  if (setting.type === "flag") return fc.boolean();
  const { min, max, excludes } = setting;
  const range = { min, max, minExcluded: excludes === "min", maxExcluded: excludes === "max" };
  return fc.double({ ...range, noNaN: true }).map((value) => value + 0);
};

/** Settings of one kind, anywhere within their bounds. */
function anyDataset(kind: DatasetKind): fc.Arbitrary<Dataset> {
  const numbers = datasetFields(kind).map((name) => {
    const field = datasetField(kind, name);
    return [name, field.whole ? whole(field) : real(field)] as const;
  });
  const counts = { positives: whole(classCount), negatives: whole(classCount) };
  return fc.record({ kind: fc.constant(kind), ...counts, ...Object.fromEntries(numbers) }) as fc.Arbitrary<Dataset>;
}

const anyExperiment: fc.Arbitrary<Experiment> = fc.record({
  dataset: fc.oneof(...datasets.map(({ kind }) => anyDataset(kind))),
  trainFraction: real(limits.trainFraction),
  model: fc.record({
    hidden: fc.array(whole(limits.width), { maxLength: limits.hiddenLayers.max }),
    activation: fc.constantFrom("relu" as const, "leaky_relu" as const, "tanh" as const, "sigmoid" as const),
    negativeSlope: real(limits.negativeSlope),
  }),
  loss: anyLoss,
  optimizer: fc.constantFrom(...optimizers).chain(({ name, settings }) =>
    fc
      .record({
        learningRate: rate,
        weightDecay: rate,
        weightDecayScope: fc.constantFrom("all" as const, "weights" as const),
        ...Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, anyValue(setting)])),
      })
      .map((values) => ({ ...optimizerDefaults(name), ...values })),
  ),
  regularisation: fc.record({ l1: rate, l2: rate }),
  batchSize: whole(limits.batchSize),
  epochs: whole(limits.epochs),
  seeds: fc.record({
    data: whole(limits.seed),
    split: whole(limits.seed),
    weights: whole(limits.seed),
    order: whole(limits.seed),
  }),
});

/** The link to Explore with this experiment. */
const encoded = (experiment: Experiment) => encodePage({ ...defaultPage, experiment });
/** What a link says of the experiment; null where it is no link. */
const decoded = (hash: string) => {
  const linked = decodePage(hash);
  return linked && { experiment: linked.page.experiment, dropped: linked.dropped };
};

/** The page as it opens has no hash. */
const throughLink = async (experiment: Experiment) => {
  const hash = await encoded(experiment);
  return hash === "" ? { experiment: defaultPage.experiment, dropped: [] } : decoded(hash);
};

describe("an experiment's link", () => {
  it("gives any experiment back exactly", async () => {
    await fc.assert(
      fc.asyncProperty(anyExperiment, async (experiment) => {
        expect((await encoded(experiment)).length).toBeLessThan(MAX_PACKED_CHARACTERS);
        expect(await throughLink(experiment)).toEqual({ experiment, dropped: [] });
      }),
      { numRuns: 200 },
    );
  });

  it("is short for the tutorial and for one changed number", async () => {
    expect((await encoded(tutorialExperiment)).length).toBeLessThan(12);
    const changed = { ...tutorialExperiment, loss: { id: "focal", parameters: { gamma: 3 } } };
    expect((await encoded(changed)).length).toBeLessThan(70);
  });

  it("opens as before if it was made when the rings were the only data set", async () => {
    // Made by the page of version 0.1.0.
    const radii =
      "#e=1.RYo7DoAgDEDv0pkQFjR29gTeoEkb0wWMrSyEuzuJ4_t0YHIyccAOVzV1bWKASwpQ5KSJKcx8EOtjgNu_fGqNOYA5Faabd2lKrrUAppjHeAE";
    const { dataset } = tutorialExperiment;
    expect(decoded(radii)).toEqual({
      experiment: {
        ...tutorialExperiment,
        dataset: {
          ...dataset,
          ...{ positives: 60, negatives: 600, positiveRadius: 9, negativeRadius: 7.5, standardDeviation: 0.5 },
        },
      },
      dropped: [],
    });
    const counts =
      "#e=1.HctBCoAgFEXRvbyxhBlN3M2jPhloikoT-XsPG14Od-BkZ5MOP_DIxX6_0uBXa60axNzalMLKJF3qXxdTIvxmwFgC4e3idlUDKfkI83b6AQ";
    expect(decoded(counts)).toEqual({
      experiment: {
        ...tutorialExperiment,
        dataset: { ...dataset, negatives: 1000 },
        loss: { id: "focal", parameters: { gamma: 3, alpha: 0.25 } },
        epochs: 12,
      },
      dropped: [],
    });
  });

  it("has only the kind of a data set at its defaults", async () => {
    for (const { kind } of datasets) {
      const experiment = { ...tutorialExperiment, dataset: defaultDataset(kind) };
      const hash = await encoded(experiment);
      expect(hash.length).toBeLessThan(60);
      expect(await throughLink(experiment)).toEqual({ experiment, dropped: [] });
    }
  });

  it("has only the name of an optimiser at its defaults", async () => {
    for (const { name } of optimizers) {
      const experiment = { ...tutorialExperiment, optimizer: optimizerDefaults(name) };
      const hash = await encoded(experiment);
      expect(hash.length, name).toBeLessThan(60);
      expect(decoded(hash)).toEqual({ experiment, dropped: [] });
    }
  });

  it("keeps the settings of an optimiser that has the tutorial's rate instead of its own", async () => {
    for (const { name } of optimizers) {
      const { learningRate } = tutorialExperiment.optimizer;
      const experiment = { ...tutorialExperiment, optimizer: { ...optimizerDefaults(name), learningRate } };
      const linked = await throughLink(experiment);
      expect(linked).toEqual({ experiment, dropped: [] });
    }
  });

  // Written when every experiment held the settings of all five optimisers of that time.
  it.each<[string, OptimizerSettings]>([
    [
      "#e=1.FccxCoAwEATAv2wdREtTC_b6ghSLBLyLnBcLQ_4uTjcN5fIs-aUhNmgSImJfFwScTKZZjy05EcdhCpAiVK_ydw5Q3k4rD6JbZe8f",
      { ...optimizerDefaults("SGD"), learningRate: 0.1, momentum: 0.9, nesterov: true },
    ],
    [
      "#e=1.FcdBCsJADAXQu_x1kBYRJLuC4F5PkI6hBCYZGTIbS-8u3b23o33T3H7awTtCXMF4Px8gVJUeFttLUsHTZZoJ3lwjh5-_EVZNmU_fCUUjtesHnH0owcLSpC6lDB9VsnXw9Tj-",
      { ...optimizerDefaults("SGD"), learningRate: 0.01, momentum: 0.5 },
    ],
    [
      "#e=1.q1bKLyjJzM2sSi1SsqpWSkotSTRSsjLQs7TUUUrMLU4vSkxRsiopKk2trQUA",
      { ...optimizerDefaults("Adam"), learningRate: 0.01, amsgrad: true, beta2: 0.99 },
    ],
    [
      "#e=1.q1bKLyjJzM2sSi1SsqpWykvMTVWyUnJMScwNV9JRKk_NTM8ocUlNTqxUsjLQM0QRCU7OLwAphggVK9XWAgA",
      { ...optimizerDefaults("AdamW"), weightDecay: 0.1, weightDecayScope: "weights" },
    ],
    [
      "#e=1.FcgxDoAgDEbhu_wzMRgnuYOLnsBooyS2JVAWiXc3vO17DZoscnwpIzTIzoSAddlS1gQHViaxygh-mBwolfiodPne6FBY1e4oV5-zw0FilOlEsFzp-34",
      { ...optimizerDefaults("RMSprop"), smoothing: 0.9, centered: true, momentum: 0.3, epsilon: 1e-6 },
    ],
    [
      "#e=1.Fck9CoAwDAbQu3xzEXXsVuhFQhsk0B8J6aCldxff-ib6bVLlZYWfaFQZHiHTpZThoGQcOdEDv2-HgzQxoRJSGnUUsq5_nGt9",
      { ...optimizerDefaults("Adagrad"), rateDecay: 0.1, initialAccumulator: 0.2 },
    ],
  ])("from an earlier version opens as before: %s", async (hash, optimizer) => {
    expect(decoded(hash)).toEqual({ experiment: { ...tutorialExperiment, optimizer }, dropped: [] });
  });

  it("never contains a number that JSON can't hold", async () => {
    const broken = { ...tutorialExperiment, loss: { id: "focal", parameters: { gamma: Number.NaN } } };
    const linked = await throughLink(broken);
    expect(linked).toEqual({ experiment: tutorialExperiment, dropped: [] });
  });

  it.each(["", "#", "#lesson", "#main", "#utm_source=mail", "x".repeat(50_000), "#view", "#=1"])(
    "is not recognised in %j",
    (hash) => {
      expect(decodePage(hash)).toBeNull();
    },
  );

  it("is uncompressed where the browser cannot compress, and opens all the same", async () => {
    const compression = globalThis.CompressionStream;
    onTestFinished(() => {
      globalThis.CompressionStream = compression;
    });
    globalThis.CompressionStream = class {
      constructor() {
        throw new TypeError("Unsupported compression format: 'deflate-raw'");
      }
    } as never;
    const experiment = { ...tutorialExperiment, epochs: 12, model: { ...tutorialExperiment.model, hidden: [16, 16] } };
    const hash = await encoded(experiment);
    expect(hash).toMatch(/^#e=1\./);
    expect(decoded(hash)).toEqual({ experiment, dropped: [] });
    // Every version of the page reads it: it is deflate all the same.
    const text = inflateRawSync(Buffer.from(hash.slice("#e=1.".length), "base64url")).toString();
    expect(JSON.parse(text)).toEqual({ epochs: 12, model: { hidden: [16, 16] } });
  });
});

describe("a hostile link", () => {
  const opensDefaults = (hash: string, problem: string) => {
    const linked = decoded(hash);
    expect(linked?.experiment).toEqual(tutorialExperiment);
    expect(linked?.dropped).toEqual([
      expect.objectContaining({ path: "link", problem, used: "the defaults", expected: expect.any(String) }),
    ]);
    expect(linked?.dropped[0]?.given.length).toBeGreaterThan(0);
  };

  it("opens the defaults and names the damage, wherever it is cut off", async () => {
    const experiment = { ...tutorialExperiment, epochs: 77, model: { ...tutorialExperiment.model, hidden: [16, 16] } };
    const hash = await encoded(experiment);
    for (let length = "#e=1.x".length; length < hash.length; length++) {
      opensDefaults(hash.slice(0, length), "damaged");
    }
  });

  it.each([
    ["#e=", "version"],
    ["#e=2.q1YqSy0qVrJSKAYA", "version"],
    ["#e=__proto__.abcd", "version"],
    ["#e=1.*", "damaged"],
    ["#e=1.a", "damaged"],
    ["#e=1.%E0%A4%A", "damaged"],
    ["#e=1.____", "damaged"],
    [linkOf(""), "not-settings"],
    [linkOf("{"), "not-settings"],
    [linkOf("NaN"), "not-settings"],
    [linkOf(new Uint8Array([0xff, 0xfe, 0x7b, 0x7d])), "not-settings"],
    [`#e=1.${"A".repeat(MAX_PACKED_CHARACTERS)}`, "too-long"],
    [linkOf("[".repeat(MAX_JSON_BYTES)), "not-settings"],
  ])("%.30s opens the defaults: %s", (hash, problem) => {
    opensDefaults(hash, problem);
  });

  it("that would decompress to megabytes is stopped at the limit", () => {
    const bomb = linkOf(new Uint8Array(8_000_000).fill(0x20));
    expect(bomb.length).toBeLessThan(MAX_PACKED_CHARACTERS);
    opensDefaults(bomb, "too-large");
    opensDefaults(linkOf(" ".repeat(MAX_JSON_BYTES + 1)), "too-large");
  });

  it.each([
    ['{"epochs":1e309}', "epochs"],
    ['{"epochs":-1}', "epochs"],
    ['{"epochs":null}', "epochs"],
    ['{"epochs":""}', "epochs"],
    ['{"epochs":"NaN"}', "epochs"],
    ['{"batchSize":0}', "batchSize"],
    ['{"batchSize":1.5}', "batchSize"],
    ['{"trainFraction":1e309}', "trainFraction"],
    ['{"optimizer":{"learningRate":-1e309}}', "optimizer.learningRate"],
    ['{"model":{"hidden":[1e309]}}', "model.hidden"],
    ['{"model":{"hidden":[1,2,3,4,5,6,7]}}', "model.hidden"],
    ['{"dataset":{"negatives":1e9}}', "dataset.negatives"],
    ['{"loss":{"parameters":{"gamma":1e309}}}', "loss.parameters.gamma"],
    ['{"loss":{"parameters":{"__proto__":1}}}', "loss.parameters.__proto__"],
    ['{"seeds":[]}', "seeds"],
    ['{"colour":"red"}', "colour"],
    ['{"__proto__":{"epochs":5}}', "__proto__"],
    ["[]", "experiment"],
    ["7", "experiment"],
  ])("with %s keeps the defaults there and names %s", async (json, path) => {
    const linked = decoded(linkOf(json));
    expect(linked?.experiment).toEqual(tutorialExperiment);
    expect(linked?.dropped.map((field) => field.path)).toEqual([path]);
  });

  it("keeps its good fields next to a bad one", async () => {
    const linked = decoded(linkOf('{"epochs":12,"batchSize":-3}'));
    expect(linked?.experiment).toEqual({ ...tutorialExperiment, epochs: 12 });
    expect(linked?.dropped.map((field) => field.path)).toEqual(["batchSize"]);
  });

  it("of any text is handled without an exception", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (text) => {
        for (const hash of [text, `#e=${text}`, `#e=1.${text}`, linkOf(text)]) {
          const linked = decoded(hash);
          if (linked !== null) expect(linked.experiment.dataset.kind).toBe("rings");
        }
      }),
      { numRuns: 200 },
    );
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), async (json) => {
        expect(decoded(linkOf(json))).not.toBeNull();
      }),
      { numRuns: 200 },
    );
  });
});
