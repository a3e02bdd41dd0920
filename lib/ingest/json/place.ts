import { areFew } from "#lib/ingest/types/column-candidates.ts";
import { OFFSET } from "#lib/ingest/types/time-pattern.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";
import { TIME, timesOf } from "./iso-time.ts";
import { LONG_FRACTION } from "./parse-line.ts";
import { MOST_COLUMNS, MOST_MEMBERS, MOST_NESTING, type Structure } from "./structure.ts";

const OFFSET_BEHIND = new RegExp(OFFSET);
const KIND = { boolean: 1, whole: 2, long: 4, fraction: 8, text: 16, list: 32, object: 64 };
const NUMBER = KIND.whole | KIND.long | KIND.fraction;
/** What is nested deeper becomes text, so nothing of it need be known. */
const DEEPEST = MOST_NESTING + 1;
/** Some 200 bytes each. */
const MOST_PLACES = 200_000;

/**
 * Of texts that nearly all are times: those that are none, for which all stay texts; dates among timestamps; or times of
 * other zones than UTC.
 */
export interface OddTexts {
  /** Keys from the row inwards. */
  path: string[];
  is: "no time" | "midnight" | "offset";
  /** What the others are. */
  type: string;
  count: number;
  /** The first that is no time, and the row it is in (from 1). */
  text: string;
  row: number;
}

/** So many texts that are no times are counted at least; of more, as long as they are few. */
const MOST_ODD = 20;

interface Count {
  places: number;
  /** The row that is looked at. */
  row: number;
  /** Whether anything was nested deeper than is looked at. */
  deep: boolean;
}

/** What the values are that stand at one place of all rows: of which kinds, and what is in them. */
export class Place {
  #kinds = 0;
  /** What all texts so far may be, and what those that are times may be. */
  #times = TIME.date | TIME.local | TIME.zoned;
  #others = TIME.date | TIME.local | TIME.zoned;
  #texts = 0;
  #dates = 0;
  #offsets = 0;
  #odd = { count: 0, text: "", row: 0 };
  #members: Map<string, Place> | undefined;
  #items: Place | undefined;
  readonly #level: number;
  readonly #count: Count;

  constructor(level = 0, count: Count = { places: 0, row: 0, deep: false }) {
    this.#level = level;
    this.#count = count;
    if (++count.places > MOST_PLACES) throw new FileFault("its rows have too many different members");
  }

  /** Told once: whether anything was too deep since it was asked last. */
  wasDeep(): boolean {
    const { deep } = this.#count;
    this.#count.deep = false;
    return deep;
  }

  /** One row more, whose values are noted next. */
  noteRow(value: object): void {
    this.#count.row++;
    this.note(value);
  }

  note(value: unknown): void {
    if (typeof value === "string") {
      this.#kinds |= KIND.text;
      this.#noteText(value);
    } else if (typeof value === "number") this.#kinds |= kindOf(value);
    else if (typeof value === "boolean") this.#kinds |= KIND.boolean;
    else if (value === LONG_FRACTION) this.#kinds |= KIND.long | KIND.fraction;
    else if (typeof value === "object" && value !== null) this.#noteContainer(value);
  }

  #noteText(text: string): void {
    this.#texts++;
    const odd = this.#odd;
    if (odd.count > MOST_ODD && !areFew(odd.count, this.#texts)) return;
    const times = timesOf(text);
    this.#times &= times;
    if ((times & TIME.date) !== 0) this.#dates++;
    if (times === TIME.zoned && OFFSET_BEHIND.test(text)) this.#offsets++;
    if (times !== 0) this.#others &= times;
    else if (odd.count++ === 0) this.#odd = { count: 1, text: text.slice(0, 80), row: this.#count.row };
  }

  #noteContainer(value: object): void {
    this.#kinds |= Array.isArray(value) ? KIND.list : KIND.object;
    if (this.#level > DEEPEST) {
      this.#count.deep = true;
      return;
    }
    if (Array.isArray(value)) {
      this.#items ??= new Place(this.#level + 1, this.#count);
      for (const item of value) this.#items.note(item);
      return;
    }
    this.#members ??= new Map();
    const most = this.#level === 0 ? MOST_COLUMNS : MOST_MEMBERS;
    for (const key of Object.keys(value)) {
      let place = this.#members.get(key);
      if (place === undefined) {
        // One more than the most tells that there are too many.
        if (this.#members.size > most) continue;
        place = new Place(this.#level + 1, this.#count);
        this.#members.set(key, place);
      }
      place.note(memberOf(value, key));
    }
  }

  /** Outside lists. */
  oddTexts(path: string[] = []): OddTexts[] {
    const inner = [...(this.#members ?? [])].flatMap(([key, place]) => place.oddTexts([...path, key]));
    if (this.#kinds !== KIND.text) return inner;
    const type = timeOf(this.#others);
    const { count, text, row } = this.#odd;
    if (count === 0 && type === "TIMESTAMPTZ" && this.#offsets > 0)
      return [{ path, is: "offset", type, count: this.#offsets, text: "", row: 0 }];
    if (count === 0 && type === "TIMESTAMP" && this.#dates > 0)
      return [{ path, is: "midnight", type, count: this.#dates, text: "", row: 0 }];
    if (count === 0 || type === "VARCHAR" || !areFew(count, this.#texts)) return [];
    return [{ path, is: "no time", type, count, text, row }];
  }

  structure(): Structure {
    const kinds = this.#kinds;
    if (kinds === 0) return "NULL";
    if (kinds === KIND.text) return timeOf(this.#times);
    if (kinds === KIND.boolean) return "BOOLEAN";
    if (kinds === KIND.list) return { list: this.#items?.structure() ?? "NULL" };
    if (kinds === KIND.object)
      return { members: [...(this.#members ?? [])].map(([key, place]) => [key, place.structure()]) };
    if ((kinds & ~NUMBER) !== 0) return (kinds & NUMBER) === 0 ? "JSON" : "MIXED";
    if ((kinds & KIND.long) !== 0) return (kinds & KIND.fraction) === 0 ? "LONG" : "DIGITS";
    return kinds === KIND.whole ? "BIGINT" : "DOUBLE";
  }
}

/** `Object.keys` named it, so it is there; `Object.entries` would make a list a member. */
function memberOf(value: object, key: string): unknown {
  return (value as Record<string, unknown>)[key];
}

/** Whole numbers that JavaScript may have changed are long. */
function kindOf(value: number): number {
  if (Number.isSafeInteger(value)) return KIND.whole;
  return Number.isInteger(value) || !Number.isFinite(value) ? KIND.long : KIND.fraction;
}

function timeOf(times: number): string {
  if ((times & TIME.date) !== 0) return "DATE";
  if ((times & TIME.local) !== 0) return "TIMESTAMP";
  return (times & TIME.zoned) !== 0 ? "TIMESTAMPTZ" : "VARCHAR";
}
