import { Search } from "lucide-react";
import Form from "next/form";
import { inputClass } from "#components/ui/field.tsx";

/** Searches titles and file names; a plain form, so that it works before any script. */
export function SearchForm({ query }: { query: string }) {
  return (
    <Form action="/sessions" role="search" className="relative">
      <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
      <input
        type="search"
        name="q"
        defaultValue={query}
        key={query}
        aria-label="Search sessions"
        placeholder="Search titles and files"
        maxLength={200}
        className={`${inputClass} pl-9`}
      />
    </Form>
  );
}
