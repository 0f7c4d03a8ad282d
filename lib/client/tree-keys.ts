import type { TreeNode } from "./package-tree";

export type TreeAct = { kind: "focus" | "toggle" | "activate"; node: TreeNode };

function focus(node: TreeNode | undefined): TreeAct | null {
  return node ? { kind: "focus", node } : null;
}

/** The next node after `at` whose name begins with the letter, from the top again after the last. */
function byLetter(nodes: readonly TreeNode[], at: number, letter: string): TreeAct | null {
  const order = [...nodes.slice(at + 1), ...nodes.slice(0, at + 1)];
  return focus(order.find((node) => node.name.toLowerCase().startsWith(letter.toLowerCase())));
}

/** What a key does in a tree by the ARIA pattern, with the focus on the visible node `at`; null when nothing. */
export function actOfKey(
  nodes: readonly TreeNode[],
  at: number,
  key: string,
  closed: ReadonlySet<string>,
): TreeAct | null {
  const node = nodes[at];
  if (!node) return null;
  const folder = node.entry.type === "directory";
  const open = folder && !closed.has(node.entry.path);
  switch (key) {
    case "ArrowDown":
      return focus(nodes[at + 1]);
    case "ArrowUp":
      return focus(nodes[at - 1]);
    case "Home":
      return focus(nodes[0]);
    case "End":
      return focus(nodes.at(-1));
    case "ArrowRight":
      if (!folder) return null;
      return open ? focus(nodes[at + 1]) : { kind: "toggle", node };
    case "ArrowLeft":
      return open ? { kind: "toggle", node } : focus(nodes.find((other) => other.entry.path === node.parent));
    case "Enter":
    case " ":
      return { kind: "activate", node };
    default:
      return key.length === 1 ? byLetter(nodes, at, key) : null;
  }
}
