import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseSettings, settings } from "@/lib/env";
import { isPublicAddress } from "./address-rules";
import { OutboundRefused, safeFetch } from "./safe-fetch";

let server: Server;
let port = 0;
let connections = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/redirect") response.writeHead(302, { Location: "http://169.254.169.254/latest" }).end();
    else if (request.url === "/large") response.end(Buffer.alloc(10 * 1024 * 1024 + 1));
    else if (request.url === "/slow") return;
    else response.end(`${request.method} ${request.headers["x-a"] ?? ""}`);
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Runs something while the settings make exceptions. */
async function allowing<T>(hosts: string, work: () => Promise<T>): Promise<T> {
  Object.assign(settings(), { MUSTER_OUTBOUND_ALLOW: hosts });
  return work().finally(() => Object.assign(settings(), { MUSTER_OUTBOUND_ALLOW: undefined }));
}

test.each([
  "file:///etc/passwd",
  "ftp://127.0.0.1:PORT/",
  "http://127.0.0.1:PORT/",
  "https://127.0.0.1:PORT/",
  "https://2130706433:PORT/",
  "https://0x7f.1:PORT/",
  "https://127.1:PORT/",
  "https://0.0.0.0:PORT/",
  "https://[::1]:PORT/",
  "https://[::]:PORT/",
  "https://[::ffff:7f00:1]:PORT/",
  "https://[::ffff:127.0.0.1]:PORT/",
  "https://[64:ff9b::7f00:1]:PORT/",
  "https://[2002:7f00:1::]:PORT/",
  "https://localhost:PORT/",
  "https://localhost.:PORT/",
  "https://a.localhost:PORT/",
  "https://metadata.google.internal/",
  "https://169.254.169.254/latest/meta-data",
  "https://10.0.0.1/",
  "https://192.168.1.1/",
  "https://[fe80::1]/",
  "https://[fd00::1]/",
  "https://user:password@example.com/",
  "http://example.com/",
])("%s is refused before anything is connected", async (address) => {
  await expect(safeFetch(address.replace("PORT", String(port)))).rejects.toBeInstanceOf(OutboundRefused);
  expect(connections).toBe(0);
});

test("a name is asked for once, and refused when any of its addresses is private", async () => {
  let asked = 0;
  const leadsTo = (...addresses: string[]) =>
    safeFetch(`https://rebinding.example:${port}/`, {}, (_name, _options, callback) => {
      asked += 1;
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
    });
  await expect(leadsTo("127.0.0.1")).rejects.toBeInstanceOf(OutboundRefused);
  await expect(leadsTo("8.8.8.8", "127.0.0.1")).rejects.toBeInstanceOf(OutboundRefused);
  await expect(leadsTo("::ffff:127.0.0.1")).rejects.toBeInstanceOf(OutboundRefused);
  expect([asked, connections]).toEqual([3, 0]);
});

test.each([
  ["8.8.8.8", true],
  ["2606:4700::1111", true],
  ["100.64.0.1", false],
  ["172.31.0.1", false],
  ["172.32.0.1", true],
  ["224.0.0.1", false],
  ["255.255.255.255", false],
  ["::ffff:8.8.8.8", true],
  ["::ffff:10.0.0.1", false],
  ["2001:db8::1", false],
  ["fe80::1%eth0", false],
  ["nonsense", false],
])("%s lies on the public internet: %s", (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

test("an exception is fetched, also without https, by name, address or range", async () => {
  const get = (host: string) =>
    safeFetch(`http://${host}:${port}/`, { method: "POST", headers: { "X-A": "b" }, body: "x" }).then((r) => r.text());
  expect(await allowing("127.0.0.1", () => get("127.0.0.1"))).toBe("POST b");
  expect(await allowing("10.0.0.0/8, 127.0.0.0/8", () => get("127.0.0.1"))).toBe("POST b");
  expect(await allowing("localhost", () => get("localhost"))).toBe("POST b");
  await expect(allowing("other.example", () => get("127.0.0.1"))).rejects.toBeInstanceOf(OutboundRefused);
});

test("redirects are not followed, large answers cut", async () => {
  await allowing("127.0.0.1", async () => {
    await expect(safeFetch(`http://127.0.0.1:${port}/redirect`)).rejects.toThrow("redirects");
    const large = await safeFetch(`http://127.0.0.1:${port}/large`);
    await expect(large.arrayBuffer()).rejects.toThrow("larger than 10 MB");
    await expect(safeFetch(`http://127.0.0.1:${port}/slow`, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
  });
});

test.each(["10.0.0.0/33", "example.com/8", "a b", "https://x.example", "::/129", ","])("%s is no exception", (text) => {
  expect(() => parseSettings({ MUSTER_OUTBOUND_ALLOW: text })).toThrow("MUSTER_OUTBOUND_ALLOW");
});
