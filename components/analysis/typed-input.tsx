import { type ComponentProps, useState } from "react";
import { inputClass } from "#components/ui/field.tsx";
import type { Json } from "#lib/core/schema.ts";
import { textOf } from "./plan-draft.ts";

/** An input whose text stands for a value: what is typed stays as typed, while it still means the value. */
export function TypedInput({
  value,
  read,
  onChange,
  ...rest
}: Omit<ComponentProps<"input">, "value" | "onChange"> & {
  value: Json | undefined;
  read: (text: string) => Json | undefined;
  onChange: (value: Json | undefined) => void;
}) {
  const [typed, setTyped] = useState("");
  const means = JSON.stringify(read(typed)) === JSON.stringify(value);
  return (
    <input
      className={inputClass}
      {...rest}
      value={means ? typed : written(value)}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(read(target.value));
      }}
    />
  );
}

function written(value: Json | undefined): string {
  return Array.isArray(value) ? value.map(textOf).join(", ") : textOf(value);
}
