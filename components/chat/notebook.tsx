"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useMemo } from "react";
import type { ChatMessage } from "#lib/sessions/schema.ts";
import { chartsOf, exchangesOf, resultsOf, sectionAnchor, sectionKey } from "./exchanges.ts";
import { holdInView } from "./hold-in-view.ts";
import { addressOf, arrivalWindow, SHORT } from "./notebook-window.ts";
import { Section } from "./section.tsx";
import { SurfaceProvider } from "./surface.ts";
import { useWholeSections } from "./use-whole-sections.ts";

/**
 * A conversation, read as a notebook: questions are headings, answers stand under them. Of a long one only what is
 * near the window stands in the page whole (docs/adr/0007-long-notebooks.md).
 */
export function Notebook({
  messages,
  svgs,
  resultsPath,
  running = null,
  follow = false,
}: {
  messages: readonly ChatMessage[];
  svgs: Readonly<Record<string, string>>;
  resultsPath: string | null;
  /** What the answer in progress is doing; null while nothing runs. */
  running?: string | null;
  /** The last question was asked on this page: its section is as high as the window, so that it can stand at the top. */
  follow?: boolean;
}) {
  const surface = useMemo(() => {
    const results = resultsOf(messages);
    return {
      svgs,
      resultsPath,
      findResult: (id: string) => results.get(id),
      sessionCharts: () => chartsOf(messages),
    };
  }, [messages, svgs, resultsPath]);
  const exchanges = exchangesOf(messages);
  const before = useSearchParams().get("before");
  const arrived = arrivalWindow(exchanges, before);
  const keys = exchanges.map(sectionKey);
  const sections = useWholeSections(keys.slice(arrived.from, arrived.to), keys.at(-1));
  const isLong = exchanges.length > SHORT;

  useHeldTarget(isLong);

  return (
    <SurfaceProvider value={surface}>
      {exchanges.map((exchange, at) => {
        const key = sectionKey(exchange);
        const isLast = at === exchanges.length - 1;
        const isWhole = !isLong || sections.isWhole(key);
        const leadsBack = isWhole && at > 0 && at === arrived.from;
        return (
          <Section
            key={key}
            anchor={sectionAnchor(exchange)}
            exchange={exchange}
            watch={isLong ? sections.watch : null}
            whole={isWhole}
            height={isWhole ? undefined : sections.heightOf(key)}
            running={isLast ? running : null}
            tall={follow && at > 0 && isLast}
            address={leadsBack ? addressOf(exchanges, at - 1) : isWhole ? null : addressOf(exchanges, at)}
          />
        );
      })}
    </SurfaceProvider>
  );
}

/** An address of one answer leads there also when the sections around it are only becoming whole. */
function useHeldTarget(isLong: boolean): void {
  useEffect(() => {
    if (!isLong) return;
    let letGo = () => {};
    const hold = () => {
      letGo();
      const target = document.getElementById(window.location.hash.slice(1));
      if (target) letGo = holdInView(target);
    };
    hold();
    window.addEventListener("hashchange", hold);
    return () => {
      letGo();
      window.removeEventListener("hashchange", hold);
    };
  }, [isLong]);
}
