import { type Random, randomFrom } from "./random.ts";
import type { SampleRow } from "./to-csv.ts";

const START = Date.UTC(2025, 0, 1);
const DAYS = 365;
const HOUR_MS = 3_600_000;
/** Median hours to a solution. Integrations is the slow team. */
const TEAMS = [
  { name: "Accounts", hours: 5, share: 0.3 },
  { name: "Billing", hours: 7, share: 0.26 },
  { name: "Integrations", hours: 31, share: 0.18 },
  { name: "Hardware", hours: 11, share: 0.26 },
];
const PRIORITIES = [
  { name: "low", factor: 1.7, share: 0.35 },
  { name: "normal", factor: 1, share: 0.45 },
  { name: "high", factor: 0.55, share: 0.15 },
  { name: "urgent", factor: 0.3, share: 0.05 },
];
const CHANNELS = ["e-mail", "chat", "phone"];
const TICKETS = 2400;

/** A year of support tickets: one slow team, satisfaction that falls with waiting, a flood after an outage on 9 September, and some tickets still open. */
export function supportTickets(): SampleRow[] {
  const random = randomFrom(20_260_303);
  const opened = Array.from({ length: TICKETS }, () => openedAt(random)).sort((a, b) => a - b);
  return opened.map((at, index) => ticket(random, index + 1, at));
}

function openedAt(random: Random): number {
  const outage = random.next() < 0.06;
  const day = outage ? 251 + random.whole(0, 1) : random.whole(0, DAYS - 1);
  const hour = Math.min(23.9, Math.max(0, random.normal(13, 3.5)));
  return START + Math.round(((day * 24 + hour) * HOUR_MS) / 60_000) * 60_000;
}

function ticket(random: Random, id: number, at: number): SampleRow {
  const outage = Math.floor((at - START) / (24 * HOUR_MS)) === 251;
  const team =
    outage && random.next() < 0.7
      ? (TEAMS[0] ?? never())
      : random.pick(
          TEAMS,
          TEAMS.map((each) => each.share),
        );
  const priority = outage
    ? (PRIORITIES[2] ?? never())
    : random.pick(
        PRIORITIES,
        PRIORITIES.map((each) => each.share),
      );
  const hours = team.hours * priority.factor * Math.exp(random.normal(0, 0.55)) * (outage ? 2.2 : 1);
  const solvedAt = at + hours * HOUR_MS;
  const open = solvedAt > START + DAYS * 24 * HOUR_MS || random.next() < 0.01;
  const answered = !open && random.next() < 0.62;
  const mood = Math.round(random.normal(4.7 - Math.log2(1 + hours / 6) * 0.75, 0.55));
  return {
    ticket_id: id,
    opened_at: timestamp(at),
    team: team.name,
    priority: priority.name,
    channel: random.pick(CHANNELS, [0.5, 0.35, 0.15]),
    solved_at: open ? null : timestamp(solvedAt),
    hours_to_solve: open ? null : Math.round(hours * 10) / 10,
    satisfaction: answered ? Math.min(5, Math.max(1, mood)) : null,
  };
}

function timestamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace("T", " ");
}

function never(): never {
  throw new Error("a sample's table is empty");
}
