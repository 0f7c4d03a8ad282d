import type { z } from "zod";
import { BASE, releases } from "@/lib/contracts/releases/contract";
import { named, toPage, toPageRequest } from "@/lib/contracts/releases/present/agent";
import { toConnection, toModel, toServer } from "@/lib/contracts/releases/present/resource";
import { agentParams } from "@/lib/contracts/releases/wire/agents";
import { pageOf, pageQuery } from "@/lib/contracts/releases/wire/page";
import * as wire from "@/lib/contracts/releases/wire/resources";
import { attachResource } from "@/lib/domain/assignments/attach-resource";
import { detachResource } from "@/lib/domain/assignments/detach-resource";
import { listAttached } from "@/lib/domain/assignments/list-attached";
import type { AttachableKind } from "@/lib/domain/assignments/rules";
import type { Ctx } from "@/lib/domain/context";
import { connectionKind } from "@/lib/domain/resources/connection-kind";
import { mcpServerKind } from "@/lib/domain/resources/mcp-server-kind";
import type { ResourceBase, ResourceKind } from "@/lib/domain/resources/resource-kind";
import { semanticModelKind } from "@/lib/domain/resources/semantic-model-kind";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { json, nothing } from "@/lib/http/reply";

type Spec<Shown, Wire, Sent> = {
  kind: AttachableKind;
  path: string;
  many: string;
  resource: ResourceKind<never, Shown>;
  shown: z.ZodType<Wire, Wire>;
  present: (row: ResourceBase & Shown, ctx: Ctx) => Wire;
  body: z.ZodType<Sent>;
  idIn: (body: Sent) => string;
};

function attachments<Shown, Wire, Sent>(spec: Spec<Shown, Wire, Sent>) {
  const { kind, many, present } = spec;
  const path = `${BASE}/agents/{agent}/${spec.path}`;
  const listVerb = listAttached(kind, spec.resource);
  return {
    list: endpoint({
      contract: releases,
      method: "GET",
      path,
      summary: `${many} of an agent, in the order of attaching`,
      params: agentParams,
      query: pageQuery,
      reply: json(pageOf(spec.shown)),
      faults: ["workspace_forbidden", "not_found", "invalid_parameter", "invalid_cursor"],
      verb: listVerb,
      handle: async ({ ctx, params, query }) =>
        toPage(await listVerb(ctx, { ...named(ctx, params), ...toPageRequest(query) }), (row) => present(row, ctx)),
    }),
    attach: endpoint({
      contract: releases,
      method: "POST",
      path,
      summary: `Attach one of the tenant's ${many} to a draft`,
      params: agentParams,
      body: jsonBody(spec.body),
      reply: nothing,
      faults: ["workspace_forbidden", "not_found", "unknown_reference", "agent_live"],
      verb: attachResource,
      ifMatch: true,
      handle: async ({ ctx, params, body }) => {
        await attachResource(ctx, { ...named(ctx, params), kind, id: spec.idIn(body) });
        return undefined;
      },
    }),
    detach: endpoint({
      contract: releases,
      method: "DELETE",
      path: `${path}/{id}`,
      summary: `Detach one of an agent's ${many} from a draft`,
      params: wire.attachedParams,
      reply: nothing,
      faults: ["workspace_forbidden", "not_found", "agent_live", "in_use"],
      verb: detachResource,
      ifMatch: true,
      handle: async ({ ctx, params }) => {
        await detachResource(ctx, { ...named(ctx, params), kind, id: params.id });
        return undefined;
      },
    }),
  };
}

/** MCP servers of an agent. */
export const {
  list: listAgentServers,
  attach: attachServer,
  detach: detachServer,
} = attachments({
  kind: "mcpServers",
  path: "mcp-servers",
  many: "MCP servers",
  resource: mcpServerKind,
  shown: wire.mcpServer,
  present: toServer,
  body: wire.attachMcpServer,
  idIn: (body) => body.mcp_server_id,
});

/** Semantic data models of an agent. */
export const {
  list: listAgentModels,
  attach: attachModel,
  detach: detachModel,
} = attachments({
  kind: "semanticDataModels",
  path: "semantic-data-models",
  many: "semantic data models",
  resource: semanticModelKind,
  shown: wire.semanticDataModel,
  present: toModel,
  body: wire.attachSemanticDataModel,
  idIn: (body) => body.semantic_data_model_id,
});

/** Data connections of an agent, with those that its models name. */
export const {
  list: listAgentConnections,
  attach: attachConnection,
  detach: detachConnection,
} = attachments({
  kind: "dataConnections",
  path: "data-connections",
  many: "data connections",
  resource: connectionKind,
  shown: wire.dataConnection,
  present: toConnection,
  body: wire.attachDataConnection,
  idIn: (body) => body.data_connection_id,
});
