import type { Tx } from "@/lib/db";
import { agentNameProblem, LONGEST_DESCRIPTION, LONGEST_NAME, MOST_MODELS } from "@/lib/domain/agents/rules";
import { withoutRepeats } from "@/lib/domain/assignments/rules";
import { DomainError, invalidField } from "@/lib/domain/faults";
import type { Reader } from "@/lib/domain/query";
import { enabledPlugins, knownAssignables, knownConnections, takenNames } from "@/lib/domain/transfers/access";
import { type PlannedModel, planModels } from "@/lib/domain/transfers/plan-models";
import { type PlannedServer, planServers } from "@/lib/domain/transfers/plan-servers";
import { freeName, nameBeginning } from "@/lib/domain/transfers/rules";
import { type Bundle, BundleRefused, MUSTER, type Omission, SPEC } from "@/lib/packages/agent-zip/bundle";
import type { BundleFile, ReadBundle } from "@/lib/packages/agent-zip/read-agent-zip";

type Named = { id: string; name: string };

/** Everything that an import will make, decided; nothing is written yet. */
export type ImportPlan = {
  name: string;
  bundle: Bundle;
  modelNames: string[];
  servers: PlannedServer[];
  models: PlannedModel[];
  connections: Named[];
  skills: Named[];
  tools: Named[];
  plugins: Named[];
  files: Omit<BundleFile, "entry">[];
  omissions: Omission[];
};

function assertAgent({ name, description, architecture, extras, model }: Bundle): void {
  const problem = agentNameProblem(name);
  if (problem) throw new BundleRefused(SPEC, `name ${problem}`);
  if ([...description].length > LONGEST_DESCRIPTION) {
    throw new BundleRefused(SPEC, `description must have at most ${LONGEST_DESCRIPTION} characters`);
  }
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(architecture)) {
    throw new BundleRefused(SPEC, "architecture must be 1 to 100 of A-Z a-z 0-9 _ . -");
  }
  if ((extras.models ?? []).length > MOST_MODELS) throw new BundleRefused(MUSTER, `models: at most ${MOST_MODELS}`);
  if (model !== null && [...model].length > 200)
    throw new BundleRefused(SPEC, "model must have at most 200 characters");
}

/** The name that the agent gets: what the caller wishes and nothing else, or the package's with a number where it is taken. */
async function planName(db: Reader | Tx, workspaceId: string, bundle: Bundle, wished: string | undefined) {
  const name = wished ?? bundle.name.trim();
  const problem = wished === undefined ? null : agentNameProblem(wished);
  if (problem) throw invalidField("name", problem, wished);
  const taken = await takenNames(db, "Agent", workspaceId, [nameBeginning(name, LONGEST_NAME)]);
  if (!taken.has(name)) return { name, omissions: [] };
  if (wished !== undefined) {
    const issues = [{ type: "name_taken", loc: ["body", "name"], message: "taken", input: name }];
    throw new DomainError("name_taken", `An agent named '${name}' exists in this tenant.`, { issues });
  }
  const free = freeName(name, taken, LONGEST_NAME);
  const message = `'${name}' is taken; the agent is called '${free}'.`;
  const renamed: Omission = { code: "renamed", path: `${SPEC}#name`, message };
  return { name: free, omissions: [renamed] };
}

function missing(
  code: "skill_missing" | "tool_missing" | "plugin_missing" | "connection_missing",
  [key, noun, why]: readonly [string, string, string],
  wanted: readonly string[],
  found: readonly Named[],
): Omission[] {
  const known = new Set(found.map(({ name }) => name));
  return wanted.flatMap((name, at): Omission[] =>
    known.has(name) ? [] : [{ code, path: `${MUSTER}#${key}[${at}]`, message: `No ${noun} '${name}' ${why}.` }],
  );
}

/** What is found, in the order of the package. */
const inOrder = (wanted: readonly string[], found: readonly Named[]) =>
  withoutRepeats(wanted).flatMap((name) => found.find((one) => one.name === name) ?? []);

async function planExtras(db: Reader | Tx, workspaceId: string, { extras }: Bundle) {
  const names = extras.connections.map(({ name }) => name);
  const connections = await knownConnections(db, workspaceId, names);
  const skills = await knownAssignables(db, "skills", workspaceId, extras.skills);
  const tools = await knownAssignables(db, "tools", workspaceId, extras.tools);
  const plugins = await enabledPlugins(db, workspaceId, extras.plugins);
  const packaged: Omission[] = extras.package
    ? [
        {
          code: "package_not_imported",
          path: `${MUSTER}#package`,
          message: "The agent ran from a package; submit the package itself.",
        },
      ]
    : [];
  return {
    connections: inOrder(names, connections),
    skills: inOrder(extras.skills, skills),
    tools: inOrder(extras.tools, tools),
    plugins: inOrder(extras.plugins, plugins),
    omissions: [
      ...missing("connection_missing", ["connections", "data connection", "in this tenant"], names, connections),
      ...missing("skill_missing", ["skills", "skill", "in this tenant"], extras.skills, skills),
      ...missing("tool_missing", ["tools", "tool", "in this tenant"], extras.tools, tools),
      ...missing("plugin_missing", ["plugins", "plugin", "is enabled in this tenant"], extras.plugins, plugins),
      ...packaged,
    ],
  };
}

/** Connections that a model and `muster.yaml` both miss are told once, where the model names them. */
function once(omissions: Omission[]): Omission[] {
  const told = new Set(
    omissions
      .filter(({ code, path }) => code === "connection_missing" && !path.startsWith(MUSTER))
      .map(({ message }) => message),
  );
  return omissions.filter(
    ({ code, path, message }) => code !== "connection_missing" || !path.startsWith(MUSTER) || !told.has(message),
  );
}

/**
 * Decides what an import makes in the workspace, by what is there now. Throws BundleRefused for what no agent can have,
 * `name_taken` for a wished name, `invalid` for one that cannot be.
 */
export async function planImport(
  db: Reader | Tx,
  workspaceId: string,
  { bundle, files, omissions }: ReadBundle,
  wished: string | undefined,
): Promise<ImportPlan> {
  assertAgent(bundle);
  const named = await planName(db, workspaceId, bundle, wished);
  const servers = await planServers(db, workspaceId, bundle.servers);
  const models = await planModels(db, workspaceId, bundle.models);
  const extras = await planExtras(db, workspaceId, bundle);
  // A server that is there keeps what it has, so nothing of it has to be set.
  const kept = servers.planned.flatMap(({ id }, at) => (id === null ? [] : [`${SPEC}#mcp-servers[${at}].`]));
  const open = omissions.filter(
    ({ code, path }) => code !== "secret_redacted" || !kept.some((beginning) => path.startsWith(beginning)),
  );
  const { connections, skills, tools, plugins } = extras;
  return {
    name: named.name,
    bundle,
    modelNames: withoutRepeats(bundle.extras.models ?? (bundle.model === null ? [] : [bundle.model])),
    servers: servers.planned,
    models: models.planned,
    ...{ connections, skills, tools, plugins },
    files: files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
    omissions: once([...named.omissions, ...servers.omissions, ...open, ...models.omissions, ...extras.omissions]),
  };
}
