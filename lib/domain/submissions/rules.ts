import type { Actor } from "@/lib/domain/context";
import type { PackageStatus } from "@/lib/domain/packages/rules";
import { may, type Permission, type Subject } from "@/lib/domain/policy";

type Facts = { status: PackageStatus; newest: boolean; deleted: boolean; submitterId: string };
type Offer = { permission: Permission; when: (facts: Facts, actor: Actor, subject: Subject) => boolean };

const living = (facts: Facts) => !facts.deleted;
const decidable = (facts: Facts) =>
  living(facts) && facts.newest && facts.status !== "withdrawn" && facts.status !== "superseded";

const offers = {
  review: { permission: "packages.review", when: decidable },
  comment: { permission: "packages.comment", when: living },
  claim: { permission: "packages.review", when: (facts) => living(facts) && facts.status === "pending" },
  rescan: { permission: "packages.review", when: living },
  withdraw: { permission: "packages.withdraw", when: (facts) => living(facts) && facts.status === "pending" },
  submitVersion: { permission: "packages.update", when: (facts) => living(facts) && facts.newest },
  download: { permission: "packages.read", when: () => true },
} as const satisfies Record<string, Offer>;

export type PackageOffer = keyof typeof offers;

/** What a page offers this person on a package in its present state. */
export function offered(actor: Actor, subject: Subject, facts: Facts): PackageOffer[] {
  const names = Object.keys(offers) as PackageOffer[];
  return names.filter((name) => {
    const offer: Offer = offers[name];
    return offer.when(facts, actor, subject) && may(actor, offer.permission, subject);
  });
}
