const SPACE = 0x20;
const EQUALS = 0x3d;
const NEWLINE = 0x0a;

/** Parses the `length key=value\n` records of a pax header, in order; null when `bytes` is anything but such records. */
export function readPaxRecords(bytes: Buffer): [key: string, value: Buffer][] | null {
  const records: [string, Buffer][] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(SPACE, at);
    if (space === -1 || space - at > 10) return null;
    const digits = bytes.toString("latin1", at, space);
    const end = at + (/^\d+$/.test(digits) ? Number(digits) : 0);
    const equals = bytes.indexOf(EQUALS, space);
    if (end > bytes.length || bytes[end - 1] !== NEWLINE || equals === -1 || equals >= end) return null;
    records.push([bytes.toString("utf8", space + 1, equals), bytes.subarray(equals + 1, end - 1)]);
    at = end;
  }
  return records;
}
