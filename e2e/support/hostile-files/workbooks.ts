import { makeWorkbook, rowsXml } from "#e2e/support/make-workbook.ts";
import { type HostileFile, MB } from "./hostile-file.ts";

const book = (rows: string, more: Parameters<typeof makeWorkbook>[1] = {}, after = "") =>
  makeWorkbook([{ name: "S", rows, after }], more);
const good = rowsXml([
  ["a", "b"],
  [1, 2],
]);
const dtd = (entities: string, use: string) =>
  `<?xml version="1.0"?><!DOCTYPE sst [${entities}]><sst><si><t>${use}</t></si></sst>`;
const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join(
  "",
);
const shared = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>';

export const workbooks: HostileFile[] = [
  {
    name: "XLSX with an external entity",
    filename: "e.xlsx",
    make: () =>
      book(shared, {
        members: { "xl/sharedStrings.xml": dtd('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;") },
      }),
    ends: "fault",
  },
  {
    name: "XLSX of a billion laughs",
    filename: "l.xlsx",
    make: () =>
      book(shared, { members: { "xl/sharedStrings.xml": dtd(`<!ENTITY l0 "ha">${laughs}`, "&l9;") } }),
    ends: "fault",
  },
  {
    name: "XLSX with an undeclared entity",
    filename: "e.xlsx",
    make: () => book(shared, { shared: "<si><t>&x; &#xFFFFFF; &#0;</t></si>" }),
    ends: "any",
  },
  {
    name: "XLSX with a member's name that climbs",
    filename: "s.xlsx",
    make: () => makeZipNamedWorkbook(),
    ends: "table",
  },
  {
    name: "XLSX whose dimension is all of Excel's cells",
    filename: "d.xlsx",
    make: () =>
      book(
        `${good}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`,
        {},
        '<dimension ref="A1:XFD1048576"/>',
      ),
    ends: "any",
  },
  {
    name: "XLSX of 200,000 empty rows",
    filename: "r.xlsx",
    make: () => book(`${good}${'<row r="9"></row>'.repeat(200_000)}`),
    ends: "table",
  },
  {
    name: "XLSX with cells far outside",
    filename: "c.xlsx",
    make: () => book('<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZ9999999"><v>2</v></c></row>'),
    ends: "any",
  },
  {
    name: "XLSX with a shared text that is not there",
    filename: "i.xlsx",
    make: () =>
      book(
        '<row r="1"><c r="A1" t="s"><v>99999999</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1"><v>1</v></c></row>',
      ),
    ends: "any",
  },
  {
    name: "XLSX of one text of 9 MB",
    filename: "t.xlsx",
    make: () => book(shared, { shared: `<si><t>${"x".repeat(9 * MB)}</t></si>` }),
    ends: "fault",
  },
  {
    name: "XLSX of 100 MB of shared texts",
    filename: "t.xlsx",
    make: () => book(shared, { shared: "<si><t>xxxxxxxxxxxxxxxxxxxxxx</t></si>".repeat(3 * MB) }),
    ends: "fault",
  },
  {
    name: "XLSX cut off",
    filename: "c.xlsx",
    make: async () => (await book(good)).subarray(0, 700),
    ends: "fault",
  },
  {
    name: "XLSX whose sheet is no XML",
    filename: "x.xlsx",
    make: () => book(`${good}<<<>>>"<c r='`),
    ends: "any",
  },
  {
    name: "XLSX with a sheet on another machine",
    filename: "x.xlsx",
    make: () =>
      book(good, {
        members: {
          "xl/_rels/workbook.xml.rels":
            '<Relationships><Relationship Id="rId1" TargetMode="External" Target="http://127.0.0.1:9/sheet.xml"/></Relationships>',
        },
      }),
    ends: "fault",
  },
];

async function makeZipNamedWorkbook(): Promise<Buffer> {
  const bytes = await book(good, { members: { "docProps/slipped1.xml": "<a/>" } });
  const [from, to] = ["docProps/slipped1.xml", "../../../slipped1.xml"];
  return Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
}
