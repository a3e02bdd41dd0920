import { makeZipNamed } from "#e2e/support/make-zip.ts";
import { CSV, type HostileFile } from "./hostile-file.ts";

export const names: HostileFile[] = [
  { name: "a name that climbs", filename: "../../../../etc/passwd.csv", make: () => CSV, ends: "table" },
  { name: "a name of control characters", filename: "a\0b\x1b[2J\r\n.csv", make: () => CSV, ends: "table" },
  { name: "a name of 300 characters", filename: `${"x".repeat(300)}.csv`, make: () => CSV, ends: "table" },
  {
    name: "a name written from right to left",
    filename: "a\u202Evsc.exe.csv",
    make: () => CSV,
    ends: "table",
  },
  {
    name: "a name of quotes and SQL",
    filename: `'); DROP TABLE "x"; --.csv`,
    make: () => CSV,
    ends: "table",
  },
  {
    name: "a member's name that climbs",
    filename: "z.zip",
    make: () => makeZipNamed({ "xx/xx/xx/a.csv": CSV }, [["xx/xx/xx/a.csv", "../../../a.csv"]]),
    ends: "table",
  },
];
