import { createReadStream } from "node:fs";
import { JsonScanner, type Kind, type Met } from "./scanner.ts";

/** How deep a table may lie in its wrapping: `{"response":{"data":{"items":[…]}}}`. */
const LEVELS = 5;
/** Values remembered one by one; of more, only counts. */
const MOST_NODES = 5000;

/** A container near the document's surface. */
export interface Node {
  kind: Kind;
  /** Null outside objects. */
  key: string | null;
  offset: number;
  level: number;
  /** What stands directly in it. */
  counts: Record<Kind, number>;
  children: Node[];
}

export interface Survey {
  /** The values of the document: one, or several one after the other. */
  top: Node[];
  count: number;
  counts: Record<Kind, number>;
}

/** Looks over a whole JSON document in one pass, without holding it. Throws `FileFault`. */
export async function surveyJson(
  path: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<Survey> {
  const surveyor = new Surveyor();
  const scanner = new JsonScanner(surveyor, { levels: LEVELS });
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    signal.throwIfAborted();
    scanner.write(chunk);
    bytes += chunk.length;
    onBytes(bytes);
  }
  scanner.end();
  return surveyor.survey;
}

class Surveyor {
  readonly survey: Survey = { top: [], count: 0, counts: noCounts() };
  readonly #path: (Node | null)[] = [];
  #nodes = 0;

  begin(met: Met): void {
    const parent = met.level === 0 ? null : this.#path[met.level - 1];
    const counts = met.level === 0 ? this.survey.counts : parent?.counts;
    if (counts) counts[met.kind]++;
    if (met.level === 0) this.survey.count++;
    const node = this.#isWorthNoting(met, parent) ? this.#note(met, parent) : null;
    if (met.kind === "object" || met.kind === "array") this.#path[met.level] = node;
  }

  /** In objects every member, in arrays the first elements. */
  #isWorthNoting(met: Met, parent: Node | null | undefined): boolean {
    if (this.#nodes >= MOST_NODES) return false;
    if (met.level === 0) return this.survey.count <= 2;
    if (!parent) return false;
    return parent.kind === "object" || parent.children.length < 3;
  }

  #note(met: Met, parent: Node | null | undefined): Node {
    const node: Node = {
      kind: met.kind,
      key: met.key === null ? null : keyText(met.key),
      offset: met.offset,
      level: met.level,
      counts: noCounts(),
      children: [],
    };
    this.#nodes++;
    if (parent) parent.children.push(node);
    else this.survey.top.push(node);
    return node;
  }
}

function noCounts(): Record<Kind, number> {
  return { object: 0, array: 0, string: 0, scalar: 0 };
}

export function totalOf(counts: Record<Kind, number>): number {
  return counts.object + counts.array + counts.string + counts.scalar;
}

/** A member's name as it is meant. */
export function keyText(key: Buffer): string {
  const written = key.toString("utf8");
  try {
    const text: unknown = JSON.parse(written);
    return typeof text === "string" ? text : written;
  } catch {
    return written.slice(1, -1);
  }
}
