/** How DuckDB's reader is to split a file, everything it would otherwise guess. */
export interface ReaderOptions {
  delimiter: string;
  quote: string;
  escape: string;
  /** Lines before the first data row: preamble and header. */
  skip: number;
  comment: string;
  /** Rows shorter than the header are padded, stray quotes and mixed line ends taken. */
  lenient: boolean;
}

/**
 * A table of text that DuckDB can read without guessing: the file itself where its bytes allow that, else a
 * UTF-8 copy in RFC 4180 made by us. What `lib/ingest/text` and the workbook reader make, and
 * `lib/ingest/types` turns into Parquet.
 */
export interface TextTable {
  path: string;
  reader: ReaderOptions;
  /** Clean and unique; one a column. */
  names: string[];
  /** Data rows from the file's beginning (and, in a large one, its middle and end); null for a missing cell. */
  sample: (string | null)[][];
  /** Whether the sample is all there is. */
  sample_is_whole: boolean;
  byte_size: number;
  /**
   * The line in the file as it was sent of a 1-based data record of `path`; answers null where that is not known.
   * Null where `path` is the file as it was sent: then its lines are counted.
   */
  line_of: ((record: number) => number | null) | null;
}
