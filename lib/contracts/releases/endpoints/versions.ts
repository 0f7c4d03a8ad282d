import { BASE, releases } from "@/lib/contracts/releases/contract";
import { named, toPage, toPageRequest } from "@/lib/contracts/releases/present/agent";
import { toVersion, toVersionDetail, toVersionDiff } from "@/lib/contracts/releases/present/version";
import { agentParams } from "@/lib/contracts/releases/wire/agents";
import { pageQuery } from "@/lib/contracts/releases/wire/page";
import {
  diffQuery,
  versionDetail,
  versionDiff,
  versionPage,
  versionParams,
} from "@/lib/contracts/releases/wire/versions";
import { compareReleases } from "@/lib/domain/lifecycle/compare-releases";
import { getReleaseVersion, listReleaseVersions } from "@/lib/domain/lifecycle/release-versions";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const reading = { contract: releases, method: "GET" } as const;

/** An agent's history. */
export const versions = endpoint({
  ...reading,
  path: `${BASE}/agents/{agent}/versions`,
  summary: "Versions of an agent, newest first",
  params: agentParams,
  query: pageQuery,
  reply: json(versionPage),
  faults: ["workspace_forbidden", "not_found", "invalid_parameter", "invalid_cursor"],
  verb: listReleaseVersions,
  handle: async ({ ctx, params, query }) =>
    toPage(await listReleaseVersions(ctx, { ...named(ctx, params), ...toPageRequest(query) }), toVersion),
});

/** One version. */
export const version = endpoint({
  ...reading,
  path: `${BASE}/agents/{agent}/versions/{version}`,
  summary: "One version of an agent with its content",
  params: versionParams,
  reply: json(versionDetail),
  faults: ["workspace_forbidden", "not_found"],
  verb: getReleaseVersion,
  handle: async ({ ctx, params }) =>
    toVersionDetail(await getReleaseVersion(ctx, { ...named(ctx, params), version: params.version })),
});

/** What differs. */
export const diff = endpoint({
  ...reading,
  path: `${BASE}/agents/{agent}/diff`,
  summary: "What differs between two versions of an agent, or its draft and what is live",
  params: agentParams,
  query: diffQuery,
  reply: json(versionDiff),
  faults: ["workspace_forbidden", "not_found", "invalid_parameter", "forbidden"],
  verb: compareReleases,
  handle: async ({ ctx, params, query: { from = "live", to = "draft" } }) =>
    toVersionDiff(await compareReleases(ctx, { ...named(ctx, params), from, to })),
});
