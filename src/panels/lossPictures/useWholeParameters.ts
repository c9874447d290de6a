import { useMemo } from "react";
import type { ParameterValue } from "../../language";
import { writtenParameters } from "../../language/python/defaults";
import type { LossDefinition } from "../../losses";
import { completeParameters } from "../../losses/parameterValues";
import { useApp } from "../hooks/useApp";

/** All parameters with their current values; lists are single values. */
export function useWholeParameters({ id, source }: LossDefinition): Readonly<Record<string, ParameterValue>> {
  const choice = useApp((state) => state.experiment.loss);
  const given = choice.id === id ? choice.parameters : undefined;
  return useMemo(() => completeParameters(writtenParameters(source), given ?? {}), [source, given]);
}
