import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentSource, givenWorkbench, isolations, type Workbench } from "./given-agent";

const secret = "canary-7f3a";
const functions = `
import ctypes, glob, os, socket, sys, threading, time

def read(path: str):
    return open(path).read()

def write(path: str):
    open(path, "w").write("x")

def connect(path: str):
    socket.socket(socket.AF_UNIX).connect(path)

def environment():
    return dict(os.environ)

def neighbours():
    found = []
    for path in glob.glob("/proc/[0-9]*/environ"):
        try:
            found.append(open(path).read())
        except OSError:
            pass
    return found

def scratch():
    path = os.path.join(os.environ["HOME"], "x")
    open(path, "w").write("kept")
    return open(path).read()

def spin():
    while True:
        pass

def stuck():
    time.sleep(1000000)

async def waiting():
    import asyncio
    await asyncio.sleep(1000000)

def stubborn():
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass

def leave():
    sys.exit(3)

async def leave_later():
    sys.exit(4)

def die():
    print("last words", file=sys.stderr)
    os._exit(7)

def crash():
    ctypes.string_at(0)

def eat():
    kept = []
    while True:
        kept.append(bytearray(16 << 20))

def forks():
    count = 0
    try:
        while count < 1000:
            if os.fork() == 0:
                time.sleep(30)
                os._exit(0)
            count += 1
    except OSError:
        pass
    return count

def big_file():
    with open(os.path.join(os.environ["HOME"], "big"), "wb") as file:
        for _ in range(200):
            file.write(bytes(1 << 20))

def forge():
    for descriptor in range(3, 300):
        try:
            os.write(descriptor, b"nonsense\\n")
        except OSError:
            pass
    time.sleep(1)

def fine():
    return "fine"
`;
const names = [...functions.matchAll(/def (\w+)/g)].map((match) => match[1]).join(", ");

describe.each(isolations)("a hostile agent under $mode", (isolation) => {
  let bench: Workbench;
  beforeAll(async () => {
    process.env.CANARY = secret;
    bench = await givenWorkbench(isolation);
  });
  afterAll(() => {
    delete process.env.CANARY;
    return bench.close();
  });

  // Without bubblewrap it is Linux' Landlock that closes the file system.
  test.skipIf(process.platform !== "linux")("sees no secret, no other process and no socket", async () => {
    const data = join(bench.root, "data");
    mkdirSync(data);
    writeFileSync(join(data, "secret"), secret);
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((ready) => server.listen(join(data, ".s.PGSQL.5432"), ready));
    const loader = await bench.start(agentSource(functions, names));
    for (const path of [join(data, "secret"), "/proc/1/environ", `/proc/${process.pid}/environ`, "/etc/shadow"]) {
      const outcome = await loader.call("read", { path });
      expect(JSON.stringify(outcome)).not.toContain(secret);
      if (!path.startsWith("/proc")) expect(outcome.ok).toBe(false);
    }
    expect((await loader.call("read", { path: "/etc/hosts" })).ok).toBe(true);
    expect((await loader.call("write", { path: join(homedir(), "muster-was-here") })).ok).toBe(false);
    expect((await loader.call("write", { path: join(bench.base.environment, "x") })).ok).toBe(false);
    expect(JSON.stringify(await loader.call("neighbours", {}))).not.toContain(secret);
    const environment = await loader.call("environment", {});
    expect(JSON.stringify(environment)).not.toContain(secret);
    expect(environment).toMatchObject({ ok: true, result: { LANG: "C.UTF-8" } });
    expect(await loader.call("scratch", {})).toMatchObject({ ok: true, result: "kept" });
    if (isolation.mode === "bubblewrap" || process.getuid?.() === 0) {
      expect((await loader.call("connect", { path: join(data, ".s.PGSQL.5432") })).ok).toBe(false);
      expect(connections).toBe(0);
    }
    server.close();
  });

  test("tools that do not end: what Python can interrupt is interrupted, the rest ends the process", async () => {
    const loader = await bench.start(agentSource(functions, names), { hungMs: 500 });
    for (const tool of ["spin", "waiting"]) {
      const outcome = await loader.call(tool, {}, { timeoutMs: 100 });
      expect(outcome).toMatchObject({ ok: false, error: { type: "Timeout" } });
      expect(outcome.ms).toBeLessThan(1_000);
    }
    expect(await loader.call("fine", {})).toMatchObject({ ok: true, result: "fine" });
    expect(await loader.call("stuck", {}, { timeoutMs: 100 })).toMatchObject({ error: { type: "Timeout" } });
    expect(await loader.exited).toMatchObject({ cause: "hung", words: expect.stringContaining("stuck") });
    const second = await bench.start(agentSource(functions, names), { hungMs: 300 });
    await second.call("stubborn", {}, { timeoutMs: 100 });
    expect(await second.exited).toMatchObject({ cause: "hung" });
  });

  test("sys.exit in a tool is an error of that call", async () => {
    const loader = await bench.start(agentSource(functions, names));
    expect(await loader.call("leave", {})).toMatchObject({
      error: { type: "SystemExit", message: "the agent called sys.exit(3)" },
    });
    expect(await loader.call("leave_later", {})).toMatchObject({ error: { type: "SystemExit" } });
    expect(await loader.call("fine", {})).toMatchObject({ ok: true });
  });

  test("a tool that ends the process is answered, with the exit in words", async () => {
    const loader = await bench.start(agentSource(functions, names));
    const [died] = await Promise.all([loader.call("die", {}), loader.call("stuck", {})]);
    expect(died).toMatchObject({ ok: false, error: { type: "AgentExited" } });
    expect(await loader.exited).toMatchObject({
      cause: "crashed",
      code: 7,
      words: "The agent ended with exit code 7. Its last words:\nlast words",
    });
    const native = await bench.start(agentSource(functions, names));
    await native.call("crash", {});
    expect(await native.exited).toMatchObject({ signal: "SIGSEGV", words: expect.stringContaining("signal SIGSEGV") });
  });

  test.skipIf(process.platform !== "linux")("memory, processes and files are limited", async () => {
    const loader = await bench.start(agentSource(functions, names), { memoryBytes: 256 * 1024 * 1024 });
    expect(await loader.call("eat", {})).toMatchObject({ ok: false, error: { type: "MemoryError" } });
    expect(await loader.call("fine", {})).toMatchObject({ ok: true });
    expect((await loader.call("big_file", {})).ok).toBe(false);
    const forks = await loader.call("forks", {});
    expect(forks.ok && Number(forks.result)).toBeLessThan(100);
    await expect(bench.start("kept = []\nwhile True: kept.append(bytearray(16 << 20))")).rejects.toThrow("MemoryError");
  });

  test("import that does not end, exits or dies is a failed load in words", async () => {
    await expect(bench.start("while True: pass", { importMs: 500 })).rejects.toThrow(
      "Importing the agent took longer than 0.5 s",
    );
    await expect(bench.start("import sys\nsys.exit(3)")).rejects.toThrow("the agent called sys.exit(3)");
    await expect(bench.start("import os, sys\nprint('why', file=sys.stderr)\nos._exit(0)")).rejects.toThrow(
      "The agent ended with exit code 0. Its last words:\nwhy",
    );
    await expect(bench.start("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")).rejects.toThrow("was killed");
  });

  test("nonsense on the control pipe ends the process, not the platform", async () => {
    const loader = await bench.start(agentSource(functions, names));
    expect(await loader.call("forge", {})).toMatchObject({ ok: false, error: { type: "AgentExited" } });
    expect(await loader.exited).toMatchObject({ cause: "breach" });
  });

  test("printing without end is slowed down, and calls go on", async () => {
    const source = `
import threading
def flood():
    while True:
        print("x" * 1000)
threading.Thread(target=flood, daemon=True).start()
def fine():
    return "fine"
`;
    const loader = await bench.start(agentSource(source, "fine"));
    const began = Date.now();
    await expect.poll(() => loader.output.join("").length).toBeGreaterThan(600_000);
    expect(await loader.call("fine", {})).toMatchObject({ ok: true, result: "fine" });
    const seconds = (Date.now() - began) / 1000 + 1;
    expect(loader.output.join("").length).toBeLessThan(seconds * 2 * 1024 * 1024);
    await loader.stop();
    expect(Date.now() - began).toBeLessThan(seconds * 1000 + 2_000);
  });
});
