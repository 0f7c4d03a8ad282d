import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { receive } from "../../../receive";

export const dynamic = "force-dynamic";

export async function POST(request: Request): Promise<Response> {
  if (!request.body) return new Response(null, { status: 400 });
  return Response.json(await receive(Readable.fromWeb(request.body as ReadableStream), process.env.BENCH_FOLDER ?? ""));
}
