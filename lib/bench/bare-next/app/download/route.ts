import { createReadStream, statSync } from "node:fs";
import { Readable } from "node:stream";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const path = process.env.BENCH_FILE ?? "";
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream;
  return new Response(body, { headers: { "content-length": String(statSync(path).size) } });
}
