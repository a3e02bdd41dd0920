import { checkMessages } from "./check-messages.ts";
import {
  type Block,
  invalid,
  isBlock,
  isObject,
  type Json,
  type JsonObject,
  type MessagesRequest,
  type RequestMessage,
  type ServiceError,
} from "./protocol.ts";

const TOOL_NAME = /^[a-zA-Z0-9_-]{1,128}$/;
const MAX_BREAKPOINTS = 4;
const THINKING_TYPES = ["adaptive", "between_tools", "disabled", "enabled"];
const CHOICES = ["auto", "any", "tool", "none"];
/** The service refuses what it does not know, so that a misspelt setting is noticed. */
const FIELDS = new Set(
  "model max_tokens messages system tools tool_choice stream metadata temperature top_p top_k stop_sequences thinking output_config cache_control service_tier container context_management speed inference_geo".split(
    " ",
  ),
);

/** Checks a request as the service would: the request in one form, or the error it answers with. */
export function checkRequest(body: unknown): { request: MessagesRequest } | { error: ServiceError } {
  if (!isObject(body)) return { error: invalid("The request body is not a JSON object.") };
  const fault =
    checkFields(body) ?? checkSystem(body.system) ?? checkTools(body.tools) ?? checkChoices(body) ?? null;
  if (fault) return { error: invalid(fault) };
  const messages = readMessages(body.messages);
  if (typeof messages === "string") return { error: invalid(messages) };
  const request: MessagesRequest = {
    model: String(body.model),
    max_tokens: Number(body.max_tokens),
    stream: body.stream === true,
    system: asBlocks(body.system),
    tools: (body.tools ?? []) as unknown as MessagesRequest["tools"],
    messages,
    raw: body,
  };
  const wrong = checkMessages(request) ?? checkBreakpoints(body);
  return wrong ? { error: invalid(wrong) } : { request };
}

function checkFields(body: JsonObject): string | null {
  const unknown = Object.keys(body).find((key) => !FIELDS.has(key));
  if (unknown) return `${unknown}: Extra inputs are not permitted`;
  if (typeof body.model !== "string" || body.model === "") return "model: Field required";
  if (body.max_tokens === undefined) return "max_tokens: Field required";
  if (!Number.isInteger(body.max_tokens) || Number(body.max_tokens) < 1) {
    return "max_tokens: Input should be greater than or equal to 1";
  }
  if (body.messages === undefined) return "messages: Field required";
  if (body.stream !== undefined && typeof body.stream !== "boolean")
    return "stream: Input should be a valid boolean";
  return null;
}

function checkSystem(system: Json | undefined): string | null {
  if (system === undefined || typeof system === "string") return null;
  if (!Array.isArray(system)) return "system: Input should be a valid string or list";
  for (const [i, block] of system.entries()) {
    if (!isBlock(block) || block.type !== "text") return `system.${i}.type: Input should be 'text'`;
    if (typeof block.text !== "string" || block.text.trim() === "") {
      return "system: text content blocks must be non-empty";
    }
  }
  return null;
}

function checkTools(tools: Json | undefined): string | null {
  if (tools === undefined) return null;
  if (!Array.isArray(tools)) return "tools: Input should be a valid list";
  const seen = new Set<string>();
  for (const [i, tool] of tools.entries()) {
    if (!isObject(tool) || typeof tool.name !== "string") return `tools.${i}.name: Field required`;
    if (!TOOL_NAME.test(tool.name)) {
      return `tools.${i}.name: String should match pattern '${TOOL_NAME.source}'`;
    }
    if (seen.has(tool.name)) return "tools: Tool names must be unique.";
    seen.add(tool.name);
    if (!isObject(tool.input_schema)) return `tools.${i}.input_schema: Field required`;
    if (tool.input_schema.type !== "object") return `tools.${i}.input_schema.type: Input should be 'object'`;
  }
  return null;
}

function checkChoices({ tool_choice, tools, thinking, max_tokens }: JsonObject): string | null {
  if (tool_choice !== undefined) {
    const type = isObject(tool_choice) ? tool_choice.type : null;
    if (typeof type !== "string" || !CHOICES.includes(type)) {
      return `tool_choice: Input tag '${type}' found using 'type' does not match any of the expected tags: ${CHOICES.join(", ")}`;
    }
    if (!Array.isArray(tools) || tools.length === 0)
      return "tool_choice may only be specified while providing tools.";
  }
  if (thinking === undefined) return null;
  const type = isObject(thinking) ? thinking.type : null;
  if (typeof type !== "string" || !THINKING_TYPES.includes(type)) {
    return `thinking: Input tag '${type}' found using 'type' does not match any of the expected tags`;
  }
  const budget = isObject(thinking) ? Number(thinking.budget_tokens) : 0;
  if (type === "enabled" && !(budget >= 1024 && budget < Number(max_tokens))) {
    return "thinking.enabled.budget_tokens: must be at least 1024 and less than max_tokens";
  }
  return null;
}

function readMessages(messages: Json | undefined): RequestMessage[] | string {
  if (!Array.isArray(messages)) return "messages: Input should be a valid list";
  if (messages.length === 0) return "messages: at least one message is required";
  const read: RequestMessage[] = [];
  for (const [i, message] of messages.entries()) {
    if (!isObject(message)) return `messages.${i}: Input should be an object`;
    const { role, content } = message;
    if (role !== "user" && role !== "assistant") {
      return `messages.${i}.role: Unexpected role "${role}". Allowed roles are "user" or "assistant".`;
    }
    if (content === "" || (Array.isArray(content) && content.length === 0)) {
      return `messages.${i}: all messages must have non-empty content`;
    }
    const blocks = asBlocks(content);
    if (blocks.length === 0) return `messages.${i}.content: Input should be a valid string or list`;
    read.push({ role, content: blocks });
  }
  return read;
}

/** A list with anything that is no block in it counts as no content at all. */
function asBlocks(content: Json | undefined): Block[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return Array.isArray(content) && content.every(isBlock) ? content.filter(isBlock) : [];
}

function checkBreakpoints(body: JsonObject): string | null {
  const count = breakpointsIn(body);
  if (count > MAX_BREAKPOINTS) {
    return `A maximum of ${MAX_BREAKPOINTS} blocks with cache_control may be provided. Found ${count}.`;
  }
  return null;
}

function breakpointsIn(value: Json): number {
  if (Array.isArray(value)) return value.reduce((sum: number, inner) => sum + breakpointsIn(inner), 0);
  if (!isObject(value)) return 0;
  const own = isObject(value.cache_control) ? 1 : 0;
  return own + Object.values(value).reduce((sum: number, inner) => sum + breakpointsIn(inner), 0);
}
