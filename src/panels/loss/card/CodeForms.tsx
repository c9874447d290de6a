import { type ReactElement, useMemo, useRef, useState } from "react";
import { Button, SegmentedToggle } from "../../../controls";
import { useTranslate } from "../../../i18n";
import { asModule } from "../../../language/python/asModule";
import { withDefaults } from "../../../language/python/defaults";
import { torchCall } from "../../../losses/python/torchCall";
import { copyCode } from "../../format/copyCode";
import { CodeBlock } from "./CodeBlock";
import styles from "./LossCard.module.css";
import { NoteText } from "./NoteText";
import { type CardLoss, useNote } from "./useCardLoss";

type Form = "function" | "class" | "torch";

interface WrittenForm {
  id: Form;
  /** The code on screen. */
  code: string;
  /** Lines to put above it so that it runs as a file. */
  imports: string;
}

/**
 * The loss as code with the current values: a function, a module, torch's own call if there is one,
 * and Keras.
 */
export function CodeForms({ loss }: { loss: CardLoss }): ReactElement {
  const t = useTranslate();
  const note = useNote();
  const forms = useMemo(() => formsOf(loss), [loss]);
  const [chosen, setChosen] = useState<Form>("function");
  const [outcome, setOutcome] = useState<"copy" | "copied" | "selected">("copy");
  const codeRef = useRef<HTMLDivElement>(null);
  const form = forms.find(({ id }) => id === chosen) ?? forms[0]!;
  const keras = note(`${loss.definition.id}.keras`);
  const copy = async () => {
    const done = await copyCode(`${form.imports}${form.code}\n`, codeRef.current?.querySelector("code") ?? null);
    setOutcome(done);
    setTimeout(() => setOutcome("copy"), done === "copied" ? 1500 : 6000);
  };
  return (
    <>
      <div className={styles.codeHead}>
        <SegmentedToggle
          label={note("card.code")}
          choices={forms.map(({ id }) => ({ value: id, label: note(`card.code.${id}`) }))}
          value={form.id}
          onChange={setChosen}
        />
        <Button look="text" onClick={() => void copy()}>
          {t(`source.${outcome}`)}
        </Button>
      </div>
      <div ref={codeRef}>
        <CodeBlock code={form.code} label={note("card.code")} />
      </div>
      {loss.program?.notes.map((code) => (
        <p key={code}>
          <NoteText text={note(`card.better.${code}`)} />
        </p>
      ))}
      <p className={styles.quiet}>
        <NoteText text={note("card.order")} />
      </p>
      {keras !== "" && (
        <p>
          <span>{`${note("card.keras")}: `}</span>
          <NoteText text={keras.includes("`") ? keras : `\`${keras}\``} />
        </p>
      )}
    </>
  );
}

const functional = "import torch\nimport torch.nn.functional as F\n\n\n";
const modules = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\n\n";

function formsOf({ definition, values }: CardLoss): WrittenForm[] {
  const source = withDefaults(definition.source, values).trimEnd();
  const isClass = /^class\s/m.test(source);
  const line = torchCall(definition, values);
  return [
    ...(isClass ? [] : [{ id: "function", code: source, imports: functional } as const]),
    { id: "class", code: asModule(source), imports: modules },
    ...(line === undefined ? [] : [{ id: "torch", code: line, imports: torchImports(line) } as const]),
  ];
}

function torchImports(line: string): string {
  if (line.startsWith("torchvision.")) return "import torch\nimport torchvision\n\n";
  return "import torch\nimport torch.nn as nn\n\n";
}
