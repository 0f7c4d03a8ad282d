/** The list with one thing taken to another place; those between move by one. */
export function movedTo<T>(things: readonly T[], from: number, to: number): T[] {
  const list = [...things];
  const [one] = list.splice(from, 1);
  if (one !== undefined) list.splice(to, 0, one);
  return list;
}
