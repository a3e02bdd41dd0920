import { describe, expect, test } from "vitest";
import { SALES } from "#e2e/support/claude/small-toolbox.ts";
import { nearestNames } from "#lib/core/nearest-names.ts";
import { nameHints } from "./nearest-names.ts";

describe("nearestNames", () => {
  test("finds misspelt, differently written and shortened names, best first", () => {
    const names = ["region", "amount", "Order Date", "customer_id"];
    expect(nearestNames("regoin", names)[0]).toBe("region");
    expect(nearestNames("order_date", names)[0]).toBe("Order Date");
    expect(nearestNames("customer", names)[0]).toBe("customer_id");
  });

  test("finds nothing where nothing is near", () => {
    expect(nearestNames("temperature", ["region", "id"])).toEqual([]);
  });
});

describe("nameHints", () => {
  const tables = [
    SALES,
    { ...SALES, table: "stores", columns: [{ name: "Store Name", type: "VARCHAR", nullable: true }] },
  ];

  test("adds the nearest name and the columns of the tables that were read", () => {
    const hints = nameHints('Referenced column "regin" not found', "SELECT regin FROM sales", tables);
    expect(hints).toContain('Names near "regin": region.');
    expect(hints).toContain("Columns of sales: region, amount.");
    expect(hints).not.toContain("stores");
  });

  test("reads a missing table from the engine's words, and lists all when none was found", () => {
    const hints = nameHints("Table with name sale does not exist!", "SELECT 1 FROM slaes", tables);
    expect(hints).toContain('Names near "sale": sales');
    expect(hints).toContain('Columns of stores: "Store Name".');
  });
});
