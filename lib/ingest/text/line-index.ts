/** More changes than this are not kept: records behind them have no known line. */
const MOST_CHANGES = 400_000;

/**
 * Which line of the file each record of a rewritten copy came from. Kept as the places where the distance between
 * the two changes, so that a file of plain lines costs nothing.
 */
export class LineIndex {
  #records: number[] = [];
  #distances: number[] = [];
  #distance = Number.NaN;

  /** Records are added in order, from 1. */
  add(record: number, line: number): void {
    if (line - record === this.#distance || this.#records.length > MOST_CHANGES) return;
    this.#distance = line - record;
    this.#records.push(record);
    this.#distances.push(this.#distance);
  }

  lineOf(record: number): number | null {
    let low = 0;
    let high = this.#records.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#records[middle] ?? 0) <= record) low = middle + 1;
      else high = middle;
    }
    const known = low > 0 && low <= MOST_CHANGES;
    return known ? record + (this.#distances[low - 1] ?? 0) : null;
  }
}
