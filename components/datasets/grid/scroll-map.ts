/** What browsers still lay out: Firefox stops at about 17 million pixels, Chromium at 33. */
const MAX_HEIGHT = 6_000_000;
const PAGES = 100;

/**
 * Maps a scroll bar of bounded height onto rows that would be far higher. Small moves go pixel by pixel; a
 * jump of more than a window goes to its share of the whole. (The way of SlickGrid: the whole is cut into
 * overlapping pages, and crossing from one to the next shifts the real scroll position.)
 */
export class ScrollMap {
  /** Of the element that gives the scroll bar its length. */
  readonly height: number;
  /** What lies between the real position and the one among all rows. */
  offset = 0;
  #top = 0;
  readonly #total: number;
  readonly #viewport: number;
  readonly #pageHeight: number;
  readonly #pages: number;
  readonly #shift: number;

  constructor(total: number, viewport: number) {
    this.#total = total;
    this.#viewport = viewport;
    this.height = Math.min(total, MAX_HEIGHT);
    const isWhole = this.height === total;
    this.#pageHeight = isWhole ? total : this.height / PAGES;
    this.#pages = isWhole ? 1 : Math.floor(total / this.#pageHeight);
    this.#shift = isWhole ? 0 : (total - this.height) / (this.#pages - 1);
  }

  /** The position among all rows, in pixels. */
  get position(): number {
    return this.#top + this.offset;
  }

  /** The person scrolled to `top`. Returns the scroll position to set, which mostly is the same. */
  scrolled(top: number): number {
    if (Math.abs(top - this.#top) < this.#viewport) return this.moveTo(top + this.offset);
    const range = this.height - this.#viewport;
    const share = range > 0 ? (top * (this.#total - this.#viewport)) / range : 0;
    this.#turnTo(share);
    this.#top = top;
    return top;
  }

  /** Goes to a position among all rows. Returns the scroll position to set. */
  moveTo(position: number): number {
    const most = Math.max(0, this.#total - this.#viewport);
    const wanted = Math.min(Math.max(0, position), most);
    this.#turnTo(wanted);
    this.#top = wanted - this.offset;
    return this.#top;
  }

  #turnTo(position: number): void {
    const page = this.#pageHeight > 0 ? Math.floor(position / this.#pageHeight) : 0;
    this.offset = Math.round(Math.min(this.#pages - 1, page) * this.#shift);
  }
}
