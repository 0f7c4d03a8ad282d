/** Where agents run. */
export const hostingOptions = [
  { value: "integrated", label: "Inside Muster" },
  { value: "container", label: "Own container" },
] as const;
