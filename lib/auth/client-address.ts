import "server-only";
import { isIP, isIPv4, isIPv6 } from "node:net";
import { env } from "#lib/core/env.ts";
import { PEER_HEADER, readPeerStamp } from "./peer-address.ts";

const UNKNOWN = "unknown";

/**
 * The address a request comes from, as rate limits count it: the socket's, or with `TRUST_PROXY=n` what the
 * outermost of our n proxies saw, the nth entry of `X-Forwarded-For` from the right; entries further left are
 * the client's own words. Addresses nobody can name share one count.
 */
export function clientAddress(headers: Pick<Headers, "get">): string {
  const { trustProxy } = env();
  if (trustProxy > 0) {
    const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
    return countable(hops.at(-trustProxy) ?? "");
  }
  return countable(readPeerStamp(headers.get(PEER_HEADER)) ?? "");
}

/** One who has an IPv6 address has 2^64 of them: the /64 counts. IPv4 in IPv6 clothes is IPv4. */
function countable(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIPv4(bare)) return bare;
  if (!isIPv6(address)) return isIP(address) ? address : UNKNOWN;
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? [] : new Array<string>(8 - left.length - right.length).fill("0");
  const network = [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
