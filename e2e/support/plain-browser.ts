import { parse } from "node:querystring";

/** A browser without JavaScript: keeps cookies, follows nothing by itself, fills in and sends forms. */
export class PlainBrowser {
  readonly cookies = new Map<string, string>();
  private readonly baseUrl: string;

  constructor(baseUrl: string) {
    this.baseUrl = baseUrl;
  }

  /** One request with this browser's cookies, from a page of the site unless `init` says otherwise. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie) headers.set("cookie", cookie);
    if (!headers.has("origin") && (init.method ?? "GET") !== "GET") headers.set("origin", this.baseUrl);
    const reply = await fetch(new URL(path, this.baseUrl), { ...init, headers, redirect: "manual" });
    for (const line of reply.headers.getSetCookie()) this.keep(line);
    return reply;
  }

  /** Opens a page and sends its first form with these fields typed in. */
  async submit(path: string, typed: Record<string, string>): Promise<Response> {
    const page = await (await this.fetch(path)).text();
    const body = new FormData();
    for (const [name, value] of hiddenFields(page)) body.append(name, value);
    for (const [name, value] of Object.entries(typed)) body.append(name, value);
    return await this.fetch(path, { method: "POST", body });
  }

  private keep(line: string): void {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
    const at = pair.indexOf("=");
    const gone = attributes.some((attribute) => {
      const { "max-age": age, expires } = parse(attribute.toLowerCase());
      return age === "0" || (typeof expires === "string" && Date.parse(expires) <= Date.now());
    });
    if (gone) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

/** The hidden fields of a page's first form, as a browser reads them. */
function hiddenFields(page: string): [string, string][] {
  const form = /<form[\s\S]*?<\/form>/.exec(page)?.[0];
  if (!form) throw new Error("the page has no form");
  return [...form.matchAll(/<input [^>]*type="hidden"[^>]*>/g)].map(([input]) => [
    attributeOf(input, "name"),
    attributeOf(input, "value"),
  ]);
}

function attributeOf(tag: string, name: string): string {
  const text = new RegExp(` ${name.replace("$", "\\$")}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}
