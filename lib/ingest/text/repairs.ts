import type { Reject } from "#lib/datasets/schema.ts";
import { type ByteText, readable } from "./byte-text.ts";

/** What was done to the rows of a file, to be said in its receipt. */
export interface Repairs {
  blank: Note;
  comment: Note;
  repeated_header: Note;
  title: Note;
  footer: Note;
  other_table: Note;
  /** Sums under the table: rejects, and such as are kept as rows. */
  total: Note;
  total_row: Note;
  short: Note;
  long: Note;
  joined: Note;
  quotes: Note;
  delimiter: Note;
  /** Tables besides the one that was read. */
  other_tables: { line: number; names: string }[];
  rejects: Reject[];
  rejected: number;
}

/** How many records, and the first of them. */
export interface Note {
  count: number;
  line: number;
  text: string;
}

export const MOST_REJECTS = 100;
const LONGEST_TEXT = 500;

export function noRepairs(): Repairs {
  const note = (): Note => ({ count: 0, line: 0, text: "" });
  return {
    blank: note(),
    comment: note(),
    repeated_header: note(),
    title: note(),
    footer: note(),
    other_table: note(),
    total: note(),
    total_row: note(),
    short: note(),
    long: note(),
    joined: note(),
    quotes: note(),
    delimiter: note(),
    other_tables: [],
    rejects: [],
    rejected: 0,
  };
}

export function count(note: Note, line: number, text: ByteText): void {
  if (note.count === 0) {
    note.line = line;
    note.text = shown(text);
  }
  note.count++;
}

/** The beginning of a raw text, as far as rejects and warnings show it. */
export function shown(text: ByteText, most = LONGEST_TEXT): string {
  return [...readable(text.slice(0, 4 * most))].slice(0, most).join("");
}

/** The repairs as sentences. */
export function repairWarnings(repairs: Repairs, width: number): string[] {
  const said: string[] = [];
  const say = (note: Note, one: string, many: string) => {
    if (note.count > 0)
      said.push(
        (note.count === 1 ? one : many)
          .replace("#", note.count.toLocaleString("en"))
          .replace("@", String(note.line)),
      );
  };
  say(
    repairs.short,
    `Line @ has fewer than ${width} values; the missing ones are empty.`,
    `# rows have fewer than ${width} values; the missing ones are empty. The first is line @.`,
  );
  say(
    repairs.long,
    `Line @ has empty fields too many; they were left out.`,
    `# rows have empty fields too many; they were left out. The first is line @.`,
  );
  say(
    repairs.joined,
    `Line @ has an unquoted delimiter inside a value; the pieces were put together where they fit.`,
    `# rows have an unquoted delimiter inside a value; the pieces were put together where they fit. The first is line @.`,
  );
  say(
    repairs.quotes,
    `Line @ has a misplaced quote, which was kept as text.`,
    `# rows have a misplaced quote, which was kept as text. The first is line @.`,
  );
  say(
    repairs.delimiter,
    `Line @ uses another delimiter; it was read by that.`,
    `# rows use another delimiter; they were read by that. The first is line @.`,
  );
  say(repairs.blank, `A blank line (line @) was left out.`, `# blank rows were left out.`);
  say(
    repairs.comment,
    `A comment (line @) was left out.`,
    `# comment lines were left out. The first is line @.`,
  );
  say(
    repairs.repeated_header,
    `The header is repeated in line @; that line is no data.`,
    `The header is repeated # times; those lines are no data. The first is line @.`,
  );
  for (const [note, what] of [
    [repairs.title, "title"],
    [repairs.footer, "note"],
  ] as const) {
    const quoted = shortened(note.text);
    say(
      note,
      `Line @ is a ${what}, not a row: "${quoted}".`,
      `# lines are ${what}s, not rows. The first is line @: "${quoted}".`,
    );
  }
  said.push(...totalWarnings(repairs));
  for (const { line, names } of repairs.other_tables) {
    said.push(`Another table begins in line ${line} (${names}); it was not read.`);
  }
  if (repairs.other_table.count > 0)
    said.push(
      `${repairs.other_table.count.toLocaleString("en")} lines belong to other tables in the file and were not read.`,
    );
  const unread = repairs.rejected - repairs.total.count;
  if (unread === 1) said.push("1 row could not be read and is listed as a reject.");
  if (unread > 1) {
    said.push(`${unread.toLocaleString("en")} rows could not be read and are listed as rejects.`);
  }
  return said;
}

function totalWarnings({ total, total_row }: Repairs): string[] {
  const said: string[] = [];
  const [out, kept] = [total, total_row].map(({ text }) => shortened(text.trim()));
  if (total.count === 1)
    said.push(`Line ${total.line} is a total, not a row, and is listed as a reject: "${out}".`);
  if (total.count > 1)
    said.push(
      `${total.count} lines are totals, not rows, and are listed as rejects. The first is line ${total.line}: "${out}".`,
    );
  const where = total_row.line === 0 ? "The last row" : `Line ${total_row.line}`;
  if (total_row.count === 1)
    said.push(`${where} looks like a total ("${kept}"). It is kept as a row, so sums count it too.`);
  if (total_row.count > 1)
    said.push(
      `The last ${total_row.count} rows look like totals ("${kept}"${total_row.line === 0 ? "" : ` in line ${total_row.line}`} is the first). They are kept as rows, so sums count them too.`,
    );
  return said;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
