/** A float32 literal of WGSL, printed with the digits of the double. */
export function wgslFloat(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a WGSL literal must be finite, got ${value}`);
  const text = String(value);
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}

/**
 * Indents every line by two spaces, so that generated kernels are readable in an error message or a
 * snapshot.
 */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
