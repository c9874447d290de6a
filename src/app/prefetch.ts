import { lateModule } from "../scheduling/lateModule";
import type { LatePrefetch } from "../store/createAppStore";

/** The page's prefetch of likely next runs. */
export const prefetch: LatePrefetch = lateModule(async () => (await import("./startPrefetch")).startPrefetch());
