/** The text cannot be split into rows as its reader options say; DuckDB's words tell where. */
export class ReadingFault extends Error {
  override name = "ReadingFault";
}

/** Such a row is left out by whoever rewrites the text. */
export const NO_VALUES = "a row of the CSV holds no value";
