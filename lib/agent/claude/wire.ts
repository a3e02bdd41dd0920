import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";
import { type Json, json } from "#lib/core/schema.ts";

/** A content block of the Messages API as it travels, whatever its type: kept and sent back word for word. */
export interface Block {
  type: string;
  [key: string]: Json;
}

export interface Message {
  role: "user" | "assistant";
  content: Block[];
}

const block: z.ZodType<Block> = z.object({ type: z.string() }).catchall(json);
export const message: z.ZodType<Message> = z.object({
  role: z.enum(["user", "assistant"]),
  content: z.array(block).min(1),
});

export interface ToolCall extends Block {
  type: "tool_use";
  id: string;
  name: string;
  input: { [key: string]: Json };
}

export interface TextBlock extends Block {
  type: "text";
  text: string;
}

export function isToolCall(block: Block): block is ToolCall {
  return block.type === "tool_use" && typeof block.id === "string" && typeof block.name === "string";
}

/** Text worth sending: the service refuses blocks that are empty or only white space. */
export function isText(block: Block): block is TextBlock {
  return block.type === "text" && typeof block.text === "string" && block.text.trim() !== "";
}

export const isThinking = (block: Block) => block.type === "thinking" || block.type === "redacted_thinking";

export const textBlock = (text: string): TextBlock => ({ type: "text", text });

export function userMessage(...content: Block[]): Message {
  return { role: "user", content };
}

/** Holds because every message was read from the service itself or made by the functions of this folder. */
export function asMessageParams(messages: readonly Message[]): Anthropic.MessageParam[] {
  return messages as unknown as Anthropic.MessageParam[];
}

/** A message as a JSON value; holds because its blocks are JSON. */
export function asJson(value: Message): Json {
  return { role: value.role, content: value.content };
}
