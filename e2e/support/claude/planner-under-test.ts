import { afterAll, beforeAll, beforeEach } from "vitest";
import { claudePlanner } from "#lib/agent/claude/claude.ts";
import type { Planner } from "#lib/agent/schema.ts";
import { inOrder, type ScriptedReply } from "./scenario.ts";
import { gather, smallToolbox, textsOf, turnOf } from "./small-toolbox.ts";
import { type ClaudeStandIn, startClaudeStandIn } from "./stand-in.ts";

const API_KEY = "k";

/** A stand-in of a test file's own and the planner that talks to it; requests are forgotten between tests. */
export class PlannerUnderTest {
  #claude: ClaudeStandIn | null = null;

  async start(): Promise<void> {
    this.#claude = await startClaudeStandIn({ apiKey: API_KEY });
  }

  get claude(): ClaudeStandIn {
    if (!this.#claude) throw new Error("the stand-in runs within tests only");
    return this.#claude;
  }

  /** Short waits between tries, so that a test of many is quick. */
  get settings() {
    return { apiKey: API_KEY, baseUrl: this.claude.url, model: "claude-sonnet-5-5", retryBaseMs: 5 };
  }

  get planner(): Planner {
    return claudePlanner(this.settings);
  }

  /** One turn in which these replies come in order. */
  async play(replies: ScriptedReply[], tools = smallToolbox()) {
    this.claude.play(inOrder(replies));
    const { events, error } = await gather(this.planner, turnOf("?", { tools }));
    return { events, error, tools, texts: textsOf(events) };
  }
}

/** For the top of a test file. */
export function plannerUnderTest(): PlannerUnderTest {
  const under = new PlannerUnderTest();
  beforeAll(() => under.start());
  beforeEach(() => {
    under.claude.requests.length = 0;
  });
  afterAll(() => under.claude.close());
  return under;
}
