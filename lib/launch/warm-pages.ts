import { once } from "node:events";
import { createServer, get, type IncomingMessage, type RequestListener } from "node:http";

/** Has Next load what its pages share, so that the first visitor need not wait for it. Never rejects. */
export async function warmPages(serve: RequestListener): Promise<void> {
  const server = createServer(serve).listen(0, "127.0.0.1");
  try {
    await once(server, "listening");
    const at = server.address();
    if (at === null || typeof at === "string") return;
    const page = get({ host: "127.0.0.1", port: at.port, path: "/sign-in", agent: false });
    const [answer]: IncomingMessage[] = await once(page, "response");
    if (answer) await once(answer.resume(), "end");
  } catch {
    // Then the first visitor waits.
  } finally {
    server.close();
  }
}
