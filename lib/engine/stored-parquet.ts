/**
 * The options of COPY for every Parquet file that Veritable keeps: tables and Results are read far more often than they
 * are written, and LZ4 is read up to twice as fast as zstd (docs/adr/0011-parquet-is-kept-as-lz4.md).
 */
export const STORED_PARQUET = "FORMAT parquet, COMPRESSION lz4_raw";
