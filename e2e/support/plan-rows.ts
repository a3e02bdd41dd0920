import type { Row } from "./plan-session.ts";

/** 40 rows of every type that filters and steps look at, with missing values, quotes and one outlier. */
export const ROWS: Row[] = Array.from({ length: 40 }, (_, i) => ({
  name: i % 9 === 8 ? null : (["Ann", "bob", "O'Neil", '50% "off"', "ünï", ""][i % 6] ?? null),
  amount: i % 8 === 3 ? null : i === 20 ? 10_000 : (i * 13) % 30,
  price: i % 6 === 1 ? null : ((i * 7) % 20) / 4,
  day: i % 10 === 9 ? null : `2024-0${1 + (i % 5)}-1${i % 9}`,
  at: i % 7 === 6 ? null : `2024-03-0${1 + (i % 4)} 1${i % 10}:30:00`,
  paid: i % 5 === 4 ? null : i % 2 === 0,
}));
export const TYPES = {
  name: "VARCHAR",
  amount: "INTEGER",
  price: "DOUBLE",
  day: "DATE",
  at: "TIMESTAMP",
  paid: "BOOLEAN",
};
