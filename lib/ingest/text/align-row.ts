import type { ByteText } from "./byte-text.ts";
import { type ColumnModel, type Look, lookAt, misfit, NOTHING } from "./column-model.ts";

/** Beyond this a row is padded or cut at its end: looking for its places would take too long. */
const WIDEST = 400;
const MOST_EXTRA = 40;
const DROP_BLANK = 0.4;
const JOIN = 0.6;
const LEAVE_OUT = 0.5;
const FALSE_NUMBER = 3;
const THOUSANDS = /^\D{0,3}\d{1,3}(?:[,. ]\d{3})+(?:[.,]\d+)?\D{0,3}$/;

export interface Alignment {
  /** One cell a column; "" where the row has none. */
  cells: ByteText[];
  /** How ill they sit; 0 is perfect. */
  cost: number;
  /** Fields that were put together again because they held the delimiter. */
  joined: number;
}

/**
 * Puts the fields of a row with too many or too few of them under the columns where they fit best: blank fields too
 * many go, neighbours are put together again with the delimiter that parted them, missing ones stay blank. No text
 * is lost. Null where too much would have to be joined.
 */
export function alignRow(fields: ByteText[], models: ColumnModel[], delimiter: ByteText): Alignment | null {
  const width = models.length;
  const extra = fields.length - width;
  if (extra === 0) return { cells: fields, cost: costOf(fields, models), joined: 0 };
  if (extra > MOST_EXTRA) return null;
  if (width > WIDEST) return extra > 0 ? null : { cells: padded(fields, width), cost: -extra, joined: 0 };
  return cheapest(fields, models, delimiter);
}

export function padded(fields: ByteText[], width: number): ByteText[] {
  return [...fields, ...Array.from({ length: Math.max(0, width - fields.length) }, () => "")];
}

function costOf(fields: ByteText[], models: ColumnModel[]): number {
  let cost = 0;
  for (const [index, field] of fields.entries()) cost += misfit(lookAt(field), models[index]);
  return cost;
}

interface Step {
  cost: number;
  /** Fields taken by this column, 0 where it stays blank; -1 where the field is dropped. */
  took: number;
}

/** Neighbours put together: the last `took` fields before a place. */
interface Piece extends Look {
  took: number;
  thousands: boolean;
}

/** Least cost of giving the first `i` fields to the first `j` columns, for all i and j; then the way back. */
function cheapest(fields: ByteText[], models: ColumnModel[], delimiter: ByteText): Alignment {
  const table: Step[][] = [];
  const reach = Math.abs(fields.length - models.length) + 1;
  for (let i = 0; i <= fields.length; i++) {
    const row: Step[] = [];
    table.push(row);
    const pieces = piecesBefore(fields, i, delimiter, reach);
    for (let j = 0; j <= models.length; j++) {
      // Far from the diagonal nothing cheap is to be found.
      if (Math.abs(i - j) > reach) row.push({ cost: Number.POSITIVE_INFINITY, took: 0 });
      else row.push(bestStep(table, i, j, pieces, models[j - 1]));
    }
  }
  const cells = Array.from({ length: models.length }, () => "");
  let joined = 0;
  for (let i = fields.length, j = models.length; i > 0 || j > 0; ) {
    const { took } = table[i]?.[j] ?? { took: 0 };
    if (took < 0) i--;
    else {
      j--;
      i -= took;
      cells[j] = fields.slice(i, i + took).join(delimiter);
      if (took > 1) joined += took;
    }
  }
  return { cells, cost: table[fields.length]?.[models.length]?.cost ?? 0, joined };
}

function piecesBefore(fields: ByteText[], end: number, delimiter: ByteText, reach: number): Piece[] {
  return Array.from({ length: Math.min(end, reach) }, (_, index) => {
    const cell = fields.slice(end - index - 1, end).join(delimiter);
    return { ...lookAt(cell), took: index + 1, thousands: THOUSANDS.test(cell.trim()) };
  });
}

function bestStep(
  table: Step[][],
  i: number,
  j: number,
  pieces: Piece[],
  model: ColumnModel | undefined,
): Step {
  let best: Step = { cost: i === 0 && j === 0 ? 0 : Number.POSITIVE_INFINITY, took: 0 };
  const offer = (before: Step | undefined, cost: number, took: number) => {
    const sum = (before?.cost ?? Number.POSITIVE_INFINITY) + cost;
    if (sum < best.cost) best = { cost: sum, took };
  };
  if (j > 0) {
    offer(table[i]?.[j - 1], LEAVE_OUT + misfit(NOTHING, model), 0);
    for (const piece of pieces) {
      offer(table[i - piece.took]?.[j - 1], misfit(piece, model) + joinCost(piece, model), piece.took);
    }
  }
  if (pieces[0]?.kind === "blank" && !pieces[0].in_quotes) offer(table[i - 1]?.[j], DROP_BLANK, -1);
  return best;
}

/** Two numbers put together look like one with a decimal comma; only thousands marks make that likely. */
function joinCost({ took, thousands }: Piece, model: ColumnModel | undefined): number {
  if (took === 1) return 0;
  return (took - 1) * JOIN + (model?.kind === "number" && !thousands ? FALSE_NUMBER : 0);
}
