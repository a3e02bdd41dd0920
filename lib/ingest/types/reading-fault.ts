/** The text cannot be split into rows as its reader options say; DuckDB's words tell where. */
export class ReadingFault extends Error {
  override name = "ReadingFault";
}
