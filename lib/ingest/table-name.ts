import "server-only";

const MAX_LENGTH = 60;
const COMPRESSION = /(?<=.)\.(gz|zst|bz2)$/i;
/** `.csv` and the like, but not the `.2` of `v1.2`. */
const EXTENSION = /(?<=.)\.[A-Za-z][A-Za-z0-9]{0,7}$/;
/** Words that DuckDB or the SQL people write would trip over, unquoted, as a table's name. */
const RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric at between both by case cast check collate column
  constraint create cross current_date current_time current_timestamp current_user default deferrable desc describe
  distinct do else end except exclude exists explain extract false fetch filter for foreign from full glob grant
  group having if ilike in index initially inner insert intersect interval into is join key lambda lateral leading
  left like limit map natural not null nulls offset on only or order outer over pivot placing position primary
  qualify references replace returning right row rows sample select semi set show similar some struct summarize
  symmetric table tablesample then time timestamp to top trailing transaction trim true union unique unpivot
  update user using values variadic view when where window with delete drop alter anti asof positional`.split(
    /\s+/,
  ),
);
/** Letters that Unicode does not take apart into a base letter and a mark. */
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  ð: "d",
  þ: "th",
  ı: "i",
};

/**
 * A table's name from a file's: lower case, words joined by `_`, Latin letters without their marks, letters
 * of other scripts kept, never starting with a digit, never a reserved word, at most 60 characters.
 */
export function tableNameOf(filename: string): string {
  const base = filename.split(/[\\/]/).at(-1) ?? "";
  const stem = base.replace(COMPRESSION, "").replace(EXTENSION, "");
  return identifierOf(stem, "data");
}

/** As `tableNameOf`, for a name that is no file's. */
export function identifierOf(text: string, fallback: string): string {
  const latin = text
    .normalize("NFKD")
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .normalize("NFC")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .replace(/[ßæœøđłðþı]/g, (letter) => LETTERS[letter] ?? letter);
  const words = latin.replace(/[^\p{L}\p{M}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "");
  const short = [...words]
    .slice(0, MAX_LENGTH - 2)
    .join("")
    .replace(/_+$/, "");
  if (short === "") return fallback;
  if (/^\p{N}/u.test(short)) return `t_${short}`;
  return RESERVED.has(short) ? `${short}_` : short;
}

/** `name`, or `name_2`, `name_3` … when it is taken (without regard to case). */
export function uniqueName(name: string, taken: Iterable<string>): string {
  const used = new Set([...taken].map((each) => each.toLowerCase()));
  if (!used.has(name.toLowerCase())) return name;
  for (let n = 2; ; n++) {
    const suffix = `_${n}`;
    const candidate = [...name].slice(0, MAX_LENGTH - suffix.length).join("") + suffix;
    if (!used.has(candidate.toLowerCase())) return candidate;
  }
}
