import { DomainError } from "@/lib/domain/faults";

type Factor = { totpSecret: string | null; totpConfirmedAt: Date | null };

/** Throws `conflict` where two-factor is on. */
export function assertOff({ totpConfirmedAt }: Factor): void {
  if (totpConfirmedAt) {
    throw new DomainError("conflict", "Two-factor is on already; switch it off first to use another authenticator app");
  }
}

/** The secret in use, as it is kept. Throws `conflict` where two-factor is off. */
export function secretInUse({ totpSecret, totpConfirmedAt }: Factor): string {
  if (!totpSecret || !totpConfirmedAt) throw new DomainError("conflict", "Two-factor is off");
  return totpSecret;
}

/** The secret, as it is kept, that waits for its first code. Throws `conflict` where there is none, or two-factor is on. */
export function secretToConfirm(factor: Factor): string {
  assertOff(factor);
  if (!factor.totpSecret) throw new DomainError("conflict", "There is nothing to confirm; begin again");
  return factor.totpSecret;
}
