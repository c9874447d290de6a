import { afterEach, describe, expect, it, vi } from "vitest";
import { lateModule } from "../../src/scheduling/lateModule";

afterEach(() => vi.unstubAllGlobals());

describe("a late module", () => {
  it("is fetched once, when it is first needed", async () => {
    const fetchModule = vi.fn(async () => "code");
    const late = lateModule(fetchModule);
    expect(late.current()).toBeNull();
    expect(fetchModule).not.toHaveBeenCalled();
    expect(await Promise.all([late.load(), late.load()])).toEqual(["code", "code"]);
    expect(late.current()).toBe("code");
    await late.load();
    expect(fetchModule).toHaveBeenCalledTimes(1);
  });

  it("rejects if it can't be fetched, and is fetched again at the next call", async () => {
    const fetchModule = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error("offline"));
    fetchModule.mockResolvedValue("code");
    const late = lateModule(fetchModule);
    await expect(late.load()).rejects.toThrow("offline");
    expect(late.current()).toBeNull();
    expect(await late.load()).toBe("code");
    expect(await late.arrival).toBe("code");
  });

  it("is prefetched without reporting failures, and not if the browser saves data", async () => {
    const fetchModule = vi.fn<() => Promise<string>>().mockRejectedValue(new Error("offline"));
    const late = lateModule(fetchModule);
    vi.stubGlobal("navigator", {});
    late.prefetch();
    expect(fetchModule).toHaveBeenCalledTimes(1);
    vi.stubGlobal("navigator", { connection: { saveData: true } });
    lateModule(fetchModule).prefetch();
    expect(fetchModule).toHaveBeenCalledTimes(1);
  });
});
