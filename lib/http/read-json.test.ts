import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readJson } from "./read-json.ts";

const schema = z.object({ name: z.string(), tags: z.array(z.object({ id: z.int() })).optional() });

function read(body: BodyInit | null, type: string | null = "application/json") {
  const headers = type === null ? [] : [["content-type", type] as [string, string]];
  const init: RequestInit & { duplex: "half" } = { method: "POST", body, headers, duplex: "half" };
  return readJson(new Request("http://localhost/", init), schema);
}

/** Pieces of a body without an announced length; counts how many were taken. */
function pieces(piece: Uint8Array<ArrayBuffer>, count: number) {
  const taken = { pieces: 0 };
  const stream = new ReadableStream({
    pull(controller) {
      if (taken.pieces === count) return controller.close();
      taken.pieces += 1;
      controller.enqueue(piece);
    },
  });
  return { taken, stream };
}

describe("readJson", () => {
  it.each([
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON",
    "application/merge-patch+json",
  ])("reads %s", async (type) => {
    expect(await read('{"name":"Zoë","more":1}', type)).toEqual({ name: "Zoë" });
  });

  it("puts characters together that arrive in pieces", async () => {
    const bytes = new TextEncoder().encode('{"name":"🦊"}');
    let at = 0;
    const stream = new ReadableStream({
      pull(controller) {
        if (at === bytes.length) controller.close();
        else controller.enqueue(bytes.slice(at, ++at));
      },
    });
    expect(await read(stream)).toEqual({ name: "🦊" });
  });

  it.each(["text/plain", "multipart/form-data; boundary=x", "application/jsonp", null])(
    "refuses the type %s",
    async (type) => {
      await expect(read('{"name":"x"}', type)).rejects.toMatchObject({ code: "unsupported_type" });
    },
  );

  it.each(["", "{", "name=x", '{"name":"x"} trailing', "\u0000"])(
    "refuses what is no JSON: %j",
    async (text) => {
      await expect(read(text)).rejects.toMatchObject({ code: "bad_request" });
    },
  );

  it("refuses what is no UTF-8", async () => {
    await expect(read(new Uint8Array([0x22, 0xff, 0x22]))).rejects.toMatchObject({ code: "bad_request" });
    await expect(read(new Uint8Array([0x22, 0xf0, 0x9f]))).rejects.toMatchObject({ code: "bad_request" });
  });

  it.each(["[]", "null", '"name"', "7"])("refuses %s, which is no object, as invalid", async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: "invalid", errors: [{ path: "" }] });
  });

  it("names each faulty field by its path", async () => {
    const fault = await read('{"tags":[{"id":1},{"id":"x"}]}').catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: "invalid" });
    expect(Reflect.get(Object(fault), "errors").map((error: { path: string }) => error.path)).toEqual([
      "name",
      "tags.1.id",
    ]);
  });

  it("refuses what is nested so deeply that walking it would run out of stack", async () => {
    const nested = (depth: number) => `{"name":"x","deep":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    expect(await read(nested(99))).toEqual({ name: "x" });
    for (const depth of [120, 300_000])
      await expect(read(nested(depth))).rejects.toMatchObject({ code: "bad_request" });
  });

  it("gives up beyond 1 MiB without taking the rest in", async () => {
    const { taken, stream } = pieces(new Uint8Array(256 * 1024).fill(0x20), 100);
    await expect(read(stream)).rejects.toMatchObject({ code: "too_large" });
    expect(taken.pieces).toBeLessThan(8);
  });

  it("takes a body of just 1 MiB", async () => {
    const body = JSON.stringify({ name: "x".repeat(1024 * 1024 - 11) });
    expect(body.length).toBe(1024 * 1024);
    expect((await read(body)).name.length).toBe(1024 * 1024 - 11);
    await expect(read(`${body} `)).rejects.toMatchObject({ code: "too_large" });
  });
});
