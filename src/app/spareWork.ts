/** The parts of `navigator` that only some browsers have. */
interface DeviceState {
  connection?: { readonly saveData?: boolean };
  getBattery?(): Promise<Battery>;
}

interface Battery {
  readonly charging: boolean;
  /** 0 to 1. */
  readonly level: number;
}

/** Where browsers turn their battery saver on; none of them says whether it is. */
const LOW_BATTERY = 0.2;

/**
 * Returns what tells whether the device has work to spare for what the user has not requested: the
 * page is visible, Save-Data is off, and the battery is charging or not low. A browser that does
 * not say how its battery is has enough.
 */
export function watchSpareWork(
  page: Pick<Document, "visibilityState"> = document,
  device: DeviceState = navigator as DeviceState,
): () => boolean {
  const known: { battery: Battery | null } = { battery: null };
  device.getBattery?.().then(
    (battery) => {
      known.battery = battery;
    },
    () => undefined, // not permitted here
  );
  return () => {
    const { battery } = known;
    const savesBattery = battery !== null && !battery.charging && battery.level <= LOW_BATTERY;
    return page.visibilityState === "visible" && device.connection?.saveData !== true && !savesBattery;
  };
}
