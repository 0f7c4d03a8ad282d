import { DomainError, type Issue } from "@/lib/domain/faults";
import { filterLimits } from "@/lib/domain/filters/rules";
import { everything } from "@/lib/domain/filters/schema";

export type FilterPath = readonly (string | number)[];

const LONGEST_NAME = 100;

/** `filter.AND[0].name.contains` */
export function pathText(path: FilterPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? part : `${text}.${part}`;
  }, "");
}

/** What is wrong with one filter, and how many conditions it has; reading goes on after a fault, so that all are told. */
export class FilterFaults {
  readonly issues: Issue[] = [];
  leaves = 0;

  /** Notes a fault and stands in for the condition that could not be read. */
  add(path: FilterPath, message: string): typeof everything {
    if (this.issues.length < filterLimits.faults) {
      const loc = path.map((part) => (typeof part === "string" ? part.slice(0, LONGEST_NAME) : part));
      this.issues.push({ type: "invalid_filter", loc: ["query", ...loc], message });
    }
    return everything;
  }

  /** Throws `invalid_filter` with every fault, the first one in the message. */
  assertNone(): void {
    const [first] = this.issues;
    if (!first) return;
    const message = `${pathText(first.loc.slice(1))}: ${first.message}`;
    throw new DomainError("invalid_filter", message, { issues: this.issues });
  }
}
