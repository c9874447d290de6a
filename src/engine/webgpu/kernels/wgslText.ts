/** A float32 literal of WGSL: the shortest decimal that reads back as the same float32 is left to the double's own digits. */
export function wgslFloat(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a WGSL literal must be finite, got ${value}`);
  const text = String(value);
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}

/** Indents every line by two spaces, so that generated kernels can be read in an error message or a snapshot. */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
