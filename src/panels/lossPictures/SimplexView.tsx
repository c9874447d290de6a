import { type ReactElement, useMemo, useState } from "react";
import { LogitChart } from "../../charts/simplex/LogitChart";
import { SimplexChart } from "../../charts/simplex/SimplexChart";
import type { Simplex } from "../../charts/simplex/simplexGeometry";
import { Button, SegmentedToggle } from "../../controls";
import { SetToggle } from "../../controls/SetToggle";
import { Rich, useFormat, useTranslate } from "../../i18n";
import type { ParameterValues } from "../../language";
import type { LossDefinition } from "../../losses";
import type { ColumnLoss } from "../../losses/columnLoss";
import { Block } from "../parts/Panel";
import { CLASSES, classLoss, MIN_PROBABILITY, takesSets } from "./classLoss";
import { TutorialExample } from "./TutorialExample";
import styles from "./View.module.css";
import { WorkedSteps } from "./WorkedSteps";
import { logitsOf, logSoftmax, softmax } from "./workedSoftmax";

export interface LossViewProps {
  definition: LossDefinition;
  loss: ColumnLoss;
  parameters: ParameterValues;
}

const classes = Array.from({ length: CLASSES }, (_, k) => k);
const LOGITS = [-10, 10] as const;
/** Smaller gradients are rounding errors. */
const NO_DESCENT = 1e-9;
const SAME_LOSS = 1e-9;

/**
 * A loss of three classes over the triangle of their probabilities, with the steps from the logits
 * to the loss in numbers.
 */
export function SimplexView({ definition, loss, parameters }: LossViewProps): ReactElement {
  const t = useTranslate();
  const format = useFormat();
  const [logits, setLogits] = useState<readonly number[]>([0.3, 1.5, -0.6]);
  const [chosen, setChosen] = useState<readonly number[]>([0]);
  const [showsTutorial, setShowsTutorial] = useState(false);
  const sets = takesSets(definition);
  const trueClasses = useMemo(() => new Set(sets ? chosen : [chosen[0] ?? 0]), [chosen, sets]);
  const own = useMemo(
    () => classLoss(definition, loss, parameters, trueClasses),
    [definition, loss, parameters, trueClasses],
  );

  const point = softmax(logits) as [number, number, number] satisfies Simplex;
  const { value, gradient } = own.at(logits);
  const descent = gradient.map((g) => -g);
  const meanLogit = logits.reduce((sum, z) => sum + z, 0) / logits.length;
  // The surface depends on the mean logit only if adding a constant to all logits changes the loss.
  const shifts = [-1, 1].some((by) => Math.abs(own.at(logits.map((z) => z + by)).value - value) > SAME_LOSS);
  const drawnMean = shifts ? Math.round(meanLogit * 100) / 100 : 0;
  const surface = useMemo(() => own.surface(drawnMean), [own, drawnMean]);
  const strongest = descent.reduce((most, p, k) => (Math.abs(p) > Math.abs(descent[most]!) ? k : most), 0);
  const moves = Math.abs(descent[strongest]!) > NO_DESCENT;

  const write = (number: number) => format.bare(number, 3);
  const name = (k: number) => t("view.simplex.class", { class: k });
  const probabilities = point.map((p) => format.bare(p, 2)).join(", ");
  const picked = sets ? Number.NaN : -logSoftmax(logits)[[...trueClasses][0]!]!;
  const [four, ownFour] = [format.fixed(picked, 4), format.fixed(value, 4)];
  const choices = classes.map((k) => ({ value: String(k), label: String(k) }));

  return (
    <div className={styles.view}>
      <p className={styles.sentence}>
        <Rich
          id={moves ? "view.simplex.sentence" : "view.simplex.sentenceStill"}
          values={{
            probabilities,
            loss: write(value),
            class: strongest,
            way: descent[strongest]! > 0 ? "up" : "down",
            size: write(Math.abs(descent[strongest]!)),
          }}
          components={{ 0: <b className="tabular" />, 1: <b className="tabular" /> }}
        />
      </p>
      <Block
        heading={t("view.simplex.heading")}
        detail={shifts ? t("view.simplex.atMean", { mean: format.fixed(drawnMean, 2) }) : t("view.simplex.detail")}
        aside={
          <div className={styles.toggles}>
            <span aria-hidden="true">{t(sets ? "view.simplex.trueClasses" : "view.simplex.trueClass")}</span>
            {sets ? (
              <SetToggle
                label={t("view.simplex.trueClasses")}
                choices={choices}
                values={[...trueClasses].map(String)}
                onChange={(values) => setChosen(values.map(Number))}
              />
            ) : (
              <SegmentedToggle
                label={t("view.simplex.trueClass")}
                choices={choices}
                value={String([...trueClasses][0])}
                onChange={(next) => setChosen([Number(next)])}
              />
            )}
          </div>
        }
      >
        <div className={`${styles.sideBySide} ${styles.wide}`}>
          <SimplexChart
            label={t("view.simplex.name")}
            description={t("view.simplex.description")}
            corners={
              classes.map((k) => (
                <>
                  <span>{name(k)}</span> <b className="tabular">{format.bare(point[k]!, 2)}</b>
                </>
              )) as [ReactElement, ReactElement, ReactElement]
            }
            trueClasses={trueClasses}
            surface={surface}
            point={point}
            pointLabel={t("view.loss", { loss: write(value) })}
            flatMinimumLabel={(least) => t("view.floor", { least: format.tick(least, 3) })}
            handle={{
              label: t("view.simplex.point"),
              valueText: t("view.simplex.value", { probabilities, loss: write(value) }),
            }}
            onMove={(next) => setLogits(logitsOf(next, meanLogit))}
            least={MIN_PROBABILITY}
            formatLevel={(level) => format.tick(level, 3)}
          />
          <LogitChart
            rows={logits.map((logit, k) => ({
              name: (
                <>
                  <i className="math" translate="no">
                    z<sub>{k}</sub>
                  </i>{" "}
                  <span>{name(k)}</span>
                </>
              ),
              text: format.fixed(logit, 2),
              logit,
              descent: descent[k]!,
              isTrue: trueClasses.has(k),
              handle: {
                label: t("view.simplex.logit", { class: k }),
                valueText: t("view.simplex.logitValue", { logit: format.fixed(logit, 2), loss: write(value) }),
              },
            }))}
            domain={LOGITS}
            onChange={(row, next) => setLogits(logits.map((logit, k) => (k === row ? next : logit)))}
          />
        </div>
      </Block>
      <Block
        heading={t("view.simplex.steps")}
        aside={
          sets ? undefined : (
            <Button look="text" aria-expanded={showsTutorial} onClick={() => setShowsTutorial(!showsTutorial)}>
              {t("view.simplex.tutorial")}
            </Button>
          )
        }
      >
        <WorkedSteps logits={logits} trueClasses={trueClasses} picks={!sets} descent={descent} />
        {!sets && (
          <p className={styles.note}>
            <Rich
              id={four === ownFour ? "view.simplex.same" : "view.simplex.other"}
              values={{ picked: four, own: ownFour }}
              components={{ 0: <b className="tabular" />, 1: <b className="tabular" /> }}
            />
          </p>
        )}
      </Block>
      {!sets && showsTutorial && (
        <Block heading={t("view.simplex.tutorialHeading")}>
          <TutorialExample
            lossOf={(trueClass) => classLoss(definition, loss, parameters, new Set([trueClass]))}
            onShow={(next, trueClass) => {
              setLogits(next);
              setChosen([trueClass]);
            }}
          />
        </Block>
      )}
    </div>
  );
}
