import type { Head } from "./head.ts";

/** Kinds that people send and that are no table here, by their first bytes. */
const MAGICS: [what: string, offset: number, bytes: string][] = [
  ["a PNG image", 0, "\x89PNG"],
  ["a JPEG image", 0, "\xff\xd8\xff"],
  ["a GIF image", 0, "GIF8"],
  ["a WebP image", 8, "WEBP"],
  ["a TIFF image", 0, "II*\0"],
  ["a BMP image", 0, "BM"],
  ["a PDF document", 0, "%PDF"],
  ["a bzip2 archive", 0, "BZh"],
  ["an xz archive", 0, "\xfd7zXZ"],
  ["a 7-Zip archive", 0, "7z\xbc\xaf"],
  ["a RAR archive", 0, "Rar!"],
  ["a tar archive", 257, "ustar"],
  ["an old Excel or Word file (or one locked with a password)", 0, "\xd0\xcf\x11\xe0"],
  ["an SQLite database", 0, "SQLite format 3"],
  ["a DuckDB database", 8, "DUCK"],
  ["an Arrow file", 0, "ARROW1"],
  ["an Avro file", 0, "Obj\x01"],
  ["an ORC file", 0, "ORC"],
  ["an encrypted Parquet file", 0, "PARE"],
  ["a program", 0, "\x7fELF"],
  ["a Windows program", 0, "MZ"],
  ["an MP4 video", 4, "ftyp"],
  ["an MP3 sound", 0, "ID3"],
  ["an RTF document", 0, "{\\rtf"],
];
/** Magics made of printable letters could open a CSV ("BM,id"): they count only where the bytes are no text. */
const PLAIN_LETTERS = new Set([
  "BM",
  "MZ",
  "ORC",
  "ID3",
  "BZh",
  "GIF8",
  "DUCK",
  "ftyp",
  "WEBP",
  "ARROW1",
  "Rar!",
  "PARE",
]);
/** Names of kinds that are never text. Spreadsheets' and archives' names are left out: exporters put plain text under them. */
const BINARY_NAMES =
  /\.(png|jpe?g|gif|webp|bmp|tiff?|ico|pdf|docx?|pptx?|odt|exe|dll|so|mp[34]|mov|avi|wav|sqlite3?|duckdb|avro|orc|arrow|feather)$/i;

/** What a file is when it is nothing we can load: "a PNG image"; null when its content is not known as such. */
export function foreignKind(head: Head, text: string | null): string | null {
  const bytes = head.first.toString("latin1");
  for (const [what, offset, magic] of MAGICS) {
    if (bytes.startsWith(magic, offset) && (text === null || !PLAIN_LETTERS.has(magic))) return what;
  }
  if (text === null) return "a binary file";
  return markupKind(text) ?? namedKind(head.filename);
}

function markupKind(text: string): string | null {
  const start = text
    .replace(/^\uFEFF/, "")
    .trimStart()
    .slice(0, 200);
  if (/^<(!doctype html|html)/i.test(start)) return "a web page";
  if (/^<(\?xml|[a-z][\w:-]*[\s>])/i.test(start)) return "an XML document";
  return null;
}

/** Text under the name of something that is never text: the name or the content is wrong, and we do not guess which. */
function namedKind(filename: string): string | null {
  const extension = BINARY_NAMES.exec(filename)?.[1];
  return extension ? `named .${extension.toLowerCase()} but holds plain text` : null;
}
