import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeTZValue,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUnionValue,
  type DuckDBValue,
  DuckDBVariantValue,
} from "@duckdb/node-api";
import type { Json } from "#lib/core/schema.ts";
import { decimalJson, floatJson, integerJson, numberJson } from "./numbers.ts";
import { childOf, fieldNames, fieldsOf, mapOf, memberField, membersOf, TAG_FIELD } from "./storage.ts";
import { dateText, durationOf, durationOfText, timestampText, timeTzText } from "./times.ts";

export type ToJson = (value: DuckDBValue) => Json;

/**
 * The contract's JSON for values of a column whose *declared* type is `type`, be they DuckDB's own or read
 * back from their stored form (`storedForm`): a HUGEINT may come as a DECIMAL, an interval as text.
 */
export function jsonOf(type: DuckDBType): ToJson {
  const convert = converterOf(type);
  return (value) => (value === null ? null : convert(value));
}

function converterOf(type: DuckDBType): ToJson {
  switch (type.typeId) {
    case DuckDBTypeId.FLOAT:
      return (value) => (typeof value === "number" ? floatJson(value) : plain(value));
    case DuckDBTypeId.LIST:
    case DuckDBTypeId.ARRAY: {
      const item = jsonOf(childOf(type));
      return (value) => itemsOf(value).map(item);
    }
    case DuckDBTypeId.STRUCT: {
      const { entryNames, entryTypes } = fieldsOf(type);
      return structJson(fieldNames(entryNames), entryTypes.map(jsonOf));
    }
    case DuckDBTypeId.MAP:
      return mapJson(mapOf(type).keyType, mapOf(type).valueType);
    case DuckDBTypeId.UNION:
      return unionJson(membersOf(type).memberTags, membersOf(type).memberTypes);
    case DuckDBTypeId.INTERVAL:
      return (value) => (typeof value === "string" ? durationOfText(value) : plain(value));
    case DuckDBTypeId.TIME_TZ:
      return (value) => timeTzText(String(value));
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
    case DuckDBTypeId.BIGNUM:
      return (value) => integerJson(BigInt(String(value)));
    default:
      return plain;
  }
}

/** A value by what it is: where the stored form and the type agree, and inside a VARIANT. */
function plain(value: DuckDBValue): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return numberJson(value);
  if (typeof value === "bigint") return integerJson(value);
  if (value instanceof DuckDBDecimalValue) return decimalJson(value.value, value.scale);
  if (value instanceof DuckDBDateValue) return dateText(value.days);
  if (value instanceof DuckDBTimestampTZValue) return timestampText(value.micros, 6, "Z");
  if (value instanceof DuckDBTimestampValue) return timestampText(value.micros, 6, "");
  if (value instanceof DuckDBTimestampNanosecondsValue) return timestampText(value.nanos, 9, "");
  if (value instanceof DuckDBTimestampMillisecondsValue) return timestampText(value.millis, 3, "");
  if (value instanceof DuckDBTimestampSecondsValue) return timestampText(value.seconds, 0, "");
  if (value instanceof DuckDBIntervalValue) return durationOf(value.months, value.days, value.micros);
  if (value instanceof DuckDBTimeTZValue) return timeTzText(value.toString());
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString("base64");
  if (value instanceof DuckDBVariantValue) {
    return value.type === undefined ? plain(value.value) : jsonOf(value.type)(value.value);
  }
  return value.toString();
}

function structJson(names: readonly string[], converters: readonly ToJson[]): ToJson {
  return (value) => {
    const fields = entriesOf(value);
    return Object.fromEntries(
      converters.map((convert, index): [string, Json] => {
        const name = names[index] ?? "";
        return [name, convert(fields[name] ?? null)];
      }),
    );
  };
}

/** Maps become objects; a key that is no text is written as the JSON it would be. */
function mapJson(keyType: DuckDBType, valueType: DuckDBType): ToJson {
  const [key, item] = [jsonOf(keyType), jsonOf(valueType)];
  return (value) => {
    if (!(value instanceof DuckDBMapValue)) throw mismatch("map", value);
    return Object.fromEntries(
      value.entries.map((entry): [string, Json] => {
        const name = key(entry.key);
        return [typeof name === "string" ? name : JSON.stringify(name), item(entry.value)];
      }),
    );
  };
}

function unionJson(tags: readonly string[], types: readonly DuckDBType[]): ToJson {
  const converters = types.map(jsonOf);
  return (value) => {
    const [tag, member] =
      value instanceof DuckDBUnionValue ? [value.tag, () => value.value] : storedMember(value, tags);
    return converters[tags.indexOf(tag)]?.(member()) ?? null;
  };
}

function storedMember(value: DuckDBValue, tags: readonly string[]): [string, () => DuckDBValue] {
  const fields = entriesOf(value);
  const tag = String(fields[TAG_FIELD]);
  return [tag, () => fields[memberField(tags.indexOf(tag))] ?? null];
}

function entriesOf(value: DuckDBValue): Readonly<Record<string, DuckDBValue>> {
  if (value instanceof DuckDBStructValue) return value.entries;
  throw mismatch("struct", value);
}

function itemsOf(value: DuckDBValue): readonly DuckDBValue[] {
  if (typeof value === "object" && value !== null && "items" in value) return value.items;
  throw mismatch("list", value);
}

function mismatch(expected: string, value: DuckDBValue): Error {
  return new Error(`expected a ${expected}, got ${value?.constructor.name ?? "null"}`);
}
