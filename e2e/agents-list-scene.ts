import type { Page } from "@playwright/test";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import type { Place } from "@/lib/testing/given";

type Planned = {
  name: string;
  description?: string;
  reviewStatus?: "PENDING" | "ACTIVE" | "DISABLED";
  tags?: string[];
  deletedAt?: Date;
};

/** Makes agents without a package in a workspace, owned by a person. */
export async function insertAgents(place: Place, ownerId: string, planned: readonly Planned[]): Promise<void> {
  const made = planned.map((agent) => ({ ...agent, id: newId("agent") }));
  const common = { workspaceId: place.id, hosting: "container", ownerId, createdById: ownerId };
  await db().agent.createMany({
    data: made.map(({ tags, deletedAt, ...fields }) => ({
      ...common,
      ...fields,
      ...(deletedAt && { deletedAt, retentionTier: "medium" }),
    })),
  });
  await db().agentTag.createMany({
    data: made.flatMap(({ id, tags = [] }) => tags.map((name) => ({ agentId: id, name }))),
  });
}

/** So many in one statement, which may not take longer than the database allows. */
const PORTION = 1_000;

/** Makes `bulk-00001`, `bulk-00002`, … in a workspace. */
export async function insertBulk(place: Place, ownerId: string, count: number): Promise<void> {
  for (let from = 1; from <= count; from += PORTION) {
    await db().$executeRaw`
      INSERT INTO "Agent" ("id", "workspaceId", "name", "hosting", "ownerId", "createdById", "description", "createdAt")
      SELECT 'agt_' || substr(md5(${place.id} || n), 1, 26), ${place.id}::uuid, 'bulk-' || lpad(n::text, 5, '0'),
        'container', ${ownerId}, ${ownerId}, 'Number ' || n, now() - n * interval '1 second'
      FROM generate_series(${from}::int, ${Math.min(count, from + PORTION - 1)}::int) n`;
  }
}

type Wanted = { field?: string; choices?: readonly string[]; text?: string };

/** Adds a filter by its panel, or beside a chip by the button of that name. */
export async function addFilter(page: Page, { field, choices = [], text }: Wanted, beside?: RegExp): Promise<void> {
  await (beside
    ? page.getByRole("button", { name: beside })
    : page.getByRole("button", { name: "Filter", exact: true })
  ).click();
  const panel = page.getByRole("dialog");
  if (field) await panel.getByLabel("Field").selectOption(field);
  for (const choice of choices) await panel.getByLabel(choice).check();
  if (text) await panel.getByRole("textbox").fill(text);
  await panel.getByRole("button", { name: /^Add/ }).click();
}

/** Makes a view of agents that a person opens the page with in a workspace. */
export async function insertOpeningView(place: Place, ownerId: string, view: { name: string; query: string }) {
  const data = {
    id: newId("view"),
    page: "agents",
    workspaceId: place.id,
    ownerId,
    columns: [],
    isDefault: true,
    ...view,
  };
  await db().savedView.create({ data });
}

/** What the page asks the API from now on, each path with the workspace that the request names; streams name none. */
export function workspacesAsked(page: Page): (readonly [path: string, workspace: string | undefined])[] {
  const asked: (readonly [string, string | undefined])[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/api/") || request.resourceType() !== "fetch") return;
    asked.push([pathname, request.headers()["x-workspace-id"]]);
  });
  return asked;
}
