/** The name under which drawings ask for the product's font. */
const FAMILY = "Geist";

let loading: Promise<string> | null = null;

/**
 * A style that brings the page's own font into a drawing: a picture is drawn apart from the page and sees none of its fonts.
 * Empty where the font cannot be had; then the reader's own stands in for it.
 */
export function fontStyle(): Promise<string> {
  loading ??= readFont().catch(() => {
    loading = null;
    return "";
  });
  return loading;
}

async function readFont(): Promise<string> {
  const family = getComputedStyle(document.documentElement).getPropertyValue("--font-geist-sans");
  const name = plainName(family.split(",")[0] ?? "");
  const face = fontFaces().find(
    ({ style }) => plainName(style.getPropertyValue("font-family")) === name && style.getPropertyValue("src"),
  );
  const path = /url\((["']?)(.+?)\1\)/.exec(face?.style.getPropertyValue("src") ?? "")?.[2];
  if (!face || path === undefined) return "";
  const reply = await fetch(new URL(path, face.parentStyleSheet?.href ?? document.baseURI));
  if (!reply.ok) return "";
  const weight = face.style.getPropertyValue("font-weight") || "100 900";
  const source = `url(data:font/woff2;base64,${base64(new Uint8Array(await reply.arrayBuffer()))})`;
  return `@font-face{font-family:"${FAMILY}";font-weight:${weight};src:${source}}`;
}

function fontFaces(): CSSFontFaceRule[] {
  return [...document.styleSheets]
    .flatMap((sheet) =>
      sheet.href === null || sheet.href.startsWith(location.origin) ? [...sheet.cssRules] : [],
    )
    .filter((rule) => rule instanceof CSSFontFaceRule);
}

const plainName = (family: string) => family.trim().replace(/^["']|["']$/g, "");

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
