import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** As small as an agent server can be: it reads its boot document, opens its door and does at once what it is asked there. */
const SOURCE = `
const http = require("node:http"), { execSync } = require("node:child_process"), fs = require("node:fs");
let boot = "";
process.stdin.on("data", (part) => { boot += part; }).on("end", () => {
  const { name, doorKey } = JSON.parse(boot);
  console.log("hello from " + name);
  console.error("and to stderr");
  const orders = {
    health: () => ({ name, doorKey: doorKey.length }),
    shell: (command) => { try { return execSync(command, { encoding: "utf8", stdio: "pipe" }); } catch (e) { return "failed: " + e.message; } },
    say: (text) => console.log(text),
    drone: (length) => console.log("x".repeat(Number(length))),
    burn: () => { const until = Date.now() + 3000; while (Date.now() < until); },
    eat: () => { const all = []; for (;;) all.push(Buffer.alloc(8e6, 1)); },
    exit: (code) => process.exit(Number(code)),
  };
  const [host, port] = process.env.MUSTER_DOOR.split(":");
  http.createServer((request, response) => {
    const url = new URL(request.url, "http://door");
    response.end(JSON.stringify(orders[url.pathname.slice(1)](url.searchParams.get("of")) ?? null));
  }).listen(Number(port), host);
});
process.on("SIGTERM", () => process.exit(0));
`;

/** The file of a small agent server. */
export function smallAgent(): string {
  const path = join(mkdtempSync(join(tmpdir(), "muster-small-agent-")), "agent-server.cjs");
  writeFileSync(path, SOURCE);
  return path;
}
