import type { Block } from "./protocol.ts";

export const isThought = (block: Block) => block.type === "thinking" || block.type === "redacted_thinking";
