import { consoleContract } from "@/lib/contracts/console/contract";
import { toVersionFinding } from "@/lib/contracts/console/present/plugin";
import { fileQuery } from "@/lib/contracts/console/wire/package-file";
import * as wire from "@/lib/contracts/console/wire/plugin";
import { getHistory, listUploads } from "@/lib/domain/plugin-versions/queries";
import {
  diffVersions,
  listVersionFiles,
  listVersionFindings,
  readVersionFile,
} from "@/lib/domain/plugin-versions/read-version";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";
import { installSamplePlugins, recordSamples } from "@/lib/samples/install-sample-plugins";

const LIMIT = 100;
const read = { contract: consoleContract, method: "GET", faults: ["not_found"] } as const;
const ofVersion = { ...read, params: wire.versionParams } as const;
const VERSION = "/api/plugins/{plugin}/versions/{version}";

/** What somebody uploaded and what became of it. */
export const listUploadedPlugins = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/plugins",
  summary: "Plugins that you uploaded; all of them for instance admins",
  query: wire.uploadQuery,
  reply: json(wire.uploadPage),
  faults: ["invalid_cursor"],
  verb: listUploads,
  handle: ({ ctx, query }) => listUploads(ctx, { ...query, limit: query.limit ?? LIMIT }),
});

/** Muster's own plugins. */
export const addSamplePlugins = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/sample-plugins",
  summary: "Add the plugins that come with Muster to the marketplace",
  description:
    "Each is uploaded, scanned and approved as you, and enabled nowhere. `present` was there before and stays as it is; one that is `refused` says why.",
  reply: json(wire.installedSamples),
  verb: recordSamples,
  gate: ({ ctx }) => recordSamples.authorize(ctx, {}),
  handle: async ({ ctx }) => ({ data: await installSamplePlugins(ctx) }),
});

/** One plugin with its versions, who uploaded and who decided on them. */
export const showPluginHistory = endpoint({
  ...read,
  path: "/api/plugins/{plugin}",
  summary: "The versions of a plugin that you may read, with their scans and decisions",
  params: wire.pluginParams,
  reply: json(wire.pluginHistory),
  verb: getHistory,
  handle: ({ ctx, params }) => getHistory(ctx, params.plugin),
});

/** All files of a version, those that are no text too. */
export const listPluginFiles = endpoint({
  ...ofVersion,
  path: `${VERSION}/files`,
  summary: "Files of a version of a plugin, with changes against the version that serves",
  reply: json(wire.versionFiles),
  verb: listVersionFiles,
  handle: async ({ ctx, params }) => ({
    data: await listVersionFiles(ctx, { pluginId: params.plugin, version: params.version }),
  }),
});

/** One file's text. */
export const showPluginFile = endpoint({
  ...ofVersion,
  path: `${VERSION}/file`,
  summary: "One file of a version of a plugin, secrets masked",
  query: fileQuery,
  reply: json(wire.versionFile),
  verb: readVersionFile,
  handle: ({ ctx, params, query }) =>
    readVersionFile(ctx, { pluginId: params.plugin, version: params.version, path: query.path }),
});

/** What changed between two versions. */
export const showPluginDiff = endpoint({
  ...ofVersion,
  path: `${VERSION}/diff`,
  summary: "What changed against the version that serves, or another one",
  query: wire.versionDiffQuery,
  reply: json(wire.versionDiff),
  verb: diffVersions,
  handle: ({ ctx, params, query }) => diffVersions(ctx, { pluginId: params.plugin, version: params.version, ...query }),
});

/** What the scan found. */
export const listPluginFindings = endpoint({
  ...ofVersion,
  path: `${VERSION}/findings`,
  summary: "What the newest scan of a version of a plugin found, worst first",
  reply: json(wire.versionFindings),
  verb: listVersionFindings,
  handle: async ({ ctx, params }) => {
    const found = await listVersionFindings(ctx, { pluginId: params.plugin, version: params.version });
    return { data: found.map(toVersionFinding) };
  },
});
