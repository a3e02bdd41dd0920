import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { findEncoding } from "./encoding.ts";
import { decodeWhole } from "./transcode.ts";

const WESTERN = "name,stadt\nJürgen Müller,Köln\nRené Lévêque,Besançon\nÅsa Björk,Göteborg\n".repeat(4);

test.each(["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"])(
  "%s by its byte-order mark, and without",
  (encoding) => {
    const marked = iconv.encode(WESTERN, encoding, { addBOM: true });
    const found = findEncoding(marked);
    expect(found.name).toBe(encoding);
    expect(decodeWhole(marked.subarray(found.mark), found.name).bytes.toString()).toBe(WESTERN);
    expect(findEncoding(iconv.encode(WESTERN, encoding, { addBOM: false }))).toEqual({
      name: encoding,
      mark: 0,
    });
  },
);

test.each([
  ["windows-1252", WESTERN],
  [
    "windows-1251",
    "город,население\nМосква,12000000\nСанкт-Петербург,5000000\nНовосибирск,1600000\n".repeat(4),
  ],
  ["koi8-r", "Дата;Название\n01.02.2020;Общество с ограниченной ответственностью\n".repeat(4)],
  ["windows-1253", "όνομα,πόλη\nΓιώργος Παπαδόπουλος,Αθήνα\n".repeat(4)],
  ["shift_jis", "都市,人口\n東京,13960000\n大阪市,2750000\n横浜市はとても大きいです,3770000\n".repeat(4)],
  ["gb18030", "城市,人口\n北京市,21540000\n上海市,24280000\n这是一个关于城市人口的表格,1\n".repeat(4)],
])("%s by its letters", (encoding, text) => {
  const bytes = iconv.encode(text, encoding);
  expect(decodeWhole(bytes, findEncoding(bytes).name).bytes.toString()).toBe(text);
});

test("a few foreign bytes in UTF-8 are read as Windows-1252 and counted, as are misread control characters", () => {
  const bytes = Buffer.concat([
    Buffer.from(WESTERN),
    Buffer.from("caf\xe9,x\n", "latin1"),
    Buffer.from("\u0091y\u0092,z\n"),
  ]);
  const found = findEncoding(bytes);
  expect(found.name).toBe("utf-8");
  const decoded = decodeWhole(bytes, found.name);
  expect(decoded.bytes.toString()).toBe(`${WESTERN}café,x\n‘y’,z\n`);
  expect(decoded.foreign).toBe(3);
});
