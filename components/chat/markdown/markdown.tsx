import { clsx } from "clsx";
import { Fragment, memo } from "react";
import { type Block, type Inline, parseMarkdown } from "./parse.ts";

/** An answer's sentences. Memoised by text, so that a growing answer renders only what grew. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="grid max-w-prose gap-3">
      {parseMarkdown(text).map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a text only grow at its end
        <BlockView key={at} block={block} />
      ))}
    </div>
  );
});

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return (
        <h3 className="pt-2 font-semibold">
          <Inlines of={block.children} />
        </h3>
      );
    case "quote":
      return (
        <blockquote className="border-l-2 border-line pl-3 text-muted">
          <Inlines of={block.children} />
        </blockquote>
      );
    case "code":
      return (
        <pre className="overflow-x-auto rounded-md bg-surface p-3 font-mono text-sm">
          <code>{block.text}</code>
        </pre>
      );
    case "list":
      return <ListView {...block} />;
    case "table":
      return <TableView {...block} />;
    default:
      return (
        <p className="break-words">
          <Inlines of={block.children} />
        </p>
      );
  }
}

function ListView({ ordered, start, items }: Extract<Block, { kind: "list" }>) {
  const List = ordered ? "ol" : "ul";
  return (
    <List
      start={ordered ? start : undefined}
      className={clsx("grid gap-1 pl-5 marker:text-muted", ordered ? "list-decimal" : "list-disc")}
    >
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items only grow at the end
        <li key={at} className="break-words pl-1">
          <Inlines of={item} />
        </li>
      ))}
    </List>
  );
}

function TableView({ header, rows, right }: Extract<Block, { kind: "table" }>) {
  const side = (at: number) => (right[at] ? "text-right" : "text-left");
  return (
    <div className="overflow-x-auto">
      <table className="text-sm">
        <thead>
          <tr>
            {header.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of a table stay where they are
              <th key={at} className={clsx("border-b border-line px-3 py-1.5 font-medium", side(at))}>
                <Inlines of={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows only grow at the end
            <tr key={index}>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns of a table stay where they are
                <td key={at} className={clsx("border-b border-line/60 px-3 py-1.5", side(at))}>
                  <Inlines of={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Inlines({ of }: { of: Inline[] }) {
  return of.map((inline, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line only grow at its end
    <Fragment key={at}>
      <InlineView inline={inline} />
    </Fragment>
  ));
}

function InlineView({ inline }: { inline: Inline }) {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return <code className="rounded-sm bg-surface px-1 py-0.5 font-mono text-[0.9em]">{inline.text}</code>;
    case "strong":
      return (
        <strong className="font-semibold">
          <Inlines of={inline.children} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inlines of={inline.children} />
        </em>
      );
    case "link":
      return (
        <a
          href={inline.href}
          rel="noreferrer nofollow"
          target="_blank"
          className="text-accent underline underline-offset-2"
        >
          <Inlines of={inline.children} />
        </a>
      );
  }
}
