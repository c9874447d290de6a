/** Charts take props and report by callbacks; texts and number formats come from the caller. */

export { type Curve, valueAt } from "./curve/curve";
export type { Corner } from "./field/FieldLabels";
export type { FieldGrid } from "./field/FieldPainter";
export { type FieldLabel, FieldPlot, type FieldPlotProps } from "./field/FieldPlot";
export { type ColourBy, type FieldSamples, MOST_DOTS, shownShare } from "./field/samples";
export type { HistoryScale } from "./history/historyScale";
export { MetricBar, type MetricBarProps } from "./metric/MetricBar";
export type { NetworkLayer } from "./network/networkLayout";
export { type Domain, logTicks, niceTicks } from "./parts/axis/ticks";
export type { ScaleKind } from "./parts/axis/valueScale";
export type { CurveProbe } from "./parts/plot/ProbeHandle";
export { ChartTable, type ChartTableProps } from "./parts/table/ChartTable";
export { useTokens } from "./parts/tokens";
export type { ShareName, Shares } from "./shares/shareLayout";
