import type { Member } from "@/lib/contracts/console/wire/people";

export type Role = Member["role"];

/** The roles, from most to least, and what they mean. */
export const roleMeanings: Record<Role, string> = {
  owner: "Everything, and makes other owners",
  admin: "Everything in the workspace, review included",
  developer: "Creates agents, and does everything with their own",
  viewer: "Sees agents and packages",
};
export const roleLabels: Record<Role, string> = {
  owner: "Owner",
  admin: "Admin",
  developer: "Developer",
  viewer: "Viewer",
};

const order: readonly Role[] = ["owner", "admin", "developer", "viewer"];

/** The roles as a choice; owners are made by owners only. */
export function roleOptions(mayMakeOwners: boolean) {
  return order.map((value) => ({
    value,
    label: `${roleLabels[value]}: ${roleMeanings[value]}`,
    disabled: value === "owner" && !mayMakeOwners,
  }));
}

/** The three answers to "may submit packages?" as a choice, and back. */
export const submitOptions = [
  { value: "", label: "As the role and the workspace say" },
  { value: "yes", label: "Yes, always" },
  { value: "no", label: "Never" },
] as const;

/** What a form's choice means on the wire. */
export function canSubmitFrom(choice: string): boolean | null {
  return choice === "" ? null : choice === "yes";
}

/** The form's choice for what is stored. */
export function choiceOf(canSubmit: boolean | null): string {
  if (canSubmit === null) return "";
  return canSubmit ? "yes" : "no";
}
