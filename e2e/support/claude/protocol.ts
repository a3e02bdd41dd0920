/** The Messages API as this server speaks it. Requests are anyone's, so nothing in them is certain before it is checked. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface Block extends JsonObject {
  type: string;
}

export interface RequestMessage {
  role: "user" | "assistant";
  content: Block[];
}

/** A request that passed `checkRequest`: string contents are already blocks. */
export interface MessagesRequest {
  model: string;
  max_tokens: number;
  stream: boolean;
  system: Block[];
  tools: { name: string; description?: string; input_schema: JsonObject }[];
  messages: RequestMessage[];
  raw: JsonObject;
}

/** An error of the service: what `checkRequest` finds, and what a scenario may answer with. */
export interface ServiceError {
  status: number;
  type: string;
  message: string;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isBlock(value: unknown): value is Block {
  return isObject(value) && typeof value.type === "string";
}

export function invalid(message: string): ServiceError {
  return { status: 400, type: "invalid_request_error", message };
}
