import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { findPythons } from "./find-python";
import { pythonSourceDirectory } from "./python-source";

const run = promisify(execFile);
const pythons = await findPythons();

test.each([pythons[0], pythons.at(-1)])(
  "the ncp module and the loader's parts keep their rules on Python $version",
  async (python) => {
    const args = ["-B", "-m", "unittest", "discover", "-s", "tests"];
    const { stderr } = await run(python?.executable ?? "python3", args, {
      cwd: pythonSourceDirectory(),
      timeout: 20_000,
    });
    expect(stderr).toMatch(/Ran \d+ tests[\s\S]*OK\s*$/);
  },
);
