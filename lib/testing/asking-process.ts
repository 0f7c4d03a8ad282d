import { authenticate } from "@/lib/auth/authenticate";
import { startEvents } from "@/lib/events/event-hub";

/** Another web process, as far as credentials go: says for every token that it is sent which role stands behind it. */
async function answer(token: string): Promise<string> {
  const found = await authenticate(new Headers({ authorization: token }));
  return found?.actor.memberships[0]?.role ?? "none";
}

process.on("message", (token: string) => {
  answer(token).then(
    (role) => process.send?.(role),
    (error: { fault?: string }) => process.send?.(error.fault ?? String(error)),
  );
});

await startEvents();
process.send?.("ready");
