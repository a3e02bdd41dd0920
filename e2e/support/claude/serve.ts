import { startClaudeStandIn } from "./stand-in.ts";

/**
 * The stand-in by itself: `node e2e/support/claude/serve.ts`. PORT (default 8787), HOST, STAND_IN_KEY (any key when unset).
 * Point the product at it with ANTHROPIC_BASE_URL and any ANTHROPIC_API_KEY.
 */
const standIn = await startClaudeStandIn({
  port: Number(process.env.PORT ?? 8787),
  host: process.env.HOST ?? "127.0.0.1",
  ...(process.env.STAND_IN_KEY && { apiKey: process.env.STAND_IN_KEY }),
});
console.log(`Claude's stand-in listens on ${standIn.url}`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    standIn.close().then(() => process.exit(0));
  });
}
