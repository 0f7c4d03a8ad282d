import { consoleContract } from "@/lib/contracts/console/contract";
import { releases } from "@/lib/contracts/releases/contract";
import { submissions } from "@/lib/contracts/submissions/contract";
import type { Contract } from "@/lib/http/contract";

/** Which contract says that nothing is served at an address below these paths, the longest first. */
export const addressOwners: readonly (readonly [path: string, contract: Contract])[] = [
  ["/api/v1", submissions],
  ["/tenants", releases],
  ["/api", consoleContract],
];

/** next-auth answers here, from its own declarations. */
export const foreignAddresses = "/api/auth";
