import "server-only";
import { access, mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { giveTo, type RunAs, runProgram } from "./run-as.ts";

export const USER = "veritable";
/** The one that initdb makes: another would be three hundred more files to write at the first start. */
export const DATABASE = "postgres";

interface Input {
  bin: string;
  /** Exists, and belongs to whom PostgreSQL runs as. */
  folder: string;
  runAs: RunAs;
  password: string;
}

/** Makes the database cluster, once. A run that was killed in the middle leaves no half one: it is made beside and renamed. */
export async function createCluster({ bin, folder, runAs, password }: Input): Promise<void> {
  if (await exists(join(folder, "PG_VERSION"))) return;
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(join(draft, "cluster"), { recursive: true, mode: 0o700 });
  const passwordFile = join(draft, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(runAs, draft);
  const command = [
    ...[
      join(bin, "initdb"),
      `--pgdata=${join(draft, "cluster")}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
    ],
    // The built-in provider sorts and folds the same on every machine, whatever locales it has.
    ...[
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ],
  ];
  const { code, output } = await runProgram(runAs, command, "/");
  if (code !== 0) throw new Error(`PostgreSQL could not be set up in ${folder}: ${output.trim()}`);
  await rmdir(folder);
  await rename(join(draft, "cluster"), folder);
  await rm(draft, { recursive: true, force: true });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
