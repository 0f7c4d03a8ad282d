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
  const { list, one, download } = readings(product);
  const answers = {
    list: comparable(await fetched(product.url, list)),
    one: comparable(await fetched(product.url, one)),
    file: sha256(await fetched(product.url, download(1))),
  };
  for (const { url } of [subjects["bare Next"], subjects.raw]) {
    const theirs = {
      list: comparable(await fetched(url, { path: "/list" })),
      one: comparable(await fetched(url, { path: "/one" })),
      file: sha256(await fetched(url, { path: "/download?mib=1" })),
    };
    deepStrictEqual(theirs, answers);
  }
}
