import type { AttackClass } from "../attack.ts";

export const SECRETS: AttackClass = {
  name: "secrets",
  ends: ["sql_refused"],
  attacks: () => [
    "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
    "CREATE PERSISTENT SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
    "CREATE OR REPLACE TEMPORARY SECRET s (TYPE http)",
    "DROP SECRET s",
    "FROM duckdb_secrets()",
    "FROM duckdb_secrets(redact = false)",
    "FROM duckdb_secrets",
    "FROM duckdb_secret_types()",
    "FROM which_secret('s3://bucket/x', 's3')",
    "SELECT which_secret('s3://bucket/x', 's3')",
    "PRAGMA add_parquet_key('k', '0123456789112345')",
    "CALL add_parquet_key('k', '0123456789112345')",
    "FROM add_parquet_key('k', '0123456789112345')",
    "SELECT current_setting('s3_secret_access_key')",
    "SELECT current_setting('custom_user_agent')",
  ],
};
