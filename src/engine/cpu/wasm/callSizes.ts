import { STEP_FIELDS } from "../../backend";
import { STEP_SCALARS } from "./kernelLayout";

/** Bytes of one step's figures of one member. */
export const RECORD_BYTES = 8 * STEP_FIELDS.length;
/** Bytes of one step's scalars. */
export const STEP_BYTES = 4 * STEP_SCALARS.length;
