import "server-only";
import type { AgentEvent } from "#lib/agent/schema.ts";
import { newId } from "#lib/core/ids.ts";
import { unrepeated } from "./unrepeated.ts";

/** The text that was shown last: with an id while it is open, so that what comes next belongs to it. */
export interface ShownText {
  id: string | null;
  words: string;
}

/** The texts of one reply as the person sees them. */
export interface TextFlow {
  grow(delta: string): AgentEvent[];
  end(): AgentEvent[];
  /** Whether anything of this reply was shown. */
  spoke(): boolean;
  /** Where a continuation goes on. */
  place(): ShownText | null;
}

/** Shows texts as they come. The first one goes on where `resume` broke off, without repeating it. */
export function textFlow(resume: ShownText | null): TextFlow {
  const filter = resume && unrepeated(resume.words);
  let place = resume;
  let spoke = false;

  function say(delta: string): AgentEvent[] {
    if (delta === "") return [];
    const id = place?.id ?? newId();
    const before = place?.id ? place.words : "";
    place = { id, words: before + delta };
    spoke = true;
    return [{ type: "text", id, delta }];
  }

  return {
    grow: (delta) => say(filter ? filter.take(delta) : delta),
    end() {
      const rest = say(filter?.rest() ?? "");
      if (!place?.id) return rest;
      const { id, words } = place;
      place = { id: null, words };
      return [...rest, { type: "text-end", id }];
    },
    spoke: () => spoke,
    place: () => place,
  };
}
