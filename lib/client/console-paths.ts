/** Where the console shows things. */
export const consolePaths = {
  queue: "/review",
  review: (packageId: string) => `/review/${packageId}`,
  submission: (packageId: string) => `/submissions/${packageId}`,
  agent: (agentId: string) => `/agents/${agentId}`,
} as const;
