import { expect, it } from "vitest";
import { safePath } from "./safe-path.ts";

it.each(["/sessions/abc?tab=data#row-3", "/s/token", "/", "/apixyz"])(
  "goes on to a page of ours: %s",
  (path) => {
    expect(safePath(path)).toBe(path);
  },
);

it.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\\\\evil.example",
  "/..//evil.example",
  "/.//evil.example",
  "javascript:alert(1)",
  "sessions",
  "",
  "/api/auth/signout",
  "/api",
  null,
  undefined,
  7,
  new File([], "x"),
])("goes to the sessions rather than to %j", (path) => {
  expect(safePath(path)).toBe("/sessions");
});
