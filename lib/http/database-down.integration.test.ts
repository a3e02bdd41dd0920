import { PrismaPg } from "@prisma/adapter-pg";
import { afterAll, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { PrismaClient } from "#lib/db/generated/client.ts";
import { isDatabaseDown } from "./database-down.ts";

/** Nothing listens on port 1. */
const away = new PrismaClient({
  adapter: new PrismaPg({ connectionString: "postgresql://u:p@127.0.0.1:1/none" }),
});
afterAll(() => away.$disconnect());

const faultOf = (query: PromiseLike<unknown>) =>
  query.then(
    () => undefined,
    (error: unknown) => error,
  );

it("knows a database that is away by every kind of query's error", async () => {
  for (const query of [
    () => away.user.findFirst(),
    () => away.$queryRaw`SELECT 1`,
    () => away.$executeRaw`SELECT 1`,
    () => away.$transaction([away.user.count()]),
    () => away.$transaction(async (tx) => tx.user.count()),
  ]) {
    expect(isDatabaseDown(await faultOf(query()))).toBe(true);
  }
});

it("knows a connection that the server ends", async () => {
  const fault = await faultOf(db().$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`);
  expect(fault).toBeDefined();
  expect(isDatabaseDown(fault)).toBe(true);
});

it("does not take a fault of a query for one", async () => {
  const fault = await faultOf(db().$queryRaw`SELECT no_such_column`);
  expect(fault).toBeDefined();
  expect(isDatabaseDown(fault)).toBe(false);
  expect(isDatabaseDown(await faultOf(db().user.findUniqueOrThrow({ where: { emailKey: "nobody" } })))).toBe(
    false,
  );
});
