/** A promise with its two ends in hand. (`Promise.withResolvers`, once the language level is ES2024.) */
export interface Deferred<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (reason: unknown) => void;
}

export function deferred<T>(): Deferred<T> {
  const ends: Partial<Deferred<T>> = {};
  const promise = new Promise<T>((resolve, reject) => Object.assign(ends, { resolve, reject }));
  const { resolve, reject } = ends;
  if (resolve === undefined || reject === undefined) throw new Error("a promise runs its executor at once");
  return { promise, resolve, reject };
}
