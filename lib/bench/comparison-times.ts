import type { Page } from "playwright-core";

/** ms from `act` in the page, to the changes of the instructions on the screen. */
async function untilShown(page: Page, act: () => Promise<void>): Promise<number> {
  const took = page.evaluate(
    () =>
      new Promise<number>((then) => {
        let began = 0;
        const start = () => {
          began = performance.now();
        };
        for (const type of ["click", "change"]) addEventListener(type, start, { capture: true, once: true });
        const shown = () =>
          document.querySelector(
            'section[aria-label^="Changes in"] table, [role="region"][aria-label^="Changes in"] table',
          );
        const before = shown()?.textContent;
        const look = () => {
          const now = shown();
          if (began === 0 || !now || now.textContent === before) return void requestAnimationFrame(look);
          requestAnimationFrame(() => setTimeout(() => then(performance.now() - began)));
        };
        requestAnimationFrame(look);
      }),
  );
  await act();
  return took;
}

/** How long a comparison takes in the page of the versions, ms: the first after a full load, and others by its lists. */
export async function comparisonTimes(page: Page, address: string, rounds: number) {
  // The compiler's mark on functions that have a name, which exists only in this process.
  await page.addInitScript({ content: "globalThis.__name = (target) => target;" });
  const [first, others]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    await page.goto(address, { waitUntil: "networkidle" });
    const [from, to] = [`v${5 + round}`, `v${20 + round}`];
    for (const label of [from, to]) await page.getByLabel(`Select ${label}`).check();
    const compare = page.getByRole("button", { name: `Compare ${from} with ${to}` });
    await compare.waitFor();
    first.push(await untilShown(page, () => compare.click()));
    const lists = page.getByLabel("From", { exact: true });
    others.push(await untilShown(page, async () => void (await lists.selectOption(`v${4 + round}`))));
  }
  return { first, others };
}
