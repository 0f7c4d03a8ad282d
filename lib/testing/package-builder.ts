import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { buildTar, type TarPart } from "./tar-builder";

export type PackageRecipe = {
  name?: string;
  version?: string;
  description?: string;
  /** Lines appended to `ncp.toml`, for example `[platform]\napi_key = "…"`. */
  toml?: string;
  /** The whole `ncp.toml`, instead of the one made from the fields above. */
  manifest?: string;
  /** Files to add or replace, by path below the top folder; null leaves one of the default files out. */
  files?: Record<string, string | Buffer | null>;
  /** The top folder; "" puts everything at the root. Default: the name. */
  root?: string;
  /** Further entries, written after the files as they are. */
  parts?: TarPart[];
};

const ARITHMETIC = `"""Exact arithmetic."""
from ncp import tool


@tool
def add(a: float, b: float) -> float:
    """Add two numbers.

    Args:
        a: the first number
        b: the second number
    """
    return a + b


@tool
def subtract(a: float, b: float) -> float:
    """Subtract one number from another.

    Args:
        a: the number to subtract from
        b: the number to subtract
    """
    return a - b


@tool
def multiply(a: float, b: float) -> float:
    """Multiply two numbers.

    Args:
        a: the first factor
        b: the second factor
    """
    return a * b


@tool
def divide(a: float, b: float) -> float:
    """Divide one number by another.

    Args:
        a: the dividend
        b: the divisor, not zero
    """
    if b == 0:
        raise ValueError("The divisor must not be zero")
    return a / b
`;

const mainAgent = (name: string, description: string) => `"""The agent that the platform loads."""
from ncp import Agent

from tools.arithmetic import add, divide, multiply, subtract

agent = Agent(
    name=${JSON.stringify(name)},
    description=${JSON.stringify(description)},
    instructions="Answer with the result first, then the steps.",
    tools=[add, subtract, multiply, divide],
)
`;

function manifestText({
  name,
  version,
  description,
  toml,
}: { [Key in "name" | "version" | "description" | "toml"]: string }) {
  const project = `[project]\nname = ${JSON.stringify(name)}\nversion = ${JSON.stringify(version)}\n`;
  const build = '[build]\npython_version = "3.11"\nentry_point = "agents.main_agent:agent"\n';
  return `${project}description = ${JSON.stringify(description)}\nauthor = "Maria Lopez"\n\n${build}${toml && `\n${toml}\n`}`;
}

/** The entries of a package: by default the calculator agent, valid and without a finding. */
export function packageParts(recipe: PackageRecipe = {}): TarPart[] {
  const { name = "calculator-agent", version = "0.1.0", toml = "", root = name } = recipe;
  const description = recipe.description ?? "Exact arithmetic with a step-by-step trace";
  const files: Record<string, string | Buffer | null> = {
    "ncp.toml": recipe.manifest ?? manifestText({ name, version, description, toml }),
    "README.md": `# ${name}\n\n${description}.\n`,
    "agents/__init__.py": "",
    "agents/main_agent.py": mainAgent(name, description),
    "requirements.txt": "",
    "tools/__init__.py": "",
    "tools/arithmetic.py": ARITHMETIC,
    ...recipe.files,
  };
  const prefix = root === "" ? "" : `${root}/`;
  const top: TarPart[] = root === "" ? [] : [{ path: prefix, type: "5", mode: 0o755 }];
  const kept = Object.entries(files).flatMap(([path, body]) =>
    body === null ? [] : [{ path: `${prefix}${path}`, body }],
  );
  return [...top, ...kept, ...(recipe.parts ?? [])];
}

/** A `.ncp` file: without arguments a useful calculator agent with the tools add, subtract, multiply and divide. */
export async function buildPackage(recipe: PackageRecipe = {}): Promise<Buffer> {
  return await promisify(gzip)(buildTar(packageParts(recipe)));
}
