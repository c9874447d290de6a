import type { CommonSettings } from "./rule";
import type { SettingTable, SettingValues } from "./setting";

interface WithDefaults<Name, Table extends SettingTable> {
  name: Name;
  learningRate: number;
  weightDecay: { default: number };
  settings: Table;
}

/** torch.optim's defaults of an optimiser. */
export function defaultsOf<Name, Table extends SettingTable>({
  name,
  learningRate,
  weightDecay,
  settings,
}: WithDefaults<Name, Table>): { name: Name } & CommonSettings & SettingValues<Table> {
  const common: CommonSettings = { learningRate, weightDecay: weightDecay.default, weightDecayScope: "all" };
  const own = Object.entries(settings).map(([key, setting]) => [key, setting.default]);
  return { name, ...common, ...(Object.fromEntries(own) as SettingValues<Table>) };
}
