import { csvFormatRow } from "d3-dsv";

/**
 * Rows as comma-separated values (RFC 4180): lines end with CR LF, fields with commas, quotes or
 * line breaks are quoted, numbers are in full precision. NaN is an empty field.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${csvFormatRow(row.map(fieldText))}\r\n`).join("");
}

function fieldText(value: string | number): string {
  return Number.isNaN(value) ? "" : String(value);
}
