import { type DuckDBType, DuckDBTypeId } from "@duckdb/node-api";
import { quoteIdentifier } from "#lib/engine/quote.ts";

/** How a 128-bit integer is kept: exact as DECIMAL up to 38 digits, as text beyond. */
export type HugeintStorage = "DECIMAL(38,0)" | "VARCHAR";

/**
 * The SQL that turns `expression` of `type` into a form that Parquet keeps exactly. Without it DuckDB writes
 * 128-bit integers as DOUBLE, intervals in milliseconds, times without their zone, and unions untold apart.
 */
export function storedForm(expression: string, type: DuckDBType, hugeint: HugeintStorage, depth = 0): string {
  if (!needsStorage(type)) return expression;
  const inner = (child: string, childType: DuckDBType) => storedForm(child, childType, hugeint, depth + 1);
  switch (type.typeId) {
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
      return `CAST(${expression} AS ${hugeint})`;
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY: {
      const list = type.typeId === DuckDBTypeId.ARRAY ? arrayAsList(expression, type) : expression;
      return transformed(list, depth, (item) => inner(item, childOf(type)));
    }
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = fieldsOf(type);
      const fields = entryTypes.map((entryType, index) => {
        const field = `struct_extract_at(${expression}, ${index + 1})`;
        return `${quoteIdentifier(fieldNames(entryNames)[index] ?? "")} := ${inner(field, entryType)}`;
      });
      return `CASE WHEN ${expression} IS NOT NULL THEN struct_pack(${fields.join(", ")}) END`;
    }
    case DuckDBTypeId.MAP: {
      const { keyType, valueType } = mapOf(type);
      const keys = transformed(`map_keys(${expression})`, depth, (key) => inner(key, keyType));
      const values = transformed(`map_values(${expression})`, depth, (value) => inner(value, valueType));
      return `CASE WHEN ${expression} IS NOT NULL THEN map(${keys}, ${values}) END`;
    }
    case DuckDBTypeId.UNION: {
      const { memberTags, memberTypes } = membersOf(type);
      const members = memberTypes.map((memberType, index) => {
        const tag = memberTags[index] ?? "";
        const member = inner(`union_extract(${expression}, ${sqlText(tag)})`, memberType);
        return `${quoteIdentifier(memberField(index))} := ${member}`;
      });
      const tag = `${quoteIdentifier(TAG_FIELD)} := CAST(union_tag(${expression}) AS VARCHAR)`;
      return `CASE WHEN ${expression} IS NOT NULL THEN struct_pack(${[tag, ...members].join(", ")}) END`;
    }
    default:
      return `CAST(${expression} AS VARCHAR)`;
  }
}

/** A union is kept as a struct: which member it holds, and one field a member. */
export const TAG_FIELD = "tag";
export const memberField = (index: number) => `member_${index}`;

/** Types whose text is the exact form: Parquet has none for them, or loses some of it. */
const AS_TEXT: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.INTERVAL,
  DuckDBTypeId.TIME_TZ,
  DuckDBTypeId.BIT,
  DuckDBTypeId.BIGNUM,
  DuckDBTypeId.ENUM,
  DuckDBTypeId.GEOMETRY,
]);

export function needsStorage(type: DuckDBType): boolean {
  switch (type.typeId) {
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
    case DuckDBTypeId.UNION:
      return true;
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY:
      return needsStorage(childOf(type));
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = fieldsOf(type);
      return (
        fieldNames(entryNames).some((name, index) => name !== entryNames[index]) ||
        entryTypes.some(needsStorage)
      );
    }
    case DuckDBTypeId.MAP:
      return needsStorage(mapOf(type).keyType) || needsStorage(mapOf(type).valueType);
    default:
      return AS_TEXT.has(type.typeId);
  }
}

/** Names for the fields of a struct that has none (`row(1, 2)`): `v1`, `v2`, … */
export function fieldNames(names: readonly string[]): string[] {
  return names.map((name, index) => (name === "" ? `v${index + 1}` : name));
}

export function childOf(type: DuckDBType): DuckDBType {
  if ("valueType" in type && type.typeId !== DuckDBTypeId.MAP) return type.valueType;
  throw new Error(`${type.typeId} has no child type`);
}

export function fieldsOf(type: DuckDBType): {
  entryNames: readonly string[];
  entryTypes: readonly DuckDBType[];
} {
  if ("entryTypes" in type) return type;
  throw new Error(`${type.typeId} has no fields`);
}

export function mapOf(type: DuckDBType): { keyType: DuckDBType; valueType: DuckDBType } {
  if ("keyType" in type) return type;
  throw new Error(`${type.typeId} is no map`);
}

export function membersOf(type: DuckDBType): {
  memberTags: readonly string[];
  memberTypes: readonly DuckDBType[];
} {
  if ("memberTags" in type) return type;
  throw new Error(`${type.typeId} is no union`);
}

function transformed(list: string, depth: number, of: (item: string) => string): string {
  const item = `item${depth}`;
  return `list_transform(${list}, lambda ${item}: ${of(item)})`;
}

function arrayAsList(expression: string, type: DuckDBType): string {
  return `CAST(${expression} AS ${childOf(type).toString()}[])`;
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
