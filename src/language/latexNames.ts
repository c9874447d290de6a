const greek = new Set(
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega".split(
    " ",
  ),
);

/**
 * A source name as LaTeX: `alpha_t` is α with index t, `y_hat` is ŷ, `log_p` is ln p; one letter is
 * italic, a word is upright.
 */
export function identifierLatex(name: string): string {
  const [head = name, ...rest] = name.replace(/^_+|_+$/g, "").split("_");
  if ((head === "log" || head === "ln") && rest.length > 0) return `\\ln ${identifierLatex(rest.join("_"))}`;
  const [base, digits] = wordLatex(head);
  if (rest[0] === "hat" && rest.length === 1) return `\\hat{${base}}`;
  const indices = [...(digits === "" ? [] : [digits]), ...rest.map((word) => indexLatex(word))];
  return indices.length === 0 ? base : `${base}_{${indices.join(",")}}`;
}

function wordLatex(word: string): [base: string, digits: string] {
  const match = /^([A-Za-z]+?)(\d*)$/.exec(word);
  if (match === null) return [textLatex(word), ""];
  const [letters, digits] = [match[1]!, match[2]!];
  if (greek.has(letters)) return [`\\${letters}`, digits];
  return [letters.length === 1 ? letters : textLatex(letters), digits];
}

function indexLatex(word: string): string {
  if (greek.has(word)) return `\\${word}`;
  return word.length === 1 ? word : textLatex(word);
}

/** Upright text. Characters that LaTeX would read as commands cannot occur in a Python name. */
function textLatex(word: string): string {
  return /^[\x20-\x7e]*$/.test(word)
    ? `\\mathrm{${word.replaceAll("_", "\\_")}}`
    : `\\text{${word.replaceAll("_", "\\_")}}`;
}
