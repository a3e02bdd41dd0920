import "server-only";
import { randomUUID } from "node:crypto";
import { singleton } from "#lib/core/singleton.ts";

export interface ShutdownHook {
  name: string;
  run: () => Promise<void>;
}

const state = singleton("instance", () => ({
  id: randomUUID(),
  started: false,
  draining: false,
  hooks: [] as ShutdownHook[],
}));

/** This server process, as rows that belong to it name it. */
export function instanceId(): string {
  return state.id;
}

/** The process is going away: new work is answered 503. */
export function isDraining(): boolean {
  return state.draining;
}

/** Whether the start has finished; until then health answers 503. */
export function hasStarted(): boolean {
  return state.started;
}

export function markStarted(): void {
  state.started = true;
}

/** New work is refused from now on. */
export function startDraining(): void {
  state.draining = true;
}

/**
 * Registers what must end before the process does; the last registered runs first, while the database is still
 * there. A second one of a name replaces the first.
 */
export function onShutdown(name: string, run: () => Promise<void>): void {
  state.hooks = [{ name, run }, ...state.hooks.filter((hook) => hook.name !== name)];
}

/** What was registered, in the order it is to run. */
export function shutdownHooks(): readonly ShutdownHook[] {
  return state.hooks;
}
