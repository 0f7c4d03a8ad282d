/** Whether somebody of this role creates agents in a workspace. */
export function mayCreateAgents(workspace: { role: string } | null): boolean {
  return workspace !== null && workspace.role !== "viewer";
}
