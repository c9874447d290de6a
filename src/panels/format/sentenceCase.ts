/** A name used on its own: starts with a capital letter in scripts that have them. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
