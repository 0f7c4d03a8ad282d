import { connectionKind } from "@/lib/domain/resources/connection-kind";
import { createResource } from "@/lib/domain/resources/create-resource";
import { deleteResource } from "@/lib/domain/resources/delete-resource";
import { mcpServerKind } from "@/lib/domain/resources/mcp-server-kind";
import { getResource, listResources } from "@/lib/domain/resources/queries";
import type { ResourceKind } from "@/lib/domain/resources/resource-kind";
import { schemaKind } from "@/lib/domain/resources/schema-kind";
import { semanticModelKind } from "@/lib/domain/resources/semantic-model-kind";
import { skillKind } from "@/lib/domain/resources/skill-kind";
import { toolKind } from "@/lib/domain/resources/tool-kind";
import { updateResource } from "@/lib/domain/resources/update-resource";

function verbsOf<Fields, Shown extends object>(kind: ResourceKind<Fields, Shown>) {
  return {
    list: listResources(kind),
    get: getResource(kind),
    create: createResource(kind),
    update: updateResource(kind),
    remove: deleteResource(kind),
  };
}

export type ResourceVerbs<Fields, Shown extends object> = ReturnType<typeof verbsOf<Fields, Shown>>;

/** What can be done with resources, by kind. */
export const resourceVerbs = {
  skills: verbsOf(skillKind),
  tools: verbsOf(toolKind),
  mcpServers: verbsOf(mcpServerKind),
  semanticModels: verbsOf(semanticModelKind),
  connections: verbsOf(connectionKind),
  schemas: verbsOf(schemaKind),
};
