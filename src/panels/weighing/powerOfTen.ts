const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * A value of either sign in powers of ten, as axes write it: 10⁻⁴, −10⁻³; other values have a
 * factor: 2·10⁻⁴.
 */
export function powerOfTen(value: number): string {
  const size = Math.abs(value);
  const power = Math.floor(Math.log10(size) + 1e-9);
  const factor = Number((size / 10 ** power).toPrecision(2));
  const digits = Array.from(String(Math.abs(power)), (digit) => SUPERSCRIPTS[Number(digit)]).join("");
  return `${value < 0 ? "−" : ""}${factor === 1 ? "" : `${factor}·`}10${power < 0 ? "⁻" : ""}${digits}`;
}
