import { expect, it, vi } from "vitest";
import { AppError } from "./errors.ts";

it("is known for what it is by another copy of this module, as Next's bundles have", async () => {
  vi.resetModules();
  const copy = await import("./errors.ts");
  expect(copy.AppError).not.toBe(AppError);
  expect(new copy.AppError("sql_error", "There is no such table.")).toBeInstanceOf(AppError);
});

it.each([new Error("other"), { code: "sql_error", message: "like one" }, null, "text", undefined])(
  "is not %o",
  (other) => {
    expect(other instanceof AppError).toBe(false);
  },
);
