import { afterAll, beforeAll, expect, test } from "vitest";
import { api, csvForm, expectProblem, signUp } from "#e2e/support/api.ts";
import { UNLIMITED } from "#e2e/support/app-for-tests.ts";
import { type App, startApp } from "#e2e/support/start-app.ts";

let server: App;
beforeAll(async () => {
  server = await startApp({ env: { ...UNLIMITED, MAX_UPLOAD_BYTES: "1000000", RATE_UPLOADS: "3" } });
}, 90_000);
afterAll(() => server.stop());

const upload = (token: string, form: FormData) => api("POST", "/uploads", { app: server.url, token, form });
const start = (token: string, length: number) =>
  fetch(`${server.url}/api/v1/uploads/tus`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "tus-resumable": "1.0.0", "upload-length": String(length) },
  });

test("a body far beyond MAX_UPLOAD_BYTES is a 413 that the client can read, and the next upload works", async () => {
  const token = await signUp(server.url);
  const refused = await upload(token, csvForm("1,2,3\n".repeat(1_500_000)));
  expectProblem(refused, 413, "too_large");
  expect(refused.body.detail).toMatch(/more than an upload may hold/);
  // Within the announced length's tolerance, so it is found out while the bytes come.
  expectProblem(await upload(token, csvForm("1,2,3\n".repeat(200_000))), 413, "too_large");
  expect((await upload(token, csvForm())).status).toBe(201);
});

test("tus refuses what is too large before a byte is sent", async () => {
  const token = await signUp(server.url);
  expect((await start(token, 1_000_001)).status).toBe(413);
  expect((await start(token, 1_000_000)).status).toBe(201);
});

test("beyond RATE_UPLOADS an hour it is 429 with Retry-After, for that person alone", async () => {
  const token = await signUp(server.url);
  for (let n = 0; n < 3; n += 1) expect((await upload(token, csvForm())).status).toBe(201);
  const refused = await upload(token, csvForm());
  expectProblem(refused, 429, "rate_limited");
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await start(token, 10)).status).toBe(429);
  expect((await upload(await signUp(server.url), csvForm())).status).toBe(201);
});
