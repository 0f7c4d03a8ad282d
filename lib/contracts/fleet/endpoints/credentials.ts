import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { fleet } from "@/lib/contracts/fleet/contract";
import { toNeeded } from "@/lib/contracts/fleet/present/credentials";
import * as wire from "@/lib/contracts/fleet/wire/credentials";
import { agentParams } from "@/lib/contracts/fleet/wire/share";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { exportCredentials } from "@/lib/domain/credentials/export-credentials";
import { importCredentials } from "@/lib/domain/credentials/import-credentials";
import { injectCredentials } from "@/lib/domain/credentials/inject-credentials";
import { overseeCredentials } from "@/lib/domain/credentials/queries";
import { BUNDLE_FILE, countedFiles, joinFiles } from "@/lib/domain/credentials/rules";
import { readBundle } from "@/lib/domain/credentials/seal-bundle";
import { DomainError } from "@/lib/domain/faults";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";
import { readTemplate } from "@/lib/runtime/read-template";
import {
  readCredentialStatus,
  readCredentials,
  readFile,
  storeFile,
  writeCredentials,
} from "@/lib/runtime/workspace-door";

const LARGEST_BODY = 8 * 1024 * 1024;
/** 5 MiB of files, in base64 twice, and some. */
const LARGEST_BUNDLE = 12 * 1024 * 1024;
const one = { contract: fleet, params: agentParams } as const;
const faults = ["not_found", "system_agent", "invalid", "not_running", "storage_full", "unavailable"] as const;

/** Contract 2, 4.18. */
export const status = endpoint({
  ...one,
  method: "GET",
  path: "/api/agents/{agent}/credentials/status",
  summary: "Which credential files an agent has; never what is in them",
  reply: json(wire.credentialStatus),
  faults: ["not_found", "invalid", "unavailable"],
  verb: overseeCredentials,
  handle: async ({ ctx, params }) => {
    const { agentId, name: agent_name, status: state } = await overseeCredentials(ctx, parseAgentRef(params.agent));
    if (state === "running") {
      const [{ variables, ...seen }, template] = await Promise.all([
        readCredentialStatus(agentId),
        readTemplate(agentId),
      ]);
      return { agent_name, status: state, ...seen, needed: toNeeded(template, variables) };
    }
    const message = "Start the agent to see its files";
    return { agent_name, status: "agent_not_running", message, files: {}, credential_count: 0 };
  },
});

/** Contract 2, 4.19. */
export const inject = endpoint({
  ...one,
  method: "POST",
  path: "/api/agents/{agent}/credentials/inject",
  summary: "Write credential files, all or none; without a body those that are held are written again",
  body: jsonBody(wire.injection, { optional: true, limit: LARGEST_BODY }),
  reply: json(wire.injected),
  faults: [...faults, "too_large"],
  verb: injectCredentials,
  gate: ({ ctx, params }) =>
    injectCredentials.authorize(ctx, { agent: parseAgentRef(params.agent), files: null, deliver: writeCredentials }),
  handle: async ({ ctx, params, body: { files: texts, files_b64: encoded } }) => {
    const files = texts || encoded ? joinFiles(texts ?? {}, encoded ?? {}) : null;
    const agent = parseAgentRef(params.agent);
    const files_written = await injectCredentials(ctx, { agent, files, deliver: writeCredentials });
    return { status: "success" as const, files_written, message: countedFiles(files_written.length, "written") };
  },
});

const leave = async (agentId: string, bundle: Buffer) => {
  await storeFile(agentId, BUNDLE_FILE, Readable.from([bundle]));
};

async function find(agentId: string): Promise<string | null> {
  try {
    const { size, stream } = await readFile(agentId, BUNDLE_FILE, false);
    if (size <= LARGEST_BUNDLE) return (await buffer(stream)).toString("utf8");
    stream.destroy();
    throw new DomainError("invalid", "This is not a credentials bundle");
  } catch (error) {
    if (error instanceof DomainError && error.fault === "not_found") return null;
    throw error;
  }
}

/** Contract 2, 4.20. */
export const exportBundle = endpoint({
  ...one,
  method: "POST",
  path: "/api/agents/{agent}/credentials/export",
  summary: "Encrypt the credential files for a deployment with the same key",
  reply: json(wire.exported),
  faults,
  verb: exportCredentials,
  handle: async ({ ctx, params }) => {
    const agent = parseAgentRef(params.agent);
    const { bundle, count } = await exportCredentials(ctx, { agent, collect: readCredentials, leave });
    return { status: "success" as const, encrypted_file: BUNDLE_FILE, files_exported: count, bundle };
  },
});

/** Contract 2, 4.21. */
export const importBundle = endpoint({
  ...one,
  method: "POST",
  path: "/api/agents/{agent}/credentials/import",
  summary: "Write the files of an encrypted bundle",
  description: "Without a body the bundle that lies in the workspace is read.",
  body: jsonBody(wire.importRequest, { optional: true, limit: LARGEST_BODY }),
  reply: json(wire.imported),
  faults: [...faults, "too_large"],
  verb: importCredentials,
  gate: ({ ctx, params }) =>
    importCredentials.authorize(ctx, {
      agent: parseAgentRef(params.agent),
      bundle: null,
      find,
      deliver: writeCredentials,
    }),
  handle: async ({ ctx, params, body }) => {
    const bundle = body.bundle === undefined || body.bundle === null ? null : readBundle(JSON.stringify(body.bundle));
    const agent = parseAgentRef(params.agent);
    const files_imported = await importCredentials(ctx, { agent, bundle, find, deliver: writeCredentials });
    return { status: "success" as const, files_imported, message: countedFiles(files_imported.length, "imported") };
  },
});
