import type { IncomingHttpHeaders } from "node:http";
import { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clientAddress } from "./client-address.ts";
import { PEER_HEADER, stampPeer } from "./peer-address.ts";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://u:p@localhost/db");
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
});
afterEach(() => vi.unstubAllEnvs());

/** The headers a handler sees of a request from `peer`. */
function received(peer: string | undefined, sent: IncomingHttpHeaders): Headers {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: peer });
  const headers = { ...sent };
  stampPeer({ headers, socket });
  return new Headers(
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  );
}

describe("clientAddress", () => {
  it("is the socket's, whatever a client says about itself", () => {
    const sent = { "x-forwarded-for": "1.2.3.4", [PEER_HEADER]: "00 9.9.9.9", forwarded: "for=1.2.3.4" };
    expect(clientAddress(received("203.0.113.7", sent))).toBe("203.0.113.7");
  });

  it("takes nobody's word where no stamp is", () => {
    expect(clientAddress(new Headers({ "x-forwarded-for": "1.2.3.4" }))).toBe("unknown");
    expect(clientAddress(new Headers({ [PEER_HEADER]: "guess 1.2.3.4" }))).toBe("unknown");
    expect(clientAddress(received(undefined, {}))).toBe("unknown");
  });

  it("drops forwarded headers, which Next would believe, unless proxies are trusted", () => {
    const sent = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };
    expect(received("203.0.113.7", sent).has("x-forwarded-host")).toBe(false);
    vi.stubEnv("TRUST_PROXY", "1");
    expect(received("203.0.113.7", sent).get("x-forwarded-host")).toBe("evil.example");
  });

  it("counts trusted proxies from the right, so that what the client put left of them does not matter", () => {
    vi.stubEnv("TRUST_PROXY", "1");
    const headers = received("10.0.0.1", { "x-forwarded-for": "6.6.6.6, 198.51.100.9" });
    expect(clientAddress(headers)).toBe("198.51.100.9");
    vi.stubEnv("TRUST_PROXY", "2");
    expect(clientAddress(headers)).toBe("6.6.6.6");
    vi.stubEnv("TRUST_PROXY", "3");
    expect(clientAddress(headers)).toBe("unknown");
  });

  it.each([
    ["2001:db8:1:2:aaaa:bbbb:cccc:1", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["not an address", "unknown"],
  ])("counts %s as %s", (peer, counted) => {
    vi.stubEnv("TRUST_PROXY", "1");
    expect(clientAddress(new Headers({ "x-forwarded-for": peer }))).toBe(counted);
  });
});
