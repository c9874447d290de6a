/**
 * The controls that the page's first load may see; the others are imported from their own files.
 */
export { Button, type ButtonProps } from "./Button";
export { InlineNumber, type InlineNumberProps } from "./InlineNumber";
export { LossPicker, type LossPickerProps } from "./LossPicker";
export type { LossGroup, LossOption } from "./lossSearch";
export type { NumberRange } from "./numberRange";
export { ParameterSlider, type ParameterSliderProps } from "./ParameterSlider";
export { PartBoundary } from "./PartBoundary";
export { PopoverButton, type PopoverButtonProps } from "./PopoverButton";
export type { TriggerLook } from "./popupTrigger";
export { type Choice, SegmentedToggle, type SegmentedToggleProps } from "./SegmentedToggle";
export { InlineChoice, type InlineChoiceProps, SelectButton, type SelectButtonProps } from "./SelectButton";
export type { Landmark } from "./SliderLandmarks";
export { SwitchRow, type SwitchRowProps } from "./SwitchRow";
export { type TabbedView, TabbedViews, type TabbedViewsProps } from "./TabbedViews";
