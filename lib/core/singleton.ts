import "server-only";

const KEY = Symbol.for("veritable.singletons");

/**
 * One value a process and name. Next bundles a module once a layer (pages, routes, instrumentation), so a
 * module-level variable would exist several times; this one lives on `globalThis`.
 */
export function singleton<T>(name: string, make: () => T): T {
  const all = registry();
  if (!all.has(name)) all.set(name, make());
  return ownedBy<T>(all.get(name));
}

function registry(): Map<string, unknown> {
  const existing: unknown = Reflect.get(globalThis, KEY);
  if (existing instanceof Map) return existing;
  const made = new Map<string, unknown>();
  Reflect.set(globalThis, KEY, made);
  return made;
}

/** Holds because a name is used by one `make` only, which returned a `T`. */
function ownedBy<T>(value: unknown): T {
  return value as T;
}
