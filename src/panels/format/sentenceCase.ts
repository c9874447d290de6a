/** A name that stands alone: its first letter is a capital where the script has them. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
