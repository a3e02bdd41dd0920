import { makeZip } from "./make-zip.ts";

export interface SheetXml {
  name: string;
  /** Cells by address, as they stand in the sheet's XML: `['A1', '<v>1</v>', 't="n"']`. */
  rows: string;
  state?: "hidden" | "veryHidden";
  /** What follows the cells, such as merged ones. */
  after?: string;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A workbook from the XML of its sheets, for what no writer writes. Styles 1 date, 2 date and time, 3 percent, 4 `[h]:mm`, 5 `"d"0.0`. */
export function makeWorkbook(
  sheets: SheetXml[],
  more: { shared?: string; workbook?: string; members?: Record<string, string> } = {},
): Promise<Buffer> {
  const list = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"${state ? ` state="${state}"` : ""}/>`,
  );
  const relations = sheets.map(
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const pages = sheets.map(({ rows, after = "" }, at): [string, string] => [
    `xl/worksheets/sheet${at + 1}.xml`,
    `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${after}</worksheet>`,
  ]);
  return makeZip({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${more.workbook ?? ""}<sheets>${list.join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${relations.join("")}</Relationships>`,
    "xl/styles.xml": STYLES,
    ...(more.shared === undefined
      ? {}
      : { "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${more.shared}</sst>` }),
    ...Object.fromEntries(pages),
    ...more.members,
  });
}

const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="&quot;d&quot;0.0"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

type Value = string | number | boolean | null | { xml: string; attributes?: string };

/** Rows of values as XML, from row `from`; a value in XML says its own style and type. */
export function rowsXml(rows: Value[][], from = 1): string {
  return rows
    .map((cells, at) => {
      const number = from + at;
      const xml = cells.map((value, column) =>
        cellXml(value, `${String.fromCharCode(65 + column)}${number}`),
      );
      return `<row r="${number}">${xml.join("")}</row>`;
    })
    .join("");
}

function cellXml(value: Value, address: string): string {
  if (value === null) return "";
  if (typeof value === "number") return `<c r="${address}"><v>${value}</v></c>`;
  if (typeof value === "boolean") return `<c r="${address}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "string") return `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`;
  return `<c r="${address}" ${value.attributes ?? ""}>${value.xml}</c>`;
}
