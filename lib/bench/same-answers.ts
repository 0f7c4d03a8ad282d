import { deepStrictEqual } from "node:assert";
import type { BenchProduct } from "./bench-product";
import type { Shot } from "./load";
import { readings, type Subjects, sha256 } from "./scenarios";

async function fetched(url: string, { path, headers }: Pick<Shot, "path" | "headers">): Promise<Buffer> {
  const response = await fetch(url + path, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!response.ok) throw new Error(`${path}: status ${response.status} ${bytes.toString("utf8", 0, 500)}`);
  return bytes;
}

/** JSON without the cursors, which only the product makes. */
function comparable(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString(), (key, value: unknown) => (/^(start|end)Cursor$/.test(key) ? null : value));
}

/** Makes sure that baselines and product answer the same; throws an AssertionError that shows the difference. */
export async function assertSameAnswers(subjects: Subjects, product: BenchProduct): Promise<void> {
  const { list, one, filter, context, download } = readings(product);
  const answers = {
    list: comparable(await fetched(product.url, list)),
    one: comparable(await fetched(product.url, one)),
    filter: comparable(await fetched(product.url, filter)),
    file: sha256(await fetched(product.url, download(1))),
  };
  const { list: listed, one: got, filter: found, file } = answers;
  const asked = async (url: string, path: string) => comparable(await fetched(url, { path }));
  const bare = subjects["bare Next"].url;
  const raw = subjects.raw.url;
  deepStrictEqual([await asked(bare, "/list"), await asked(bare, "/one")], [listed, got]);
  for (const at of [raw, `${raw}/json`]) {
    const theirs = [await asked(at, "/list"), await asked(at, "/one"), await asked(at, "/filter")];
    deepStrictEqual(theirs, [listed, got, found]);
  }
  const { system_prompt: prompt } = JSON.parse((await fetched(product.url, context)).toString());
  deepStrictEqual((await fetched(raw, { path: "/context" })).toString(), prompt);
  deepStrictEqual(await asked(`${raw}/json`, "/context"), { system_prompt: prompt });
  for (const url of [bare, raw]) deepStrictEqual(sha256(await fetched(url, { path: "/download?mib=1" })), file);
}
