/** Asks whether to leave; calls `leave` when that is wanted. */
export type AskToLeave = (leave: () => void) => void;

const guards: AskToLeave[] = [];

/** From now on leaving the page inside the console is asked about first, until the returned function is called. */
export function guardLeaving(ask: AskToLeave): () => void {
  guards.push(ask);
  return () => {
    const place = guards.indexOf(ask);
    if (place >= 0) guards.splice(place, 1);
  };
}

/** Whether leaving is asked about. */
export function isGuarded(): boolean {
  return guards.length > 0;
}

/** Goes at once, or after the latest guard was answered. */
export function leaveBy(go: () => void): void {
  const ask = guards.at(-1);
  if (ask) ask(go);
  else go();
}
