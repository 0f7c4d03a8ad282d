import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ObservedRun, RuntimeDriver } from "@/lib/runtime/driver";
import { atDoor, givenBoot, givenSpec, until } from "@/lib/runtime/driver-suite";
import { mountSmallDisk, noSmallDisk, type SmallDisk } from "@/lib/testing/small-disk";

const MIB = 1024 * 1024;
const reason = noSmallDisk();

const put = (run: ObservedRun, path: string, mib: number) =>
  atDoor(run, `/file?path=${path}`, { method: "PUT", body: new Uint8Array(mib * MIB).fill(7) });
const act = (run: ObservedRun, action: object) => atDoor(run, "/act", { method: "POST", body: JSON.stringify(action) });
const FULL = { status: 507, kind: "storage_full", message: expect.stringContaining("the disk is full") };

async function refusal(answer: Response) {
  const { error } = await answer.json();
  return { status: answer.status, ...error };
}

/** What every driver must do on a full disk; `open` gives the driver and where an agent's workspace lies on this machine. */
export function describeFullDisk(
  title: string,
  open: () => Promise<{ driver: RuntimeDriver; placeOf: (agentId: string) => string }>,
): void {
  describe.skipIf(reason !== null)(`${title} on a full disk${reason ? ` (${reason})` : ""}`, () => {
    const spec = givenSpec();
    let driver: RuntimeDriver;
    let disk: SmallDisk;
    let run: ObservedRun;
    const start = async (boot: Parameters<typeof givenBoot>[1] = {}) => {
      run = await driver.start(spec, givenBoot(spec, boot));
      await until(async () => (await atDoor(run, "/health").catch(() => null))?.ok);
    };

    beforeAll(async () => {
      const opened = await open();
      driver = opened.driver;
      await start();
      await driver.stop(spec.agentId, 5_000);
      disk = mountSmallDisk(opened.placeOf(spec.agentId), "8m");
      await start();
    }, 120_000);
    afterAll(async () => {
      await driver?.remove(spec.agentId);
      disk?.unmount();
      await driver?.removeWorkspace(spec.agentId);
      await driver?.close();
    }, 60_000);

    test("what does not fit is refused as such, nothing is half there, the agent goes on, and with room it works again", async () => {
      expect((await put(run, "big.bin", 6)).status).toBe(200);
      expect(await refusal(await put(run, "more.bin", 4))).toMatchObject(FULL);
      // What was there before is not lost for what did not fit.
      expect(await refusal(await put(run, "big.bin", 7))).toMatchObject(FULL);
      const own = { tool: "write_file", path: "own.txt", content: "x".repeat(3 * MIB) };
      expect(await refusal(await act(run, own))).toMatchObject(FULL);
      const files = Object.fromEntries([".env", ".mcp.json"].map((path) => [path, btoa("A=1\n")]));
      expect((await put(run, "rest.bin", 1)).status).toBe(200);
      const command = [
        "sh",
        "-c",
        "cp big.bin copy.bin; echo ended $?; rm -f copy.bin; dd if=/dev/zero of=rest2 bs=4096",
      ];
      const { output } = await (await act(run, { tool: "run", command })).json();
      expect(output).toMatch(/No space left|ended 1/);
      const credentials = { method: "POST", body: JSON.stringify({ files }) };
      expect(await refusal(await atDoor(run, "/credentials", credentials))).toMatchObject(FULL);
      expect(disk.files()).toEqual(["big.bin", "rest.bin", "rest2"]);
      expect((await atDoor(run, "/health")).status).toBe(200);
      expect((await atDoor(run, "/file?path=big.bin", { method: "DELETE" })).status).toBe(200);
      expect((await put(run, "more.bin", 4)).status).toBe(200);
      expect((await atDoor(run, "/credentials", credentials)).status).toBe(200);
      expect(await driver.observe(spec.agentId)).toMatchObject({ state: "running", startedAt: run.startedAt });
    });

    test("an agent starts on a full disk all the same, and says what it could not write", async () => {
      await act(run, {
        tool: "run",
        command: ["sh", "-c", "rm -rf .env .mcp.json rest* more.bin; dd if=/dev/zero of=all bs=4096"],
      });
      await driver.stop(spec.agentId, 5_000);
      await start({ credentials: { ".env": Buffer.alloc(64 * 1024, "K=1\n").toString("base64") } });
      const { injection } = await (await atDoor(run, "/health")).json();
      expect(injection).toMatchObject({ state: "failed", error: expect.stringContaining("the disk is full") });
      expect(disk.files()).toEqual(["all"]);
      disk.resize("16m");
      expect((await put(run, "later.bin", 4)).status).toBe(200);
    });

    test("of a template that does not fit nothing is left, so that none is taken for the agent's work", async () => {
      await act(run, { tool: "run", command: ["sh", "-c", "rm -rf all later.bin"] });
      await driver.stop(spec.agentId, 5_000);
      disk.resize("1m");
      await start({ template: { "a/one.md": "1", "b.txt": "2".repeat(2 * MIB) } });
      expect(disk.files()).toEqual([]);
      disk.resize("8m");
      await driver.stop(spec.agentId, 5_000);
      await start({ template: { "a/one.md": "1", "b.txt": "2".repeat(2 * MIB) } });
      expect(disk.files()).toEqual(["a", "b.txt"]);
    });
  });
}
