import { isIPv6 } from "node:net";

/** An address as limits count it: of IPv6 the half that a provider gives to one customer. */
export function networkOf(address: string): string {
  return isIPv6(address) && !address.includes(".") ? firstHalf(address) : address;
}

function firstHalf(address: string): string {
  const [before = "", after] = address.toLowerCase().split("::");
  const head = before ? before.split(":") : [];
  const tail = after ? after.split(":") : [];
  const gap = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array<string>(Math.max(gap, 0)).fill("0"), ...tail].slice(0, 4).join(":");
}
