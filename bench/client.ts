import { EventSourceParserStream } from "eventsource-parser/stream";

/** A program that uses the product over HTTP, as any customer's would. */
export class Client {
  private readonly baseUrl: string;
  private readonly token: string;

  private constructor(baseUrl: string, token: string) {
    this.baseUrl = baseUrl;
    this.token = token;
  }

  /** Registers a new account. */
  static async register(baseUrl: string): Promise<Client> {
    const email = `bench-${crypto.randomUUID()}@example.com`;
    const reply = await fetch(`${baseUrl}/api/v1/auth/register`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password: `${crypto.randomUUID()}` }),
    });
    return new Client(baseUrl, (await expectOk(reply)).token);
  }

  /** Uploads one file and waits until its table is ready; gives the session's and the file's id. */
  async upload(filename: string, content: BlobPart): Promise<{ sessionId: string; fileId: string }> {
    const body = new FormData();
    body.append("file", new File([content], filename));
    const reply = await this.send("/api/v1/uploads", { method: "POST", body });
    const sessionId: string = reply.session_id;
    const fileId: string = reply.files[0].id;
    for (let { status } = reply.files[0]; status !== "ready"; ) {
      if (status === "failed") throw new Error("the file could not be loaded");
      await new Promise((resolve) => setTimeout(resolve, 100));
      ({ status } = await this.send(`/api/v1/files/${fileId}`));
    }
    return { sessionId, fileId };
  }

  /** A JSON request. Throws with the reply's text when it is no success. */
  // biome-ignore lint/suspicious/noExplicitAny: a benchmark reads fields of a documented contract
  async send(path: string, init: RequestInit = {}): Promise<any> {
    return expectOk(await this.fetch(path, init));
  }

  async post(path: string, body: unknown) {
    return this.send(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  /** Asks, and calls `onPart` for each part of the stream as it arrives. Ends with the stream. */
  async ask(sessionId: string, text: string, onPart: (part: StreamPart) => void): Promise<void> {
    const reply = await this.fetch(`/api/v1/sessions/${sessionId}/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream" },
      body: JSON.stringify({ text }),
    });
    if (!reply.ok || !reply.body) throw new Error(`${reply.status} ${await reply.text()}`);
    const events = reply.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    for await (const { data } of events) {
      if (data !== "[DONE]") onPart(JSON.parse(data));
    }
  }

  /** A request as it is, whatever its reply. */
  fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${this.token}`);
    return fetch(`${this.baseUrl}${path}`, { ...init, headers });
  }
}

export interface StreamPart {
  type: string;
  delta?: string;
  messageMetadata?: { stopped?: boolean };
}

// biome-ignore lint/suspicious/noExplicitAny: a benchmark reads fields of a documented contract
async function expectOk(reply: Response): Promise<any> {
  if (!reply.ok) throw new Error(`${reply.url} answered ${reply.status}: ${await reply.text()}`);
  return reply.json();
}
