import "server-only";
import type { Queue } from "pg-boss";
import { z } from "zod";

const HOUR_S = 60 * 60;

/**
 * What a job of each queue carries. A queue only hands work out: what is to be done, who does it and how far it is
 * stands in the rows of our own tables, so a job may be lost, late or twice without harm.
 */
export const payloads = {
  /** A file's load that any replica may take up. */
  load_file: z.object({ dataset_id: z.uuid() }),
  /** Removes data older than its workspace keeps it. */
  expire_data: z.object({}),
  /** Removes uploads that nobody used. */
  sweep_uploads: z.object({}),
};
export type QueueName = keyof typeof payloads;
export type Payload<Name extends QueueName> = z.infer<(typeof payloads)[Name]>;

/** `short`: at most one job of a key waits, whoever asks again. Nothing is retried here: the sweeps ask again. */
const ONCE = { policy: "short", retryLimit: 0, deleteAfterSeconds: 24 * HOUR_S } as const;

export const queueOptions: Record<QueueName, Omit<Queue, "name">> = {
  load_file: { ...ONCE, expireInSeconds: 12 * HOUR_S, notify: true },
  expire_data: { ...ONCE, expireInSeconds: HOUR_S },
  sweep_uploads: { ...ONCE, expireInSeconds: HOUR_S },
};

/** By the clock, in UTC; once over all replicas. */
export const schedules: Partial<Record<QueueName, string>> = {
  expire_data: "17 3 * * *",
  sweep_uploads: "41 * * * *",
};
