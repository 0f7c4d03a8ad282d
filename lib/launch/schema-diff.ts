import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

export type SchemaFile = { path: string; content: string };

/** The `.prisma` files of a folder, in a fixed order. */
export function readSchema(folder: string): SchemaFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".prisma"));
  return names.sort().map((name) => ({ path: name, content: readFileSync(join(folder, name), "utf8") }));
}

/**
 * The SQL that leads from one schema (empty list: from nothing) to another. The engine asks the database for its version
 * and nothing else: as WebAssembly it cannot read tables. Throws what it says about a schema that is wrong.
 */
export async function diffSchemas(
  from: readonly SchemaFile[],
  to: readonly SchemaFile[],
  databaseUrl: string,
): Promise<string> {
  engineModule ??= loadEngine();
  const { SchemaEngine } = await engineModule;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: databaseUrl }));
  const engine = await SchemaEngine.new(
    { datamodels: to.map(({ path, content }) => [path, content]) },
    () => {},
    adapter,
  );
  const target = (files: readonly SchemaFile[]) => ({ tag: "schemaDatamodel" as const, files: [...files] });
  const diff = await engine.diff({
    from: from.length === 0 ? { tag: "empty" } : target(from),
    to: target(to),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  engine.free();
  return diff.stdout ?? "";
}

/** Its glue code keeps one instance in a module variable, so there must be only one. */
let engineModule: ReturnType<typeof loadEngine> | undefined;

/** The package's own entry imports the .wasm file, which Node.js 20 does not do. */
async function loadEngine() {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const glueFile = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = new WebAssembly.Module(readFileSync(glueFile.replace(/\.js$/, ".wasm")));
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(text) } });
  connect(glue, new WebAssembly.Instance(wasm, { "./schema_engine_bg.js": asImports(glue) }));
  return glue;
}

/** wasm-bindgen's glue is, by construction, the module that its WebAssembly imports from. */
function asImports(glue: object): WebAssembly.ModuleImports {
  return glue as WebAssembly.ModuleImports;
}

/** wasm-bindgen exports these two, its type declarations leave them out. */
function connect(glue: object, instance: WebAssembly.Instance): void {
  (glue as { __wbg_set_wasm: (exports: WebAssembly.Exports) => void }).__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start: () => void }).__wbindgen_start();
}
