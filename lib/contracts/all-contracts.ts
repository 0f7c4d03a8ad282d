import { consoleContract } from "@/lib/contracts/console/contract";
import { fleet } from "@/lib/contracts/fleet/contract";
import { plugins } from "@/lib/contracts/plugins/contract";
import { registry } from "@/lib/contracts/registry/contract";
import { releases } from "@/lib/contracts/releases/contract";
import { submissions } from "@/lib/contracts/submissions/contract";
import { type ContractName, contractNames } from "@/lib/domain/context";
import type { Contract } from "@/lib/http/contract";

const declared: Partial<Record<ContractName, Contract>> = {
  submissions,
  fleet,
  releases,
  plugins,
  registry,
  console: consoleContract,
};

/** The contracts that have endpoints, in the order of their documents. */
export function allContracts(): Contract[] {
  return contractNames.flatMap((name) => declared[name] ?? []);
}
