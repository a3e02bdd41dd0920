import { describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "#lib/core/errors.ts";
import { askInput } from "#lib/sessions/schema.ts";
import { parseOrInvalid } from "./reply.ts";

const faultsOf = (schema: z.ZodType, value: unknown) => {
  try {
    parseOrInvalid(schema, value, "The request is not valid.");
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error("it was accepted");
};

describe("a fault of what a caller sent", () => {
  it.each([
    [{}, "is missing"],
    [{ title: 7 }, "must be text"],
    [{ title: "" }, "must not be empty"],
    [{ title: "x".repeat(2001) }, "must have at most 2,000 characters"],
  ])("%j is said in plain words", (value, message) => {
    const fault = faultsOf(z.object({ title: z.string().min(1).max(2000) }), value);
    expect(fault.errors).toEqual([{ path: "title", message }]);
    expect(fault.message).toBe(`The request is not valid. title: ${message}`);
  });

  it("names the values there are", () => {
    const fault = faultsOf(z.object({ format: z.enum(["csv", "parquet"]) }), { format: "xml" });
    expect(fault.errors).toEqual([{ path: "format", message: 'must be one of "csv", "parquet"' }]);
    const missing = faultsOf(z.object({ format: z.enum(["csv", "parquet"]) }), {});
    expect(missing.errors).toEqual([{ path: "format", message: 'is missing: one of "csv", "parquet"' }]);
  });

  it("keeps a schema's own words: a message needs a text or the wish to look over", () => {
    expect(faultsOf(askInput, {}).message).toMatch(/Send a text/);
  });
});
