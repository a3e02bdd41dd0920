"use client";

import { useState } from "react";

/** A field that takes the grid to a row by its number. */
export function GoToRow({ rows, onGo }: { rows: number; onGo: (row: number) => void }) {
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const row = Number(text.replaceAll(/[\s,]/g, ""));
        if (!Number.isInteger(row) || row < 1) return;
        onGo(Math.min(row, rows) - 1);
        setText("");
      }}
    >
      <input
        aria-label="Go to row"
        inputMode="numeric"
        placeholder="Go to row"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="figures min-h-8 max-sm:min-h-10 pointer-coarse:min-h-10 w-28 rounded-md border border-edge bg-page px-2 text-sm"
      />
    </form>
  );
}
