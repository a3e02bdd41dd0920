import { type DuckDBType, DuckDBTypeId } from "@duckdb/node-api";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { isNested } from "./names.ts";
import { childOf, fieldNames, fieldsOf, mapOf, memberField, membersOf, TAG_FIELD } from "./storage.ts";

/** The SQL for the text of a stored cell in a digest (see `digestOf`): `expression` holds the stored form of `type`. */
export function canonicalText(expression: string, type: DuckDBType): string {
  if (isFloat(type)) return rounded(expression);
  if (isNested(type)) return `CAST(to_json(${canonical(expression, type, 0)}) AS VARCHAR)`;
  return `CAST(${expression} AS VARCHAR)`;
}

/** A nested value with its floats as rounded text, and everything else as it is stored. */
function canonical(expression: string, type: DuckDBType, depth: number): string {
  if (isFloat(type)) return rounded(expression);
  if (!isNested(type) || !hasFloat(type)) return expression;
  if (type.typeId === DuckDBTypeId.LIST || type.typeId === DuckDBTypeId.ARRAY) {
    return transformed(expression, depth, (item) => canonical(item, childOf(type), depth + 1));
  }
  if (type.typeId === DuckDBTypeId.MAP) {
    const { keyType, valueType } = mapOf(type);
    const keys = transformed(`map_keys(${expression})`, depth, (key) => canonical(key, keyType, depth + 1));
    const values = transformed(`map_values(${expression})`, depth, (value) =>
      canonical(value, valueType, depth + 1),
    );
    return packed(expression, [`keys := ${keys}`, `vals := ${values}`]);
  }
  const tag =
    type.typeId === DuckDBTypeId.UNION
      ? [`${TAG_FIELD} := struct_extract(${expression}, '${TAG_FIELD}')`]
      : [];
  const fields = storedFields(type).map(([name, fieldType]) => {
    const field = `struct_extract(${expression}, ${textLiteral(name)})`;
    return `${quoteIdentifier(name)} := ${canonical(field, fieldType, depth + 1)}`;
  });
  return packed(expression, [...tag, ...fields]);
}

/** The fields of the struct that a STRUCT or a UNION is stored as. */
function storedFields(type: DuckDBType): [string, DuckDBType][] {
  if (type.typeId === DuckDBTypeId.UNION) {
    const { memberTypes } = membersOf(type);
    return memberTypes.map((memberType, index): [string, DuckDBType] => [memberField(index), memberType]);
  }
  const { entryNames, entryTypes } = fieldsOf(type);
  const names = fieldNames(entryNames);
  return entryTypes.map((entryType, index): [string, DuckDBType] => [names[index] ?? "", entryType]);
}

function packed(expression: string, fields: readonly string[]): string {
  return `CASE WHEN ${expression} IS NOT NULL THEN struct_pack(${fields.join(", ")}) END`;
}

/** 9 significant digits; adding zero makes -0 and 0 one. */
function rounded(expression: string): string {
  return `format('{:.8e}', CAST(${expression} AS DOUBLE) + 0.0)`;
}

function transformed(list: string, depth: number, of: (item: string) => string): string {
  return `list_transform(${list}, lambda cell${depth}: ${of(`cell${depth}`)})`;
}

function isFloat(type: DuckDBType): boolean {
  return type.typeId === DuckDBTypeId.FLOAT || type.typeId === DuckDBTypeId.DOUBLE;
}

function hasFloat(type: DuckDBType): boolean {
  if (isFloat(type)) return true;
  switch (type.typeId) {
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY:
      return hasFloat(childOf(type));
    case DuckDBTypeId.MAP:
      return hasFloat(mapOf(type).keyType) || hasFloat(mapOf(type).valueType);
    case DuckDBTypeId.STRUCT:
    case DuckDBTypeId.UNION:
      return storedFields(type).some(([, fieldType]) => hasFloat(fieldType));
    default:
      return false;
  }
}

function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
