import { randomUUID } from "node:crypto";
import { PlainBrowser } from "#e2e/support/plain-browser.ts";

const PASSWORD = "violet kayak 99";

/** Someone who has just signed up, and works over HTTP with the cookies that a browser can take over. */
export class SignedUp {
  private readonly browser: PlainBrowser;
  private readonly baseUrl: string;

  private constructor(baseUrl: string) {
    this.baseUrl = baseUrl;
    this.browser = new PlainBrowser(baseUrl);
  }

  static async at(
    baseUrl: string,
    { email = `${randomUUID()}@example.com`, name = "" } = {},
  ): Promise<SignedUp> {
    const person = new SignedUp(baseUrl);
    const reply = await person.browser.submit("/sign-up", { email, name, password: PASSWORD });
    if (reply.status !== 303) throw new Error(`signing up answered ${reply.status}`);
    return person;
  }

  /** The header that signs a request in. */
  get cookie(): string {
    return [...this.browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** For `BrowserContext.addCookies`. */
  get cookies(): { name: string; value: string; url: string }[] {
    return [...this.browser.cookies].map(([name, value]) => ({ name, value, url: this.baseUrl }));
  }

  /** A session on one file, loaded; gives its id. */
  async upload(filename: string, content: string): Promise<string> {
    const body = new FormData();
    body.append("file", new File([content], filename));
    const { session_id: id } = await this.json("/uploads", { method: "POST", body });
    await this.loaded(id);
    return id;
  }

  /** A session on a sample, loaded; gives its id. */
  async openSample(sample: string): Promise<string> {
    const { id } = await this.post("/sessions", { sample });
    await this.loaded(id);
    return id;
  }

  /** Asks, and waits for the whole answer. */
  async ask(sessionId: string, text: string): Promise<void> {
    await this.post(`/sessions/${sessionId}/messages`, { text });
  }

  /** The path of a new shared link. */
  async share(sessionId: string): Promise<string> {
    const { token } = await this.post(`/sessions/${sessionId}/share`, {});
    return `/s/${token}`;
  }

  // biome-ignore lint/suspicious/noExplicitAny: fields of a documented contract, read by tests
  async post(path: string, body: object): Promise<any> {
    const headers = { "content-type": "application/json", accept: "application/json" };
    return this.json(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  private async json(path: string, init: RequestInit = {}): Promise<any> {
    const reply = await this.browser.fetch(`/api/v1${path}`, init);
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
    return reply.json();
  }

  private async loaded(sessionId: string): Promise<void> {
    for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
      const { files } = await this.json(`/sessions/${sessionId}`);
      if (files.every(({ status }: { status: string }) => status === "ready")) return;
      if (Date.now() > end) throw new Error(`${files[0].filename} was not loaded in 30 s`);
    }
  }
}
