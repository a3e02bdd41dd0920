import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { boss, stopBoss } from "./boss.ts";
import { sendJob } from "./send-job.ts";
import { type Handlers, workJobs } from "./work-jobs.ts";

afterAll(stopBoss);

const heard: string[] = [];
let release = () => {};
const held = new Promise<void>((resolve) => {
  release = resolve;
});
const handlers: Handlers = {
  load_file: {
    at_once: 1,
    run: async ({ dataset_id }) => {
      heard.push(dataset_id);
      if (heard.length === 1) await held;
      if (heard.length === 2) throw new Error("this one fails");
    },
  },
  expire_data: { at_once: 1, run: async () => {} },
  sweep_uploads: { at_once: 1, run: async () => {} },
};
const until = async (count: number) => {
  while (heard.length < count) await sleep(20);
};

test("a job waits once however often it is asked for, and one that fails stops no other", async () => {
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
  await workJobs(handlers);
  await sendJob("load_file", { dataset_id: first }, first);
  await until(1);
  for (const id of [second, second, second, third]) await sendJob("load_file", { dataset_id: id }, id);
  expect((await (await boss()).findJobs("load_file", { queued: true })).length).toBe(2);
  release();
  await until(3);
  expect(heard).toEqual([first, second, third]);
});

test("the clock's schedules are kept", async () => {
  const kept = await (await boss()).getSchedules();
  expect(kept.map(({ name, cron }) => `${name} ${cron}`).sort()).toEqual([
    "expire_data 17 3 * * *",
    "sweep_uploads 41 * * * *",
  ]);
});

test("a payload that is none never gets into the queue", async () => {
  await expect(sendJob("load_file", { dataset_id: "x" }, "x")).rejects.toThrow();
});
