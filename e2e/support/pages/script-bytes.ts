import type { Page } from "@playwright/test";

/**
 * The JavaScript that a page's first visit brings: bytes of all scripts as they came over the wire (compressed, with
 * their headers), until the network is quiet, so that what is loaded ahead counts too. The page must have a cold cache.
 */
export async function scriptBytes(page: Page, url: string): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await devtools.send("Network.enable");
  await page.goto(url, { waitUntil: "networkidle" });
  await devtools.detach();
  if (scripts.size === 0) throw new Error(`${url} loaded no script`);
  return bytes;
}
