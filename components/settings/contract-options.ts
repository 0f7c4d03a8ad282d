import { contractNames } from "@/lib/contracts/console/wire/api-keys";

/** The API documents as a choice. */
export const contractOptions = contractNames.map((value) => ({ value, label: value }));
