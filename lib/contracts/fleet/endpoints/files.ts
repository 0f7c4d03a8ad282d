import { fleet } from "@/lib/contracts/fleet/contract";
import { readPackaged, toBytes, toPackageTree } from "@/lib/contracts/fleet/present/files";
import * as wire from "@/lib/contracts/fleet/wire/files";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { DomainError } from "@/lib/domain/faults";
import { changeFiles, noteDownload, noteFolder, noteRemoval, noteUpload } from "@/lib/domain/workspace-files/note-file";
import { getWorkspace, type Workspace } from "@/lib/domain/workspace-files/queries";
import { assertInside, fileTooLarge, LARGEST_FILE, plainPath } from "@/lib/domain/workspace-files/rules";
import { upload } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { bytes, json } from "@/lib/http/reply";
import { makeFolder, readFile, readTree, removeFile, storeFile } from "@/lib/runtime/workspace-door";

const one = { contract: fleet, params: wire.agentParams } as const;
const doorFaults = ["not_found", "forbidden", "invalid", "not_running", "unavailable"] as const;

/** The files of an integrated agent are its running package's. Throws `not_running`. */
function packagedOf({ packaged, hosting, status }: Workspace) {
  if (hosting === "integrated" ? packaged === null : status !== "running") {
    throw new DomainError("not_running", "Agent is not running");
  }
  return packaged;
}

/** Contract 2, 4.10. */
export const tree = endpoint({
  ...one,
  method: "GET",
  path: "/api/agents/{agent}/files",
  summary: "File tree of an agent's workspace",
  query: wire.treeQuery,
  reply: json(wire.fileTree),
  faults: doorFaults,
  verb: getWorkspace,
  handle: async ({ ctx, params, query: { path, show_hidden: hidden = false } }) => {
    const workspace = await getWorkspace(ctx, parseAgentRef(params.agent));
    const packaged = packagedOf(workspace);
    assertInside(path);
    return packaged ? toPackageTree(packaged, path, hidden) : readTree(workspace.agentId, path, hidden);
  },
});

/** Contract 2, 4.11. */
export const download = endpoint({
  ...one,
  method: "GET",
  path: "/api/agents/{agent}/files/download",
  summary: "One file of an agent's workspace",
  description: "At most 100 MB. Credential files are for those who may edit the agent.",
  query: wire.pathQuery,
  reply: bytes("application/octet-stream"),
  faults: [...doorFaults, "too_large"],
  verb: getWorkspace,
  handle: async ({ ctx, params, query: { path } }) => {
    const agent = parseAgentRef(params.agent);
    const workspace = await getWorkspace(ctx, agent);
    const packaged = packagedOf(workspace);
    assertInside(path);
    const file = packaged
      ? await readPackaged(packaged, path)
      : { path, ...(await readFile(workspace.agentId, path, !workspace.readsSecrets)) };
    try {
      await noteDownload(ctx, { agent, path: plainPath(path), size: file.size });
      return await toBytes(file);
    } catch (error) {
      file.stream.destroy();
      throw error;
    }
  },
});

/** Beyond the source: a person's upload. */
export const store = endpoint({
  ...one,
  method: "PUT",
  path: "/api/agents/{agent}/files",
  summary: "Upload a file into an agent's workspace, whole or not at all",
  query: wire.pathQuery,
  body: upload("file", () => LARGEST_FILE, fileTooLarge),
  reply: json(wire.storedFile),
  faults: [...doorFaults, "system_agent", "too_large", "storage_full"],
  verb: noteUpload,
  gate: ({ ctx, params, query }) => changeFiles(ctx, { agent: parseAgentRef(params.agent), path: query.path }),
  handle: async ({ ctx, params, query: { path }, body }) => {
    const agent = parseAgentRef(params.agent);
    assertInside(path);
    const { agentId } = await changeFiles(ctx, { agent, path });
    const { size } = await storeFile(agentId, path, body.stream);
    await noteUpload(ctx, { agent, path: plainPath(path), size });
    return { message: `${plainPath(path)} uploaded`, path: plainPath(path), size };
  },
});

/** Beyond the source: a folder. */
export const addFolder = endpoint({
  ...one,
  method: "POST",
  path: "/api/agents/{agent}/files/folders",
  summary: "Make a folder in an agent's workspace",
  query: wire.pathQuery,
  reply: json(wire.changedPath),
  faults: [...doorFaults, "system_agent", "storage_full"],
  verb: noteFolder,
  handle: async ({ ctx, params, query: { path } }) => {
    const agent = parseAgentRef(params.agent);
    const { agentId } = await changeFiles(ctx, { agent, path });
    assertInside(path);
    await makeFolder(agentId, path);
    await noteFolder(ctx, { agent, path: plainPath(path) });
    return { message: `Folder ${plainPath(path)} created`, path: plainPath(path) };
  },
});

/** Beyond the source: deleting, but not what the agent needs. */
export const removeOne = endpoint({
  ...one,
  method: "DELETE",
  path: "/api/agents/{agent}/files",
  summary: "Delete a file or folder of an agent's workspace",
  query: wire.pathQuery,
  reply: json(wire.changedPath),
  faults: [...doorFaults, "system_agent"],
  verb: noteRemoval,
  handle: async ({ ctx, params, query: { path } }) => {
    const agent = parseAgentRef(params.agent);
    const { agentId } = await changeFiles(ctx, { agent, path, removes: true });
    assertInside(path);
    await removeFile(agentId, path);
    await noteRemoval(ctx, { agent, path: plainPath(path) });
    return { message: `${plainPath(path)} deleted`, path: plainPath(path) };
  },
});
