import type { ReviewStatus } from "@/lib/domain/agents/rules";
import type { Actor } from "@/lib/domain/context";
import { may, type Permission, type Subject } from "@/lib/domain/policy";

type Facts = {
  reviewStatus: ReviewStatus;
  hosting: "integrated" | "container";
  packaged: boolean;
  idle: boolean;
  /** Runs, or is on its way to. */
  wanted: boolean;
};
type Offer = { permission: Permission; when: (facts: Facts) => boolean };

const always = () => true;
const packaged = (facts: Facts) => facts.packaged;
/** Approved, and yet nothing is asked to run: so it comes out of the trash. */
const asleep = (f: Facts) => f.reviewStatus === "ACTIVE" && f.idle;

const offers = {
  disable: { permission: "agents.administer", when: (f) => f.packaged && f.reviewStatus === "ACTIVE" && !f.idle },
  enable: { permission: "agents.administer", when: (f) => f.packaged && (f.reviewStatus === "DISABLED" || asleep(f)) },
  remove: { permission: "agents.remove", when: always },
  submitVersion: { permission: "packages.update", when: packaged },
  start: { permission: "agents.operate", when: (f) => f.hosting === "container" && !f.wanted },
  stop: { permission: "agents.operate", when: (f) => f.hosting === "container" && f.wanted },
  callTools: { permission: "agents.operate", when: (f) => f.hosting === "integrated" },
  readLog: { permission: "agents.operate", when: always },
  toggleBackground: { permission: "agents.flag", when: packaged },
  readPackages: { permission: "packages.read", when: packaged },
  share: { permission: "agents.edit", when: always },
  edit: { permission: "agents.edit", when: always },
  review: { permission: "packages.review", when: packaged },
} as const satisfies Record<string, Offer>;

export type AgentOffer = keyof typeof offers;

/** What a page offers this person on an agent in its present state. */
export function offered(actor: Actor, subject: Subject, facts: Facts): AgentOffer[] {
  const names = Object.keys(offers) as AgentOffer[];
  return names.filter((name) => {
    const offer: Offer = offers[name];
    return offer.when(facts) && may(actor, offer.permission, subject);
  });
}
