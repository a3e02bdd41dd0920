import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "#lib/core/log.ts";
import { singleton } from "#lib/core/singleton.ts";
import { db } from "#lib/db/client.ts";
import { runChannel } from "./channels.ts";
import type { EventRow } from "./event-rows.ts";

/** How long events wait for others, in milliseconds. */
const WAIT_MS = 50;

/** A run with events to store. */
export interface EventSource {
  run_id: string;
  /** The rows to store now; asked for at the last moment, so that deltas can be joined. */
  take(): EventRow[];
  stored(): void;
  failed(error: unknown): void;
}

/**
 * Stores the events of all of this process's runs together, one statement every 50 ms at most, however many
 * run: a hundred answers at once cost the database what one does. When the database is slow the batches grow.
 */
export function storeSoon(source: EventSource): void {
  const state = singleton("event-store", () => ({ waiting: new Set<EventSource>(), working: false }));
  state.waiting.add(source);
  if (state.working) return;
  state.working = true;
  void work(state);
}

async function work(state: { waiting: Set<EventSource>; working: boolean }): Promise<void> {
  while (state.waiting.size > 0) {
    await sleep(WAIT_MS);
    const sources = [...state.waiting];
    state.waiting.clear();
    await store(sources);
  }
  state.working = false;
}

interface Batch {
  source: EventSource;
  rows: EventRow[];
}

/** Never rejects: each source hears of its own outcome. */
async function store(sources: EventSource[]): Promise<void> {
  const taken = sources.map((source) => ({ source, rows: source.take() }));
  const [batches, idle] = [
    taken.filter(({ rows }) => rows.length > 0),
    taken.filter(({ rows }) => rows.length === 0),
  ];
  for (const { source } of idle) source.stored();
  const stored = (await insert(batches.flatMap(({ rows }) => rows))) ? batches : await oneByOne(batches);
  for (const { source } of stored) source.stored();
  await ring(stored).catch((err: unknown) => {
    // Replicas look by themselves a little later.
    log.warn({ err }, "followers elsewhere could not be told of new events");
  });
}

/** False when the statement failed: perhaps for one run only, whose session is gone. */
async function insert(rows: EventRow[]): Promise<boolean> {
  try {
    await db().runEvent.createMany({ data: rows, skipDuplicates: true });
    return true;
  } catch (err) {
    log.debug({ err }, "events of several runs could not be stored together");
    return false;
  }
}

async function oneByOne(batches: Batch[]): Promise<Batch[]> {
  const stored: Batch[] = [];
  for (const batch of batches) {
    try {
      await db().runEvent.createMany({ data: batch.rows, skipDuplicates: true });
      stored.push(batch);
    } catch (error) {
      batch.source.failed(error);
    }
  }
  return stored;
}

async function ring(batches: Batch[]): Promise<void> {
  const channels = batches.map(({ source }) => runChannel(source.run_id));
  const payloads = batches.map(({ rows }) => String(rows.at(-1)?.seq ?? ""));
  if (channels.length === 0) return;
  await db().$executeRaw`
    SELECT pg_notify(channel, payload) FROM unnest(${channels}::text[], ${payloads}::text[]) AS n (channel, payload)`;
}
