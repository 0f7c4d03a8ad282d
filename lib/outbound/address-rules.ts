import { BlockList, isIP, isIPv4 } from "node:net";
import { settings } from "@/lib/env";

/** Everything that is not the public internet: this machine, private and link-local networks, metadata, tests, multicast. */
const closedRanges = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;
/** Of IPv6 only this is the public internet, without what carries IPv4 addresses or documents inside. */
const openV6 = ["2000::", 3] as const;
const closedV6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

function listOf(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of ranges) list.addSubnet(network, bits, isIPv4(network) ? "ipv4" : "ipv6");
  return list;
}
const closed = listOf([...closedRanges, ...closedV6]);
const open = listOf([openV6]);

/** An IPv6 address that only wraps an IPv4 one (`::ffff:…`) as that, others as they are. */
function unwrapped(address: string): string {
  const plain = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  if (isIP(plain) !== 6) return plain;
  const canonical = new URL(`http://[${plain}]/`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (!mapped) return canonical;
  const [high, low] = [Number.parseInt(mapped[1] ?? "", 16), Number.parseInt(mapped[2] ?? "", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

type Exceptions = { names: ReadonlySet<string>; ranges: BlockList };

/** `MUSTER_OUTBOUND_ALLOW`, whose form `lib/env.ts` has checked. */
function exceptions(): Exceptions {
  const entries = (settings().MUSTER_OUTBOUND_ALLOW ?? "").split(",").map((text) => text.trim().toLowerCase());
  const ranges = entries.flatMap((entry): [string, number][] => {
    const [address = "", bits] = entry.split("/");
    const version = isIP(address);
    return version === 0 ? [] : [[address, Number(bits ?? (version === 4 ? 32 : 128))]];
  });
  return { names: new Set(entries.filter((entry) => isIP(entry.split("/")[0] ?? "") === 0)), ranges: listOf(ranges) };
}

/** Whether the settings make an exception for this address, or for the name that led to it. */
export function isExcepted(hostname: string, address?: string): boolean {
  const { names, ranges } = exceptions();
  if (names.has(hostname.toLowerCase())) return true;
  const plain = unwrapped(address ?? hostname);
  const version = isIP(plain);
  return version !== 0 && ranges.check(plain, version === 4 ? "ipv4" : "ipv6");
}

/** Whether an address lies on the public internet, so that Muster may connect to it for somebody. */
export function isPublicAddress(address: string): boolean {
  const plain = unwrapped(address);
  const version = isIP(plain);
  if (version === 4) return !closed.check(plain, "ipv4");
  return version === 6 && open.check(plain, "ipv6") && !closed.check(plain, "ipv6");
}

/** Why the address of a URL is refused as far as it can be told without asking for its name; null when it is not. */
export function refusedAddress({ hostname }: URL): string | null {
  const host = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isExcepted(host)) return null;
  const local = /(^|\.)(localhost|local|internal|localdomain)$/i.test(host);
  const literal = isIP(host) !== 0 && !isPublicAddress(host);
  if (!local && !literal) return null;
  return "leads into a private network; the administrator can allow it with MUSTER_OUTBOUND_ALLOW";
}
