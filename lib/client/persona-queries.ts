import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { PersonaUses } from "@/lib/contracts/console/wire/persona";
import type {
  newPersona,
  PersonaItem,
  PersonaResource,
  personaDeleted,
  personaList,
} from "@/lib/contracts/plugins/wire/personas";
import { api } from "./fetcher";

export type PersonaBody = z.input<typeof newPersona>;
/** Where a persona lies: in a workspace, or for every workspace. */
export type PersonaPlace = { workspaceId: string | null };
type Deleted = z.infer<typeof personaDeleted>;

/** Where personas of a place are changed. */
const placeOf = ({ workspaceId }: PersonaPlace) =>
  workspaceId === null ? "/api/personas" : `/api/workspaces/${workspaceId}/personas`;

/** The personas that the agents of a workspace can speak as. The workspace is always named: contract `plugins` knows no default. */
export const personaQueries = {
  all: ["personas"] as const,
  list: (workspace: string | null) =>
    queryOptions({
      queryKey: [...personaQueries.all, "list", workspace],
      queryFn: async ({ signal }) =>
        (await api<z.infer<typeof personaList>>("/api/personas", { signal, workspace })).items,
    }),
  one: (workspace: string | null, id: number) =>
    queryOptions({
      queryKey: [...personaQueries.all, "one", workspace, id],
      queryFn: ({ signal }) => api<PersonaResource>(`/api/personas/${id}`, { signal, workspace }),
    }),
  /** Who speaks as it, as far as this person may see, and whether this person may change it. */
  uses: (workspace: string | null, id: number) =>
    queryOptions({
      queryKey: [...personaQueries.all, "uses", workspace, id],
      queryFn: ({ signal }) => api<PersonaUses>(`/api/console/personas/${id}/uses`, { signal, workspace }),
    }),
};

/** A persona counts at once for all who speak as it. */
function changed(client: QueryClient) {
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: personaQueries.all }),
      client.invalidateQueries({ queryKey: ["agents"] }),
    ]);
}

/** Makes a persona in a place, or changes the one that lies there. */
export function savePersona(client: QueryClient, existing: Pick<PersonaItem, "id"> | null) {
  return {
    mutationFn: ({ place, body }: { place: PersonaPlace; body: PersonaBody }) =>
      existing
        ? api<PersonaResource>(`${placeOf(place)}/${existing.id}`, { method: "PUT", body })
        : api<PersonaResource>(placeOf(place), { method: "POST", body }),
    onSuccess: changed(client),
  };
}

/** Deletes a persona; drafts that spoke as it speak as none. */
export function deletePersona(client: QueryClient, persona: Pick<PersonaItem, "id" | "workspace_id">) {
  const place = placeOf({ workspaceId: persona.workspace_id });
  return {
    mutationFn: () => api<Deleted>(`${place}/${persona.id}`, { method: "DELETE" }),
    // What was read of it stays as it is until the page is left.
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [...personaQueries.all, "list"] }),
        client.invalidateQueries({ queryKey: ["agents"] }),
      ]),
  };
}
