import { hashOf, openLosscope, WITH_MOTION } from "../test/support/losscopePage";
import { closeBrowser } from "../test/support/openPage";
import { serveDist } from "../test/support/serveDist";
import type { Measurement } from "./measurement";

const FIRST_S = 30;
const LAST_S = 180;

/** The page's heap after a forced collection, early and late in a long training at full speed. */
export async function benchHeap(): Promise<Measurement[]> {
  const site = await serveDist("/");
  try {
    const { losscope, page } = await openLosscope(site.url, { ...WITH_MOTION, hash: hashOf({ epochs: 100_000 }) });
    const session = await page.context().newCDPSession(page);
    const usedMb = async () => {
      await session.send("HeapProfiler.collectGarbage");
      return (await session.send("Runtime.getHeapUsage")).usedSize / 1e6;
    };
    await losscope.setPace("full speed");
    await losscope.button("Train").click();
    await page.waitForTimeout(FIRST_S * 1000);
    const first = await usedMb();
    await page.waitForTimeout((LAST_S - FIRST_S) * 1000);
    const last = await usedMb();
    return [
      { name: `heap after ${FIRST_S} s of training`, value: first, unit: "MB" },
      { name: `heap after ${LAST_S} s of training`, value: last, unit: "MB" },
      { name: "growth", value: last - first, unit: "MB", atMost: 1 },
    ];
  } finally {
    await closeBrowser();
    await site.close();
  }
}
