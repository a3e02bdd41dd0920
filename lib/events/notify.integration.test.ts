import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test, vi } from "vitest";
import { db } from "#lib/db/client.ts";
import { closeListener, listen, notify } from "./notify.ts";

afterAll(async () => {
  await closeListener();
  await db().$disconnect();
});

const NOTHING_CAME_MS = 200;

async function cutListeners(): Promise<number> {
  return db().$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'LISTEN%'`;
}

test("a notification reaches every listener of its channel, in order, and no other", async () => {
  const first: string[] = [];
  const second: string[] = [];
  const other: string[] = [];
  const stops = [
    await listen("news", (payload) => first.push(payload)),
    await listen("news", (payload) => second.push(payload)),
    await listen("weather", (payload) => other.push(payload)),
  ];
  for (const payload of ["a", "b", "c'\"; --"]) await notify("news", payload);
  await vi.waitFor(() => expect(second).toHaveLength(3));
  expect(first).toEqual(["a", "b", "c'\"; --"]);
  expect(second).toEqual(first);
  expect(other).toEqual([]);
  for (const stop of stops) await stop();
});

test("after its end a subscription hears nothing, and the others of the channel go on", async () => {
  const ended: string[] = [];
  const going: string[] = [];
  const end = await listen("news", (payload) => ended.push(payload));
  const stop = await listen("news", (payload) => going.push(payload));
  await end();
  await notify("news", "later");
  await vi.waitFor(() => expect(going).toEqual(["later"]));
  expect(ended).toEqual([]);
  await stop();
  await notify("news", "nobody");
  await sleep(NOTHING_CAME_MS);
  expect(going).toEqual(["later"]);
});

test("a handler that throws costs the other handlers nothing", async () => {
  const heard: string[] = [];
  const stops = [
    await listen("news", () => {
      throw new Error("a fault of the first handler");
    }),
    await listen("news", (payload) => heard.push(payload)),
  ];
  await notify("news", "still");
  await vi.waitFor(() => expect(heard).toEqual(["still"]));
  for (const stop of stops) await stop();
});

test("a cut connection comes back by itself, tells of the gap and listens again", async () => {
  const heard: string[] = [];
  const onGap = vi.fn();
  const stop = await listen("news", (payload) => heard.push(payload), onGap);
  expect(await cutListeners()).toBeGreaterThan(0);
  await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(1), { timeout: 5_000 });
  await notify("news", "again");
  await vi.waitFor(() => expect(heard).toEqual(["again"]));
  await stop();
});

test("a payload that PostgreSQL would not carry and a malformed channel are refused", async () => {
  const heard: string[] = [];
  const stop = await listen("news", (payload) => heard.push(payload));
  await notify("news", "é".repeat(3999));
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  await expect(notify("news", "é".repeat(4000))).rejects.toThrow(/7999 bytes/);
  await expect(notify('news"; DROP TABLE users', "x")).rejects.toThrow(/not a channel name/);
  await expect(listen("News", () => undefined)).rejects.toThrow(/not a channel name/);
  await stop();
});
