import { expect, test } from "vitest";
import { stripEnd } from "./strip.ts";

test.each([
  ["select 1;", "select 1"],
  ["select 1 ; ; -- bye;\n /* a /* nested */ b */ ;\n", "select 1"],
  ["select ';' ;", "select ';'"],
  ["select '--' -- x", "select '--'"],
  ["select 'it''s; --'", "select 'it''s; --'"],
  ['select 1 as "a;--" ;', 'select 1 as "a;--"'],
  ["select $$ ; -- $$;", "select $$ ; -- $$"],
  ["select $tag$ $$ ; $tag$ -- x", "select $tag$ $$ ; $tag$"],
  ["select E'\\';' ;", "select E'\\';'"],
  ["select 1; select 2;", "select 1; select 2"],
  ["/* only */ -- comments", ""],
  ["select a$1 ; ", "select a$1"],
  ["select 1 /* open", "select 1"],
])("%j ends as %j", (sql, stripped) => expect(stripEnd(sql)).toBe(stripped));
