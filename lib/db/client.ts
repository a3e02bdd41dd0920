import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "#lib/core/env.ts";
import { log } from "#lib/core/log.ts";
import { singleton } from "#lib/core/singleton.ts";
import { PrismaClient } from "./generated/client.ts";

/** The process's database client; connects on first use. */
export function db(): PrismaClient {
  return singleton("prisma", () => {
    const { databaseUrl, databasePoolSize } = env();
    const adapter = new PrismaPg(
      { connectionString: databaseUrl, max: databasePoolSize, connectionTimeoutMillis: 10_000 },
      { onPoolError: warn, onConnectionError: warn },
    );
    return new PrismaClient({ adapter });
  });
}

function warn(err: Error): void {
  log.warn({ err }, "a database connection was lost");
}
