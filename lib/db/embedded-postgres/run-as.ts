import "server-only";
import { spawn } from "node:child_process";
import { chown, lchown, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** Capabilities that let a process pass folders closed to it, the weaker one first (capabilities(7)). */
const PASSES = [
  { name: "dac_read_search", bit: 2 },
  { name: "dac_override", bit: 1 },
];

interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** As whom PostgreSQL's programs run, and with what in front of their command line. */
export interface RunAs {
  /** Null: as ourselves. */
  user: { uid: number; gid: number } | null;
  prefix: string[];
}

/**
 * PostgreSQL refuses to run as root. As root it runs as whom the folder belongs to, at first `postgres`, or `nobody`;
 * if that one cannot reach the clone or `DATA_DIR` (say, below a /root that is closed to others), it is given
 * the one capability that lets it pass. Every way is proved by running the program before it is chosen.
 */
export async function chooseRunAs(input: { program: string; folder: string }): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { user: null, prefix: [] };
  const user = (await ownerOf(input.folder)) ?? (await accountFor());
  await chown(input.folder, user.uid, user.gid);
  const ways = [[], ...(await heldPasses()).map(passing)];
  for (const capabilities of ways) {
    const prefix = [
      "setpriv",
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      "--clear-groups",
      ...capabilities,
    ];
    if (await works(prefix, input)) return { user, prefix };
  }
  throw new Error(
    `PostgreSQL cannot run as root, and the user ${user.name} cannot reach ${input.program} and ${input.folder}: ` +
      "start as an ordinary user, or put the folder where others may pass, or set DATABASE_URL.",
  );
}

/** Without `no_setuid_fixup`, access(2), by which PostgreSQL looks for its programs, would not count the capability. */
function passing(capability: string): string[] {
  return [`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`, "--securebits=+no_setuid_fixup"];
}

/** Gives a folder with all it holds to the user that PostgreSQL runs as. */
export async function giveTo(runAs: RunAs, folder: string): Promise<void> {
  const { user } = runAs;
  if (user === null) return;
  await chown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), user.uid, user.gid);
  }
}

interface Finished {
  code: number | null;
  output: string;
}

/** Runs a program of PostgreSQL to its end. Its output goes to a pipe only until it exits: a server it started may keep it open. */
export function runProgram(runAs: RunAs, command: string[], cwd: string): Promise<Finished> {
  const [program = "", ...args] = [...runAs.prefix, ...command];
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("exit", (code) => {
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ code, output });
      });
    });
  });
}

async function works(
  prefix: string[],
  { program, folder }: { program: string; folder: string },
): Promise<boolean> {
  const script = 'cd "$1" && test -w . && exec "$2" --version';
  const command = ["/bin/sh", "-c", script, "sh", folder, program];
  const { code, output } = await runProgram({ user: null, prefix }, command, "/");
  // It complains about a path that it cannot see, and goes on all the same.
  return code === 0 && !output.includes("invalid binary");
}

/** Whose cluster it is already: made before as somebody else, it stays theirs. Null for a folder of root's. */
async function ownerOf(folder: string): Promise<Account | null> {
  const { uid, gid } = await stat(folder);
  return uid === 0 ? null : { name: `number ${uid}`, uid, gid };
}

async function accountFor(): Promise<Account> {
  const accounts = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const wanted of ["postgres", "nobody"]) {
    const [name, , uid, gid] = accounts.find(([name]) => name === wanted) ?? [];
    if (name && uid && gid) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "PostgreSQL cannot run as root, and this machine has neither a user postgres nor nobody: start as an ordinary user, or set DATABASE_URL.",
  );
}

/** The capabilities of ours that we may hand on. */
async function heldPasses(): Promise<string[]> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  return PASSES.filter(({ bit }) => (effective >> BigInt(bit)) & 1n).map(({ name }) => name);
}
