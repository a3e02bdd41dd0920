import { type DuckDBType, DuckDBTypeId } from "@duckdb/node-api";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { childOf, fieldNames, fieldsOf, mapOf, membersOf } from "./storage.ts";

/**
 * The name a column's type is told by. DuckDB's own, except where a struct has fields without names (`row(1, 2)`):
 * that name no DuckDB reads back, so they are called as in the stored Result, `v1`, `v2`, ….
 */
export function typeName(type: DuckDBType, described: string | undefined): string {
  return described === undefined || hasUnnamedField(type) ? spelled(type) : described;
}

export function isNested(type: DuckDBType): boolean {
  return partsOf(type).length > 0;
}

function hasUnnamedField(type: DuckDBType): boolean {
  return partsOf(type).some(hasUnnamedField) || (isStruct(type) && fieldsOf(type).entryNames.includes(""));
}

function spelled(type: DuckDBType): string {
  switch (type.typeId) {
    case DuckDBTypeId.LIST:
      return `${spelled(childOf(type))}[]`;
    case DuckDBTypeId.ARRAY:
      return `${spelled(childOf(type))}[${"length" in type ? type.length : ""}]`;
    case DuckDBTypeId.MAP:
      return `MAP(${partsOf(type).map(spelled).join(", ")})`;
    case DuckDBTypeId.STRUCT:
      return `STRUCT(${named(fieldNames(fieldsOf(type).entryNames), partsOf(type))})`;
    case DuckDBTypeId.UNION:
      return `UNION(${named(membersOf(type).memberTags, partsOf(type))})`;
    default:
      return type.alias ?? type.toString();
  }
}

function partsOf(type: DuckDBType): readonly DuckDBType[] {
  switch (type.typeId) {
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY:
      return [childOf(type)];
    case DuckDBTypeId.MAP:
      return [mapOf(type).keyType, mapOf(type).valueType];
    case DuckDBTypeId.STRUCT:
      return fieldsOf(type).entryTypes;
    case DuckDBTypeId.UNION:
      return membersOf(type).memberTypes;
    default:
      return [];
  }
}

function isStruct(type: DuckDBType): boolean {
  return type.typeId === DuckDBTypeId.STRUCT;
}

function named(names: readonly string[], types: readonly DuckDBType[]): string {
  return types.map((type, at) => `${quoteIdentifier(names[at] ?? "")} ${spelled(type)}`).join(", ");
}
