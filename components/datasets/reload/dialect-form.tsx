import { useId, useState } from "react";
import { inputClass } from "#components/ui/field.tsx";
import type { DialectWish, FilePreview } from "#lib/ingest/schema.ts";
import { ChoiceField } from "./choice-field.tsx";
import { CountField } from "./count-field.tsx";
import {
  DATE_ORDERS,
  DECIMALS,
  DELIMITERS,
  delimiterName,
  ENCODINGS,
  QUOTES,
  withWish,
} from "./dialect-choices.ts";

const MOST_SKIPPED = 1_000_000;
const MOST_HEADER_ROWS = 20;
const named = (choices: { value: string; label: string }[], value: string | null | undefined) =>
  value === null || value === undefined
    ? null
    : (choices.find((choice) => choice.value === value)?.label ?? value);

/** How a text file is read: everything found, and everything changeable. */
export function DialectForm({
  wish,
  preview,
  onChange,
}: {
  wish: DialectWish;
  preview: FilePreview | null;
  onChange: (wish: DialectWish) => void;
}) {
  const found = preview?.dialect ?? null;
  const set =
    <K extends keyof DialectWish>(key: K) =>
    (value: DialectWish[K] | undefined) =>
      onChange(withWish(wish, key, value));
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-1">
      <DelimiterField
        value={wish.delimiter}
        found={found && delimiterName(found.delimiter)}
        onChange={set("delimiter")}
      />
      <ChoiceField
        label="Quotation mark"
        choices={QUOTES}
        value={wish.quote}
        found={named(QUOTES, found?.quote)}
        onChange={set("quote")}
      />
      <CountField
        label="Lines above the header"
        value={wish.skipped_rows}
        found={found?.skipped_rows ?? null}
        most={MOST_SKIPPED}
        onChange={set("skipped_rows")}
      />
      <CountField
        label="Header lines"
        value={wish.header_rows}
        found={found?.header_rows ?? null}
        most={MOST_HEADER_ROWS}
        onChange={set("header_rows")}
      />
      <ChoiceField
        label="Decimal mark"
        choices={DECIMALS}
        value={wish.decimal}
        found={named(DECIMALS, found?.decimal)}
        onChange={(value) => set("decimal")(value === "." || value === "," ? value : undefined)}
      />
      <ChoiceField
        label="Order in dates"
        choices={DATE_ORDERS}
        value={wish.date_order}
        found={named(DATE_ORDERS, found?.date_order)}
        onChange={(value) =>
          set("date_order")(value === "dmy" || value === "mdy" || value === "ymd" ? value : undefined)
        }
      />
      <ChoiceField
        label="Character encoding"
        choices={ENCODINGS}
        value={wish.encoding}
        found={preview?.encoding ?? null}
        onChange={set("encoding")}
      />
    </div>
  );
}

/** A known separator, or any text of one's own. */
function DelimiterField({
  value,
  found,
  onChange,
}: {
  value: string | undefined;
  found: string | null;
  onChange: (value: string | undefined) => void;
}) {
  const id = useId();
  const [isOwn, setOwn] = useState(value !== undefined && !DELIMITERS.some((known) => known.value === value));
  const choices = [...DELIMITERS, { value: OTHER, label: "Another…" }];
  return (
    <div className="grid gap-1">
      <ChoiceField
        label="Separator"
        choices={choices}
        value={isOwn ? OTHER : value}
        found={found}
        onChange={(chosen) => {
          setOwn(chosen === OTHER);
          onChange(chosen === OTHER ? undefined : chosen);
        }}
      />
      {isOwn && (
        <>
          <label htmlFor={id} className="sr-only">
            Separator, as typed
          </label>
          <input
            id={id}
            className={`${inputClass} font-mono`}
            maxLength={20}
            placeholder="such as ::"
            value={value ?? ""}
            onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
          />
        </>
      )}
    </div>
  );
}

const OTHER = "another";
