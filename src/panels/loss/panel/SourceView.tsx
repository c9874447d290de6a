import { type ReactElement, useMemo, useRef, useState } from "react";
import { Button } from "../../../controls";
import { useTranslate } from "../../../i18n";
import { withDefaults, writtenParameters } from "../../../language/python/defaults";
import { completeParameters, type GivenParameters } from "../../../losses/parameterValues";
import { lazyPart } from "../../../scheduling/lazyPart";
import { useWhenIdle } from "../../../scheduling/useWhenIdle";
import { copyCode } from "../../format/copyCode";
import { useApp } from "../../hooks/useApp";
import { useDefinition } from "../../hooks/useDefinition";
import { Block } from "../../parts/Panel";
import styles from "./SourceView.module.css";

/** Highlights the same text, so that nothing moves when it is loaded. */
const HighlightedCode = lazyPart(() => import("./HighlightedCode"), "HighlightedCode", { failure: "fallback" });

/** The loss's PyTorch source, with the parameters' current values instead of the defaults. */
export function SourceView(): ReactElement {
  const t = useTranslate();
  const { source } = useDefinition();
  const parameters = useApp((state) => state.experiment.loss.parameters);
  const [outcome, setOutcome] = useState<"copy" | "copied" | "selected">("copy");
  const codeRef = useRef<HTMLElement>(null);
  const shown = useWhenIdle(
    useMemo(() => ({ source, parameters }), [source, parameters]),
    (one) => one.source,
  );
  const code = useMemo(() => sourceAt(shown.source, shown.parameters), [shown]);
  const copy = async () => {
    const done = await copyCode(`${imports}${sourceAt(source, parameters)}`, codeRef.current);
    setOutcome(done);
    setTimeout(() => setOutcome("copy"), done === "copied" ? 1500 : 6000);
  };
  return (
    <Block
      heading={t("source.heading")}
      detail="PyTorch"
      aside={
        <Button look="text" onClick={() => void copy()}>
          {t(`source.${outcome}`)}
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={styles.source} tabIndex={0} aria-label={t("source.heading")}>
        <pre>
          <code ref={codeRef} translate="no">
            <HighlightedCode code={code} fallback={<span>{code}</span>} />
          </code>
        </pre>
      </section>
    </Block>
  );
}

const imports = "import torch\nimport torch.nn.functional as F\n\n\n";

/** Replaces the defaults by the current values. */
function sourceAt(source: string, given: GivenParameters): string {
  return withDefaults(source, completeParameters(writtenParameters(source), given)).trimEnd();
}
