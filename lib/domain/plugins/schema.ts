/** The categories of the marketplace, in the order in which it shows them; a manifest names one by its slug. */
export const pluginCategories = [
  { slug: "operations", name: "Operations", description: "Incidents, logs and what keeps services running" },
  { slug: "engineering", name: "Engineering", description: "Reviews, releases and work on code" },
  { slug: "data", name: "Data", description: "Queries, models and reports" },
  { slug: "productivity", name: "Productivity", description: "Meetings, notes and everyday writing" },
  { slug: "research", name: "Research", description: "Finding, reading and weighing sources" },
  { slug: "support", name: "Support", description: "Answers for customers and colleagues" },
  { slug: "other", name: "Other", description: "Everything else" },
] as const;

/** The name of a category, null for none. */
export function categoryName(slug: string | null): string | null {
  return pluginCategories.find((category) => category.slug === slug)?.name ?? null;
}
