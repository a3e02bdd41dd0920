import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { choosePlanner } from "./choose-planner.ts";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none");
  vi.stubEnv("AUTH_SECRET", "x".repeat(40));
  vi.stubEnv("ANTHROPIC_API_KEY", undefined);
});
afterEach(() => vi.unstubAllEnvs());

test("without a key the built-in analyst answers", () => {
  expect(choosePlanner().name).toBe("analyst");
  vi.stubEnv("ANTHROPIC_BASE_URL", "http://127.0.0.1:1");
  expect(choosePlanner().name).toBe("analyst");
});

test("with a key Claude does, with one client for the same settings", () => {
  vi.stubEnv("ANTHROPIC_API_KEY", "k");
  const planner = choosePlanner();
  expect(planner.name).toBe("claude");
  expect(choosePlanner()).toBe(planner);
  vi.stubEnv("ANTHROPIC_MODEL", "claude-opus-5-5");
  expect(choosePlanner()).not.toBe(planner);
});
