import { expect, test } from "vitest";
import { listAt, numberAt, readStruct, ThriftFault, type ThriftStruct, TYPE, writeStruct } from "./thrift.ts";

const struct: ThriftStruct = new Map([
  [1, { type: TYPE.i32, value: -70_000 }],
  [2, { type: TYPE.i64, value: 2 ** 51 }],
  [3, { type: TYPE.yes, value: false }],
  [40, { type: TYPE.binary, value: Buffer.from("a name") }],
  [41, { type: TYPE.list, value: { of: TYPE.i32, items: Array.from({ length: 20 }, (_, at) => at - 5) } }],
  [42, { type: TYPE.struct, value: new Map([[1, { type: TYPE.double, value: 1.5 }]]) }],
  [43, { type: TYPE.list, value: { of: TYPE.yes, items: [true, false] } }],
  [44, { type: TYPE.i8, value: -3 }],
]);

test("a structure that is written is read as it was", () => {
  const bytes = writeStruct(struct);
  const { struct: read, length } = readStruct(Buffer.concat([bytes, Buffer.from("more")]));
  expect(length).toBe(bytes.length);
  expect(numberAt(read, 1)).toBe(-70_000);
  expect(read.get(3)?.value).toBe(false);
  expect(listAt(read, 41)).toHaveLength(20);
  expect(writeStruct(read)).toEqual(bytes);
});

test("bytes that end early, go deep, or count what is not there are a fault", () => {
  const bytes = writeStruct(struct);
  for (let cut = 0; cut < bytes.length; cut++)
    expect(() => readStruct(bytes.subarray(0, cut))).toThrow(ThriftFault);
  expect(() => readStruct(Buffer.alloc(1000, 0x1c))).toThrow(ThriftFault);
  expect(() => readStruct(Buffer.alloc(100_000, 0x19))).toThrow(ThriftFault);
  expect(() => readStruct(Buffer.from([0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x0f]))).toThrow(ThriftFault);
});
