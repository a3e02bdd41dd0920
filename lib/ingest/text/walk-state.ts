import type { ByteText } from "./byte-text.ts";
import type { CleanDialect } from "./clean-dialect.ts";
import type { LineIndex } from "./line-index.ts";
import { MOST_REJECTS, type Repairs, shown } from "./repairs.ts";
import type { Shape } from "./shape.ts";

/** The longest line, or quoted text over several lines, that is looked at as one. */
export const MOST_RECORD_BYTES = 16 * 1024 * 1024;

export interface Walk {
  shape: Shape;
  dialect: CleanDialect;
  repairs: Repairs;
  lines: LineIndex;
  /** Kept so far. */
  records: number;
  /** The next record's first line. */
  line: number;
  separated: boolean;
  in_other_table: boolean;
  /** Blank lines of a one-column table that count only when something follows. */
  pending_blanks: number;
  /** An over-long line is being passed over. */
  skipping: boolean;
  header_texts: ByteText[];
  only_first: ByteText;
  /** Rejected since they were last written away. */
  rejected: Rejected[];
}

export interface Rejected {
  line: number;
  reason: string;
  raw: ByteText;
}

export function startWalk(shape: Shape, dialect: CleanDialect, kept: Pick<Walk, "repairs" | "lines">): Walk {
  const { delimiter, runs } = shape.splitter;
  return {
    shape,
    dialect,
    ...kept,
    records: 0,
    line: shape.body_line,
    separated: false,
    in_other_table: false,
    pending_blanks: 0,
    skipping: false,
    header_texts: shape.header_texts,
    only_first: delimiter === "" || runs ? "" : delimiter.repeat(shape.width - 1),
    rejected: [],
  };
}

/** Moves a row to the rejects. */
export function reject(state: Walk, line: number, reason: string, raw: ByteText): void {
  const { repairs } = state;
  repairs.rejected++;
  state.rejected.push({ line, reason, raw });
  if (repairs.rejects.length < MOST_REJECTS)
    repairs.rejects.push({ line, column: null, reason, text: shown(raw) });
}
