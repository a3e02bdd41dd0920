import { describe, expect, it } from "vitest";
import { assertSafeSvg, escapeXml } from "./safe-svg.ts";

const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="1">${inside}</svg>`;

describe("assertSafeSvg", () => {
  it("lets drawing through", () => {
    expect(() =>
      assertSafeSvg(svg('<g clip-path="url(#c1)"><path d="M0,0"/><text>a &lt;b&gt;</text></g>')),
    ).not.toThrow();
  });

  it.each([
    "<script>alert(1)</script>",
    "<foreignObject></foreignObject>",
    '<image href="https://example.org/x.png"/>',
    '<a href="https://example.org"></a>',
    '<g xlink:href="#x"/>',
    '<rect onload="alert(1)"/>',
    '<rect fill="url(https://example.org/x)"/>',
    '<rect fill="url( https://example.org/x)"/>',
    "<style>*{}</style>",
    "<!-- x -->",
    "<rect onload=alert(1)>",
    "<![CDATA[x]]>",
  ])("refuses %s", (inside) => {
    expect(() => assertSafeSvg(svg(inside))).toThrow();
  });

  it("escapes titles for text and attributes", () => {
    expect(() => assertSafeSvg(svg(`<title>${escapeXml(`"><script>'&`)}</title>`))).not.toThrow();
  });
});
