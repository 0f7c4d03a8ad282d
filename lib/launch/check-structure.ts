import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Violation, violationsOf } from "./structure-rules";

const ROOMS = ["app", "components", "e2e", "lib", "prisma"];
const SOURCE = /\.(ts|tsx|mjs|mts)$/;

/** Every rule broken in the repository below `root`. */
export function checkStructure(root: string): Violation[] {
  const inRooms = ROOMS.flatMap((room) => list(root, room));
  const atTop = readdirSync(root).filter((name) => SOURCE.test(name) && name !== "next-env.d.ts");
  return [...inRooms, ...atTop].flatMap((path) => violationsOf(path, readFileSync(join(root, path), "utf8")));
}

function list(root: string, folder: string): string[] {
  try {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
    return names.filter((name) => SOURCE.test(name)).map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
  } catch {
    return [];
  }
}

if (import.meta.filename === process.argv[1]) {
  const found = checkStructure(process.cwd());
  for (const { path, line, rule } of found) console.error(`${path}:${line} ${rule}`);
  console.log(found.length === 0 ? "The structure holds." : `${found.length} places break the rules of the structure.`);
  process.exit(found.length === 0 ? 0 : 1);
}
