/** SQL literals of one type: such as people use, and such as hurt. */
export interface Values {
  /** As SQL names the type. */
  type: string;
  mild: readonly string[];
  wild: readonly string[];
}

const LONG = "repeat('ab', 100000)";
const DEEP_JSON = `repeat('[', 5000) || repeat(']', 5000)`;

const TEXT: Values = {
  type: "VARCHAR",
  mild: [
    "'a'",
    "''",
    "NULL",
    "'year'",
    '\'{"a": [1, {"b": 2}]}\'',
    "'2024-02-29 12:00:00'",
    "'🤷🏽‍♀️é'",
    "'12'",
  ],
  wild: [
    LONG,
    "'../../etc/passwd'",
    "'/etc/passwd'",
    "'%s %d %n {} {:>2000000000}'",
    "chr(0)",
    "'(a+)+$'",
    DEEP_JSON,
    "'-9223372036854775809'",
    "'$.a[*]..b'",
    "'\u202e\u200b\ufeff'",
  ],
};

function integers(type: string, least: string, most: string): Values {
  const signed = least.startsWith("-");
  return {
    type,
    mild: ["1", "0", "NULL", "7", "100"],
    wild: [least, most, signed ? "-1" : "2", `${most} - 1`],
  };
}

const NUMBERS: Values[] = [
  integers("TINYINT", "-128", "127"),
  integers("SMALLINT", "-32768", "32767"),
  integers("INTEGER", "-2147483648", "2147483647"),
  integers("BIGINT", "-9223372036854775808", "9223372036854775807"),
  integers("HUGEINT", "-170141183460469231731687303715884105728", "170141183460469231731687303715884105727"),
  integers("UTINYINT", "0", "255"),
  integers("USMALLINT", "0", "65535"),
  integers("UINTEGER", "0", "4294967295"),
  integers("UBIGINT", "0", "18446744073709551615"),
  integers("UHUGEINT", "0", "340282366920938463463374607431768211455"),
  {
    type: "DOUBLE",
    mild: ["0.5", "0", "NULL", "-1.5", "3"],
    wild: ["'nan'", "'inf'", "'-inf'", "1e308", "5e-324", "-1e308"],
  },
  { type: "FLOAT", mild: ["0.5", "0", "NULL", "-1.5"], wild: ["'nan'", "'inf'", "3.4e38", "1e-45"] },
  {
    type: "DECIMAL(38,10)",
    mild: ["1.5", "0", "NULL"],
    wild: ["9999999999999999999999999999.9999999999", "-9999999999999999999999999999.9999999999"],
  },
  { type: "BIGNUM", mild: ["'12'", "NULL", "'-1'"], wild: ["repeat('9', 5000)", "'-' || repeat('9', 300)"] },
];

const TIMES: Values[] = [
  {
    type: "DATE",
    mild: ["'2024-02-29'", "NULL", "'1970-01-01'"],
    wild: ["'infinity'", "'-infinity'", "'5881580-07-10'", "'5877642-06-25 (BC)'"],
  },
  {
    type: "TIMESTAMP",
    mild: ["'2024-02-29 12:34:56.789'", "NULL"],
    wild: ["'infinity'", "'-infinity'", "'294247-01-10 04:00:54.775806'", "'290309-12-22 (BC) 00:00:00'"],
  },
  {
    type: "TIMESTAMP_NS",
    mild: ["'2024-02-29 12:34:56.789'", "NULL"],
    wild: ["'infinity'", "'2262-04-11 23:47:16.854775806'", "'1677-09-22'"],
  },
  {
    type: "TIMESTAMP WITH TIME ZONE",
    mild: ["'2024-02-29 12:34:56+00'", "NULL"],
    wild: [
      "'infinity'",
      "'-infinity'",
      "'294247-01-10 04:00:54.775806+00'",
      "'290309-12-22 (BC) 00:00:00+00'",
    ],
  },
  { type: "TIME", mild: ["'12:34:56'", "NULL"], wild: ["'24:00:00'", "'00:00:00'"] },
  { type: "TIME_NS", mild: ["'12:34:56'", "NULL"], wild: ["'23:59:59.999999999'", "'00:00:00'"] },
  {
    type: "TIME WITH TIME ZONE",
    mild: ["'12:34:56+01'", "NULL"],
    wild: ["'24:00:00-15:59:59'", "'00:00:00+15:59:59'"],
  },
  {
    type: "INTERVAL",
    mild: ["'1 day'", "'3 months'", "NULL"],
    wild: ["'2147483647 months'", "'-2147483647 days'", "'9223372036854775807 microseconds'", "'0 days'"],
  },
];

const OTHERS: Values[] = [
  { type: "BOOLEAN", mild: ["true", "false", "NULL"], wild: ["NULL", "true"] },
  {
    type: "BLOB",
    mild: ["'ab'", "''", "NULL"],
    wild: ["'\\x00\\xFF\\xFE'", `${LONG}::BLOB`, "'\\x01\\x02\\x00\\x00\\x00\\xFF\\xFF\\xFF\\xFF'"],
  },
  { type: "BIT", mild: ["'101'", "NULL", "'0'"], wild: ["repeat('10', 50000)::BIT", "'1'"] },
  {
    type: "UUID",
    mild: ["'00000000-0000-4000-8000-000000000000'", "NULL"],
    wild: ["'ffffffff-ffff-ffff-ffff-ffffffffffff'"],
  },
  {
    type: "JSON",
    mild: ['\'{"a": [1, {"b": 2}]}\'', "'[1, 2]'", "NULL"],
    wild: [`'[' || ${LONG.replace("ab", "1,")} || '1]'`, DEEP_JSON, "'1e999'"],
  },
  { type: "VARIANT", mild: ["1", "{'a': 1}", "NULL"], wild: ["[[[]]]", LONG, "[NULL]"] },
  {
    type: "GEOMETRY",
    mild: ["'POINT(1 2)'", "NULL"],
    wild: ["'POINT(1e308 -1e308)'", "'LINESTRING EMPTY'", "'GEOMETRYCOLLECTION EMPTY'"],
  },
  {
    type: "STRUCT(a INTEGER, b VARCHAR)",
    mild: ["{'a': 1, 'b': 'x'}", "NULL"],
    wild: [`{'a': NULL, 'b': ${LONG}}`, "{'a': 2147483647, 'b': ''}"],
  },
  {
    type: "MAP(VARCHAR, INTEGER)",
    mild: ["MAP {'a': 1}", "NULL", "MAP {}"],
    wild: ["map(list_transform(range(5000), lambda i: i::VARCHAR), range(5000))"],
  },
  { type: "UNION(n INTEGER, s VARCHAR)", mild: ["1", "'x'", "NULL"], wild: [LONG, "2147483647"] },
];

const LISTS: Values[] = [
  {
    type: "BIGINT[]",
    mild: ["[1, 2, 3]", "[]", "NULL", "[NULL]"],
    wild: ["range(5000)", "[9223372036854775807, -9223372036854775808]", "[NULL, NULL]"],
  },
  {
    type: "VARCHAR[]",
    mild: ["['a', 'b']", "[]", "NULL", "[NULL]"],
    wild: [`[${LONG}, '']`, "list_transform(range(3000), lambda i: i::VARCHAR)", "['../../etc/passwd']"],
  },
  {
    type: "DOUBLE[]",
    mild: ["[1, 2.5, 3]", "[0, 1, 2]", "NULL"],
    wild: ["['nan'::DOUBLE, 'inf'::DOUBLE, -1]", "[1e308, 1e308, -1e308]", "[]"],
  },
  {
    type: "FLOAT[]",
    mild: ["[1, 2.5, 3]", "[0, 1, 2]", "NULL"],
    wild: ["['nan'::DOUBLE, 'inf'::DOUBLE, -1]", "[3e38, 3e38, -3e38]", "[]"],
  },
  {
    type: "BOOLEAN[]",
    mild: ["[true, false, NULL]", "NULL"],
    wild: ["[]", "list_transform(range(5000), lambda i: i % 2 = 0)"],
  },
  {
    type: "BIGINT[][]",
    mild: ["[[1, 2], [3]]", "[[]]", "NULL"],
    wild: ["[range(5000), NULL, []]", "[[NULL]]"],
  },
  {
    type: "FLOAT[3]",
    mild: ["[1, 2.5, 3]", "NULL"],
    wild: ["['nan'::DOUBLE, 'inf'::DOUBLE, -1]", "[3e38, 3e38, -3e38]"],
  },
  {
    type: "DOUBLE[3]",
    mild: ["[1, 2.5, 3]", "NULL"],
    wild: ["['nan'::DOUBLE, 'inf'::DOUBLE, -1]", "[1e308, 1e308, -1e308]"],
  },
  {
    type: "STRUCT(k VARCHAR, v INTEGER)[]",
    mild: ["[{'k': 'a', 'v': 1}]", "[]", "NULL"],
    wild: ["[{'k': 'a', 'v': 1}, {'k': 'a', 'v': 2}]", "[{'k': NULL, 'v': NULL}]"],
  },
];

const BY_TYPE = new Map(
  [TEXT, ...NUMBERS, ...TIMES, ...OTHERS, ...LISTS].map((values) => [values.type, values]),
);

/** Types of the signatures, where they are no types of values. */
const MEANT: Readonly<Record<string, string>> = {
  DECIMAL: "DECIMAL(38,10)",
  STRUCT: "STRUCT(a INTEGER, b VARCHAR)",
  UNION: "UNION(n INTEGER, s VARCHAR)",
  "FLOAT[ANY]": "FLOAT[3]",
  "DOUBLE[ANY]": "DOUBLE[3]",
  "MAP(K, V)": "MAP(VARCHAR, INTEGER)",
  "STRUCT(K, V)[]": "STRUCT(k VARCHAR, v INTEGER)[]",
  'STRUCT("year" BIGINT, "month" BIGINT, "day" BIGINT)': "STRUCT(a INTEGER, b VARCHAR)",
};

/** The values of a parameter's type; those of text where the type says nothing. `any` is what stands for ANY and T. */
export function valuesOf(type: string, any: string): Values {
  const meant =
    MEANT[type] ??
    type
      .replace(/^(?:ANY|T)(?=$|\[)/, any)
      .replace(/^K(?=$|\[)/, "VARCHAR")
      .replace(/^V(?=$|\[)/, "INTEGER");
  return BY_TYPE.get(meant) ?? TEXT;
}

/** What an argument of any type can be; the values of each are tried. */
export const ANY_TYPES: readonly string[] = [
  "BIGINT",
  "VARCHAR",
  "DOUBLE",
  "DATE",
  "BIGINT[]",
  "STRUCT",
  "INTERVAL",
  "MAP(K, V)",
];
/** What stands for ANY or T where a list of it is in the signature. */
export const ELEMENT_TYPES: readonly string[] = ["BIGINT", "VARCHAR", "DOUBLE"];
/** Every type with values: what casts are tried between. */
export const ALL_TYPES: readonly Values[] = [...BY_TYPE.values()];
