import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";

/** Has Next load what its pages share, so that the first visitor need not wait for it. Never rejects. */
export async function warmPages(serve: RequestListener): Promise<void> {
  const server = createServer(serve).listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
    const at = server.address();
    if (at === null || typeof at === "string") return;
    const page = await fetch(`http://127.0.0.1:${at.port}/sign-in`);
    await page.arrayBuffer();
  } catch {
    // Then the first visitor waits.
  } finally {
    server.close();
  }
}
