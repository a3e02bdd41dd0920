import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { countAttempt, requireRate, returnAttempt, takeRate } from "./rate-limit.ts";

const newKey = () => `test:${randomUUID()}`;

describe("takeRate", () => {
  it("lets the limit pass and refuses the rest, until the window ends", async () => {
    const rate = { key: newKey(), limit: 2, window_ms: 400 };
    expect(await takeRate(rate)).toEqual({ ok: true });
    expect(await takeRate(rate)).toEqual({ ok: true });
    expect(await takeRate(rate)).toEqual({ ok: false, retry_after_s: 1 });
    await sleep(450);
    expect(await takeRate(rate)).toEqual({ ok: true });
  });

  it("counts simultaneous attempts exactly", async () => {
    const rate = { key: newKey(), limit: 10, window_ms: 60_000 };
    const taken = await Promise.all(Array.from({ length: 50 }, () => takeRate(rate)));
    expect(taken.filter(({ ok }) => ok)).toHaveLength(10);
  });

  it("does not lengthen the window by further attempts", async () => {
    const rate = { key: newKey(), limit: 1, window_ms: 60_000 };
    await takeRate(rate);
    const { windowEnds } = await db().rateCounter.findUniqueOrThrow({ where: { key: rate.key } });
    for (let attempt = 0; attempt < 3; attempt += 1) expect((await takeRate(rate)).ok).toBe(false);
    expect((await db().rateCounter.findUniqueOrThrow({ where: { key: rate.key } })).windowEnds).toEqual(
      windowEnds,
    );
  });

  it("keeps keys apart", async () => {
    const [one, other] = [newKey(), newKey()];
    await takeRate({ key: one, limit: 1, window_ms: 60_000 });
    expect((await takeRate({ key: other, limit: 1, window_ms: 60_000 })).ok).toBe(true);
  });

  it("is off, and counts nothing, with a limit of 0", async () => {
    const rate = { key: newKey(), limit: 0, window_ms: 60_000 };
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await takeRate(rate)).toEqual({ ok: true });
    expect(await db().rateCounter.findUnique({ where: { key: rate.key } })).toBeNull();
  });
});

it("requireRate throws a 429 that names what and when", async () => {
  const rate = { key: newKey(), limit: 1, window_ms: 3_600_000, what: "uploads" };
  await requireRate(rate);
  await expect(requireRate(rate)).rejects.toMatchObject({
    code: "rate_limited",
    message: "Too many uploads. Please try again in 60 minutes.",
    retryAfter: 3600,
  });
});

it("an attempt can be taken back, but never below none", async () => {
  const key = newKey();
  await countAttempt({ key, window_ms: 60_000 });
  await returnAttempt(key);
  await returnAttempt(key);
  expect((await countAttempt({ key, window_ms: 60_000 })).count).toBe(1);
});
