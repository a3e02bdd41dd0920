import { basename, dirname } from "node:path";
import type { AttackClass } from "../attack.ts";

export const OTHER_SESSIONS: AttackClass = {
  name: "tables of another session",
  ends: ["sql_refused"],
  attacks: ({ own, foreign }) => [
    `FROM '${foreign}'`,
    `FROM read_parquet('${foreign}')`,
    `FROM parquet_schema('${foreign}')`,
    `FROM read_blob('${foreign}')`,
    `FROM '${dirname(own)}/../${basename(dirname(foreign))}/${basename(foreign)}'`,
    `FROM '${dirname(own)}/./../${basename(dirname(foreign))}/payroll.parquet'`,
    `FROM read_parquet('${dirname(dirname(foreign))}/*/*.parquet')`,
    `FROM read_parquet(['${own}', '${foreign}'])`,
    `FROM read_parquet('file://${foreign}')`,
    `WITH p AS (FROM '${foreign}') FROM p`,
    `SELECT * FROM sales WHERE x > (SELECT max(salary) FROM '${foreign}')`,
    `COPY (FROM '${foreign}') TO '${own}'`,
    "FROM '../catalog.db'",
    `FROM "main/../payroll"`,
    "FROM other.main.payroll",
    { sql: "FROM payroll", ends: ["sql_error"] },
    { sql: "FROM main.payroll", ends: ["sql_error"] },
    { sql: "SELECT payroll.salary FROM sales", ends: ["sql_error"] },
    { sql: "SELECT (SELECT max(salary) FROM payroll)", ends: ["sql_error"] },
    { sql: "WITH payroll AS (FROM payroll) FROM payroll", ends: ["sql_error"] },
    { sql: "WITH a AS (WITH payroll AS (SELECT 1) FROM payroll) FROM a, payroll", ends: ["sql_error"] },
    { sql: "DESCRIBE payroll", ends: ["sql_error"] },
    { sql: "SUMMARIZE payroll", ends: ["sql_error"] },
  ],
};
