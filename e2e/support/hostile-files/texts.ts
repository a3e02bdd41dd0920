import { type HostileFile, MB, zeros } from "./hostile-file.ts";

const wide = (count: number) => Array.from({ length: count }, (_, at) => `c${at}`);
const nested = (depth: number, [open, close]: [string, string], inside = "1") =>
  open.repeat(depth) + inside + close.repeat(depth);

export const texts: HostileFile[] = [
  {
    name: "CSV of 300,000 columns",
    filename: "w.csv",
    make: () => `${wide(300_000).join(",")}\n${wide(300_000).fill("1").join(",")}\n`,
    ends: "any",
  },
  {
    name: "CSV that is one line of 20 MB",
    filename: "l.csv",
    make: () => zeros(20 * MB).fill("x"),
    ends: "any",
  },
  {
    name: "CSV of one line of 8 MB of delimiters",
    filename: "d.csv",
    make: () => zeros(8 * MB).fill(","),
    ends: "any",
  },
  {
    name: "CSV with NULs and control characters",
    filename: "n.csv",
    make: () => `a,b\n${"1,x\0y\n2,\x01\x02z\n3,a few words of text\n4,and some more of them\n".repeat(50)}`,
    ends: "table",
  },
  {
    name: "CSV of invalid UTF-8",
    filename: "u.csv",
    make: () =>
      Buffer.concat([Buffer.from("a,b\n1,"), Buffer.from([0xc3, 0x28, 0xff, 0xfe]), Buffer.from("\n2,x\n")]),
    ends: "table",
  },
  {
    name: "CSV with a quote that is never closed",
    filename: "q.csv",
    make: () => `a,b\n1,"x\n${"2,y\n".repeat(100_000)}`,
    ends: "any",
  },
  { name: "CSV of quotes alone", filename: "q.csv", make: () => '"'.repeat(100_001), ends: "any" },
  {
    name: "CSV that is a formula",
    filename: "f.csv",
    make: () => "a,b\n=HYPERLINK(1),@SUM(1)\n",
    ends: "table",
  },
  {
    name: "JSON of 100,000 nested lists",
    filename: "d.json",
    make: () => nested(100_000, ["[", "]"]),
    ends: "fault",
  },
  {
    name: "JSON of 100,000 nested objects",
    filename: "d.json",
    make: () => nested(100_000, ['{"a":', "}"]),
    ends: "fault",
  },
  {
    name: "JSON rows of 100,000 levels",
    filename: "d.json",
    make: () => `[{"a":1},{"a":${nested(100_000, ["[", "]"])}}]`,
    ends: "fault",
  },
  {
    name: "JSON lines of 100,000 levels",
    filename: "d.ndjson",
    make: () => `{"a":1}\n{"a":${nested(100_000, ["[", "]"])}}\n`,
    ends: "fault",
  },
  {
    name: "JSON of 400 levels",
    filename: "d.json",
    make: () => `[{"a":${nested(400, ["[", "]"])}}]`,
    ends: "any",
  },
  {
    name: "JSON rows of 400 nested objects",
    filename: "d.json",
    make: () => `[{"a":${nested(400, ['{"b":', "}"])}}]`,
    ends: "table",
  },
  {
    name: "JSON brackets that only open",
    filename: "o.json",
    make: () => "[".repeat(1_000_000),
    ends: "fault",
  },
  {
    name: "JSON brackets that only close",
    filename: "o.json",
    make: () => `[{"a":1}${"]".repeat(1000)}`,
    ends: "fault",
  },
  {
    name: "JSON of a string of 20 MB",
    filename: "s.json",
    make: () => `[{"a":"${"x".repeat(20 * MB)}"}]`,
    ends: "table",
  },
  {
    name: "JSON line of 65 MB",
    filename: "s.ndjson",
    make: () => `{"a":1}\n{"a":"${"x".repeat(65 * MB)}"}\n`,
    ends: "fault",
  },
  {
    name: "JSON of a number of a million digits",
    filename: "n.json",
    make: () => `[{"a":${"9".repeat(1_000_000)}}]`,
    ends: "any",
  },
  {
    name: "JSON of 60,000 columns",
    filename: "c.json",
    make: () =>
      `[{${wide(60_000)
        .map((name) => `"${name}":1`)
        .join(",")}}]`,
    ends: "fault",
  },
  {
    name: "JSON of 20,000 rows of other names",
    filename: "c.json",
    make: () => JSON.stringify(wide(20_000).map((name) => ({ [name]: 1 }))),
    ends: "fault",
  },
  {
    name: "JSON with __proto__ and constructor",
    filename: "p.json",
    make: () => '[{"__proto__":{"x":1},"constructor":2},{"__proto__":{"x":3},"constructor":4}]',
    ends: "table",
  },
];
