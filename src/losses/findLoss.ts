export class UnknownLossError extends Error {
  constructor(id: string, losses: readonly { id: string }[]) {
    super(`loss: expected one of ${losses.map((loss) => loss.id).join(", ")}, got ${id}`);
    this.name = "UnknownLossError";
  }
}

/** The loss with this id among `losses`. Throws UnknownLossError. */
export function findLoss<Loss extends { id: string }>(losses: readonly Loss[], id: string): Loss {
  const found = losses.find((loss) => loss.id === id);
  if (found === undefined) throw new UnknownLossError(id, losses);
  return found;
}
