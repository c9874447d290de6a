import { memo, type ReactElement } from "react";
import { Rich, useFormat, useTranslate } from "../../i18n";
import { boundedRatio } from "../format/boundedRatio";
import { logitOf } from "../format/probability";
import type { LossView } from "../hooks/useLossView";
import { Block } from "../parts/Panel";
import styles from "./HardEasyBlock.module.css";

/**
 * The tutorial's two pairs: one sample of each class whose true class has probability ½ (hard) or
 * 0.9 (easy).
 */
const pairs = [
  { id: "hard", given: 0.5 },
  { id: "easy", given: 0.9 },
] as const;

const pairLabels = [1, 0];

/** The tutorial's comparison of hard and easy samples, for the current loss. */
export const HardEasyBlock = memo(({ view }: { view: LossView }): ReactElement => {
  const t = useTranslate();
  const format = useFormat();
  const { loss, parameters, crossEntropy, crossEntropyParameters } = view;
  const rows = pairs.map(({ id, given }) => {
    const logit = logitOf(given);
    const logits = Float64Array.of(logit, -logit);
    const mean = (values: Float64Array) => (values[0]! + values[1]!) / 2;
    const reference = mean(crossEntropy.at(logits, pairLabels, crossEntropyParameters).value);
    const own = mean(loss.at(logits, pairLabels, parameters).value);
    return { id, given, reference, own, ratio: own / reference };
  });
  const [hard, easy] = rows as [(typeof rows)[0], (typeof rows)[0]];
  const factor = hard.ratio / easy.ratio;
  return (
    <Block heading={t("hardEasy.heading")} detail={t("hardEasy.detail")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("hardEasy.pair")}</th>
            <th scope="col">
              <i className="math" translate="no">
                p<sub>t</sub>
              </i>
            </th>
            <th scope="col">{t("hardEasy.crossEntropy")}</th>
            <th scope="col">{t("hardEasy.loss")}</th>
            <th scope="col">{t("hardEasy.ratio")}</th>
          </tr>
        </thead>
        <tbody className="tabular">
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{t(`hardEasy.${row.id}`)}</th>
              <td>{format.fixed(row.given, 2)}</td>
              <td>{format.fixed(row.reference, 4)}</td>
              <td>{format.fixed(row.own, 4)}</td>
              <td className={styles.ratio}>{format.fixed(row.ratio, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.sentence}>
        <Rich
          id={factor > 1.005 ? "hardEasy.focusing" : factor < 0.995 ? "hardEasy.reversed" : "hardEasy.even"}
          values={{
            easy: format.percent(easy.ratio, easy.ratio < 0.1 ? 1 : 0),
            hard: format.percent(hard.ratio, hard.ratio < 0.2 ? 1 : 0),
            factor: boundedRatio(factor, 3, format),
          }}
          components={{ 0: <b className="tabular" />, 1: <b className="tabular" /> }}
        />
      </p>
    </Block>
  );
});
