/** How an agent is kept apart, in words. */
export const isolationWords: Readonly<Record<string, string>> = {
  container: "in a container",
  bubblewrap: "in a bubblewrap sandbox",
  process: "as a plain process",
};
