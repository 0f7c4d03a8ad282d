import { once } from "node:events";
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { type BenchProduct, signIn } from "./bench-product";
import { sampleName } from "./scenarios";
import { seedDevelopers } from "./seed";

/** What one person may have open: four sessions with five streams each. */
const SESSIONS = 4;
const STREAMS = 5;
const EVENTS = 20;
const PATIENCE = 10_000;

type Subscriber = { sent: ClientRequest; heard: (name: string) => Promise<number> };

async function subscribe(url: string, token: string, agent: Agent): Promise<Subscriber> {
  const sent = request(`${url}/api/events?topics=agents`, { agent, headers: { authorization: `Bearer ${token}` } });
  sent.on("error", () => undefined);
  sent.end();
  const [response]: [IncomingMessage] = (await once(sent, "response")) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`A subscriber got ${response.statusCode}`);
  response.on("error", () => undefined);
  let text = "";
  let listener: (text: string) => void = () => undefined;
  response.on("data", (chunk: Buffer) => {
    text = (text + chunk).slice(-4_000);
    listener(text);
  });
  const heard = (word: string) =>
    new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("An event did not reach everybody")), PATIENCE);
      text = "";
      listener = (seen) => {
        if (!seen.includes(word)) return;
        listener = () => undefined;
        clearTimeout(timer);
        resolve(performance.now());
      };
    });
  return { sent, heard };
}

async function tokensOf(product: BenchProduct, people: number): Promise<string[]> {
  const emails = Array.from({ length: people }, (_, at) => `listener-${at}@example.com`);
  await seedDevelopers(product.database, product.place, emails);
  const tokens: string[] = [];
  for (const email of emails)
    for (let session = 0; session < SESSIONS; session++) tokens.push(await signIn(product.url, email));
  return tokens;
}

async function change(product: BenchProduct, allowed: boolean): Promise<void> {
  const path = `/api/v1/custom_agents/${sampleName(1)}/${allowed ? "enable" : "disable"}-background`;
  const headers = { authorization: `Bearer ${product.tokens.admin}` };
  const response = await fetch(product.url + path, { method: "POST", headers });
  if (!response.ok) throw new Error(`The agent is not changed: ${await response.text()}`);
}

/** ms from a change's request to the last of `count` subscribers that heard of it, for each of several changes. */
export async function reachAll(product: BenchProduct, count: number): Promise<number[]> {
  const tokens = await tokensOf(product, Math.ceil(count / (SESSIONS * STREAMS)));
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  const subscribers: Subscriber[] = [];
  for (const token of tokens)
    for (let at = 0; at < STREAMS; at++) subscribers.push(await subscribe(product.url, token, agent));
  const took: number[] = [];
  // From here on each change is one: what is so already is not told.
  await change(product, true);
  for (let at = 0; at < EVENTS; at++) {
    const all = subscribers.map(({ heard }) => heard("agent_updated"));
    const began = performance.now();
    const [last] = await Promise.all([
      Promise.all(all).then((times) => Math.max(...times)),
      change(product, at % 2 !== 0),
    ]);
    took.push(last - began);
  }
  for (const { sent } of subscribers) sent.destroy();
  return took;
}
