import { expect, test } from "vitest";
import { fieldForms, labelOf } from "./operation-form.ts";

const column = { type: "string", format: "column" };

test("each field of an operation gets the input that its schema asks for", () => {
  const forms = fieldForms({
    properties: {
      target_column: column,
      x_axis: { anyOf: [column, { type: "array", items: column }] },
      q: { anyOf: [{ type: "number" }, { type: "array", items: { type: "number" } }], default: 0.5 },
      horizon: { type: "integer" },
      method: { type: "string", enum: ["iqr", "mad"], default: "iqr" },
      note: { type: "string" },
      strict: { type: "boolean" },
    },
    required: ["target_column"],
  });
  expect(forms.map(({ name, input }) => [name, input])).toEqual([
    ["target_column", "column"],
    ["x_axis", "columns"],
    ["q", "numbers"],
    ["horizon", "number"],
    ["method", "choice"],
    ["note", "text"],
    ["strict", "flag"],
  ]);
  expect(forms.filter(({ required }) => required).map(({ name }) => name)).toEqual(["target_column"]);
  expect(forms[2]?.fallback).toBe("0.5");
  expect(forms[4]?.choices).toEqual(["iqr", "mad"]);
});

test("a field's name reads as a label", () => {
  expect(labelOf("target_column")).toBe("Target column");
});
