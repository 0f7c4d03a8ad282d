import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentSource, givenWorkbench, isolations, type Workbench } from "./given-agent";
import { startLoader } from "./loader-process";

const arithmetic = `from typing import Optional
from ncp import tool


def plain(x):
    return x


@tool
def divide(a: float, b: float, digits: Optional[int] = None) -> dict:
    """Divide one number by another.

    Args:
        a: the dividend
        b: the divisor, not zero
    """
    value = a / b
    return {"value": value if digits is None else round(value, digits)}
`;

const main = `from ncp import Agent, MCPConfig, MemoryConfig
from tools.arithmetic import divide, plain

agent = Agent(
    name="calculator-agent",
    description="Exact arithmetic with a step-by-step trace",
    instructions="Answer with the result first, then the steps.",
    tools=[divide, plain],
    mcp_servers=[MCPConfig(transport_type="sse", url="https://mcp.example.com/sse")],
    memory_config=MemoryConfig(),
)
`;

const functions = `
import asyncio, datetime, sys
from typing import List

def add(a: float, b: float):
    return a + b

async def later(n: int):
    print("late", n)
    await asyncio.sleep(0.02)
    print("late", n)
    return n

def soon(n: int):
    import time
    print("soon", n)
    time.sleep(0.02)
    print("soon", n, file=sys.stderr)
    return n

def when():
    return datetime.date(2026, 7, 3)

def fail(depth: int = 2):
    if depth:
        return fail(depth - 1)
    import json
    json.loads("{")

def large():
    return "x" * 3000000

def echo(value):
    return value

def mute():
    import os
    sys.stdout.close()
    os.close(1)
    os.close(2)
    print("still here")
    return True
`;

describe.each(isolations)("a loader under $mode", (isolation) => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await givenWorkbench(isolation);
  });
  afterAll(() => bench.close());

  test("reports the agent exactly as the contract shows it", async () => {
    const loader = await startLoader({
      package: bench.givenPackage({ "agents/main_agent.py": main, "tools/arithmetic.py": arithmetic }),
      entryPoint: "agents.main_agent:agent",
      isolation,
      memoryBytes: 512 * 1024 * 1024,
      onOutput: () => {},
    });
    expect(loader.report).toEqual({
      agent: {
        name: "calculator-agent",
        description: "Exact arithmetic with a step-by-step trace",
        instructions: "Answer with the result first, then the steps.",
      },
      tools: [
        {
          name: "divide",
          description: "Divide one number by another.",
          async: false,
          file: "tools/arithmetic.py",
          line: 10,
          parameters: {
            type: "object",
            additionalProperties: false,
            required: ["a", "b"],
            properties: {
              a: { type: "number", description: "the dividend" },
              b: { type: "number", description: "the divisor, not zero" },
              digits: { anyOf: [{ type: "integer" }, { type: "null" }], default: null },
            },
          },
        },
        {
          name: "plain",
          description: "",
          async: false,
          file: "tools/arithmetic.py",
          line: 5,
          parameters: { type: "object", additionalProperties: false, required: ["x"], properties: { x: {} } },
        },
      ],
      mcp_servers: [{ transport_type: "sse", url: "https://mcp.example.com/sse" }],
      memory: {
        stm_enabled: true,
        stm_strategy: "token_window",
        stm_config: { max_context_tokens: 131072, generation_buffer: 0.25, tool_tokens: 0 },
      },
      python: bench.base.python.version,
      ncp: "1.0",
      extra: {},
    });
    expect(await loader.call("divide", { a: 1, b: 3, digits: 2 })).toMatchObject({ ok: true, result: { value: 0.33 } });
    await loader.stop();
    expect(await loader.exited).toMatchObject({ cause: "stopped" });
    expect(await loader.call("divide", { a: 1, b: 3 })).toMatchObject({ ok: false, error: { type: "AgentExited" } });
  });

  test("answers calls: results, errors with the package's own frames, faulty arguments", async () => {
    const loader = await bench.start(agentSource(functions, "add, when, fail, large, echo, mute"));
    expect(await loader.call("add", { a: 2, b: 3 })).toMatchObject({ ok: true, result: 5, truncated: false, log: "" });
    expect(await loader.call("when", {})).toMatchObject({ ok: true, result: "2026-07-03" });
    expect(await loader.call("add", { a: 2, c: 3 })).toMatchObject({
      ok: false,
      error: { type: "InvalidArguments", message: "b: missing; c: unknown argument; known are: a, b", frames: [] },
    });
    const failed = await loader.call("fail", {});
    expect(failed).toMatchObject({ ok: false, error: { type: "JSONDecodeError" } });
    const frames = failed.ok ? [] : failed.error.frames;
    expect(frames.map((frame) => [frame.file, frame.function])).toEqual(Array(3).fill(["agent.py", "fail"]));
    expect(frames.at(-1)?.text).toBe('json.loads("{")');
    const large = await loader.call("large", {});
    expect(large).toMatchObject({ ok: true, truncated: true });
    expect(large.ok && String(large.result).length).toBe(1024 * 1024);
    const odd = { text: "ü\u0000\u2028\n", list: [1, null, { a: false }] };
    expect(await loader.call("echo", { value: odd })).toMatchObject({ ok: true, result: odd });
    expect(await loader.call("echo", { value: "x".repeat(65_536) })).toMatchObject({
      error: { type: "ArgumentsTooLarge" },
    });
    expect(await loader.call("none", {})).toMatchObject({ error: { type: "UnknownTool" } });
    expect(await loader.call("mute", {})).toMatchObject({ ok: true, result: true, log: "still here\n" });
    expect(await loader.call("add", { a: 2, b: 3 })).toMatchObject({ ok: true, result: 5 });
  });

  test("calls at once keep their results and their output apart", async () => {
    const loader = await bench.start(agentSource(functions, "later, soon"));
    const numbers = [0, 1, 2, 3, 4, 5, 6, 7];
    const outcomes = await Promise.all(
      numbers
        .flatMap((n) => [loader.call("later", { n }), loader.call("soon", { n })])
        .concat(loader.call("later", { n: 9 })),
    );
    for (const n of numbers) {
      expect(outcomes[2 * n]).toMatchObject({ ok: true, result: n, log: `late ${n}\nlate ${n}\n` });
      expect(outcomes[2 * n + 1]).toMatchObject({ ok: true, result: n, log: `soon ${n}\nsoon ${n}\n` });
    }
    expect(outcomes[16]).toMatchObject({ ok: false, error: { type: "Busy" } });
  });

  test("what cannot be loaded is told in one to ten lines", async () => {
    await expect(bench.start("import no_such_module")).rejects.toThrow(
      /^ModuleNotFoundError: No module named 'no_such_module'\n {2}agent.py, line 1, in <module>: import no_such_module$/,
    );
    await expect(bench.start("agent = 3")).rejects.toThrow("TypeError: 'agent' is a int, it must be an Agent");
    await expect(bench.start("x = 3")).rejects.toThrow("AttributeError: module agent does not define 'agent'");
    await expect(bench.start("def f(:\n")).rejects.toThrow(/^SyntaxError: .*\n {2}agent.py, line 1/);
    await expect(bench.start("from ncp import Metrics\nMetrics()")).rejects.toThrow("ncp.Metrics is not available");
    await expect(bench.start(agentSource("", "").replace("tested", ""))).rejects.toThrow(
      "Agent: name must not be empty",
    );
  });

  test("loading ends when it is cancelled", async () => {
    const abort = new AbortController();
    const loading = bench.start("import time\ntime.sleep(60)", { signal: abort.signal });
    setTimeout(() => abort.abort(), 100);
    await expect(loading).rejects.toThrow("Loading was cancelled");
  });
});
