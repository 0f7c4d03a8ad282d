import { createReadStream, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const mib = Number(new URL(request.url).searchParams.get("mib"));
  const path = join(process.env.BENCH_FOLDER ?? "", `${mib}.ncp`);
  const body = Readable.toWeb(createReadStream(path)) as ReadableStream;
  return new Response(body, { headers: { "content-length": String(statSync(path).size) } });
}
