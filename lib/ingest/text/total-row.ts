import { readable } from "./byte-text.ts";
import { type ColumnModel, fits, isTyped } from "./column-model.ts";
import { isBlank, isTitleLike, type TextRecord } from "./text-record.ts";

/** What people write before sums and averages under a table. */
const WORDS = [
  "(?:grand|sub|overall|net|gross|running|column)?[ -]?totals?(?: general| général| generale)?",
  "(?:sub|general|overall)? ?sum(?: total)?",
  "average|mean|median|(?:zwischen|gesamt|end)?summe|(?:ins)?gesamt|durchschnitt|mittelwert",
  "sous[ -]total|somme|ensemble|moyenne|suma(?: total)?|promedio|somma|(?:sub)?totale|totaux|totales|totais|soma",
  "(?:sub)?totaal|gemiddelde|totalt|i alt|razem|celkem|spolu|összesen|yhteensä|toplam|genel toplam",
  "итого|всего|разом|σύνολο|合計|小計|总计|總計|合计|小计|합계|총계|المجموع|الإجمالي",
].join("|");
const EDGES = "[\\s*=_–—:.-]*";
/** The word alone, or with its number in the same cell. */
const LABEL = new RegExp(
  `^${EDGES}(?:${WORDS})${EDGES}(?:[(]?[-+−$€£¥]?[\\d.,' \u00a0\u202f]*[$€£¥%]?[)]?)$`,
  "iu",
);
const LONG_LABEL = new RegExp(`^${EDGES}(?:${WORDS})(?![\\p{L}\\p{N}])`, "iu");
const LONGEST_LABEL = 60;

/** A text and numbers behind it: where it stands in the row, and what it says. Null for any other row. */
function labelOf({ fields, kinds }: TextRecord): { at: number; text: string } | null {
  const at = kinds.findIndex((kind) => kind !== "blank");
  const cell = fields[at];
  if (cell === undefined || cell.length > 4 * LONGEST_LABEL) return null;
  const others = kinds.slice(at + 1).filter((kind) => kind !== "blank" && kind !== "null");
  if (others.some((kind) => kind !== "number" && kind !== "money")) return null;
  const text = readable(cell).trim();
  if (text.length > LONGEST_LABEL || (others.length === 0 && !/\d/.test(text))) return null;
  return { at, text };
}

/** Whether a row says of itself that it sums up others. */
function isTotalLike(record: TextRecord): boolean {
  const label = labelOf(record);
  return label !== null && LONG_LABEL.test(label.text);
}

/** Whether a row among sums may be another ("VAT" between "Subtotal" and "Total"). */
function isSumLike(record: TextRecord): boolean {
  const label = labelOf(record);
  return label !== null && record.kinds[label.at] === "text";
}

/**
 * What a row is that stands among the sums below a table: no row of it where its words stand where other rows have
 * values, so that it would spoil a column's type, nor behind a gap; else a row, for a category may be called so. Null for
 * what is no total.
 */
export function judgeTotal(
  record: TextRecord,
  models: ColumnModel[],
  separated: boolean,
): "total" | "total_row" | null {
  const label = labelOf(record);
  if (label === null) return null;
  const spoils = (at: number) => {
    const [model, kind] = [models[at], record.kinds[at]];
    return model !== undefined && kind !== undefined && isTyped(model) && !fits(kind, model);
  };
  if (record.kinds[label.at] === "text" && spoils(label.at)) return "total";
  // "Total Recall" is none.
  if (!LABEL.test(label.text)) return null;
  return separated || record.kinds.some((_, at) => spoils(at)) ? "total" : "total_row";
}

/** Rows of other words that may stand among sums. */
const MOST_BETWEEN = 3;

/** Where the closing sums begin among records, with what stands between and behind them; their number where there are none. */
export function firstTotal(records: TextRecord[]): number {
  let begin = records.length;
  let others = 0;
  for (let at = records.length - 1; at >= 0 && others <= MOST_BETWEEN; at--) {
    const record = records[at];
    if (record === undefined) break;
    if (isTotalLike(record)) {
      begin = at;
      others = 0;
    } else if (isSumLike(record)) others++;
    else if (!isBlank(record) && !isTitleLike(record)) break;
  }
  return begin;
}

/** The fewest records that tell what a table is. */
const FEWEST = 2;

/** The records of a text that tell what its table is: sums at its end do not. */
export function withoutTotals(records: TextRecord[]): TextRecord[] {
  const rows = records.slice(0, firstTotal(records));
  return rows.filter((record) => !isBlank(record)).length < FEWEST ? records : rows;
}
