import { randomBytes } from "node:crypto";
import { constants, crc32, deflateRawSync } from "node:zlib";
import { packageParts } from "@/lib/testing/package-builder";
import { buildTar } from "@/lib/testing/tar-builder";

const MiB = 1024 * 1024;
/** Share of a package that is text, before compression; the rest are wheels. */
const TEXT_SHARE = 0.1;
const MODULE = 8 * 1024;
const WHEEL = 2 * MiB;

const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
const noEnd = Buffer.alloc(0);

/** Ordinary Python: definitions, comments, strings, numbers that differ in every line. */
function moduleText(): string {
  const lines: string[] = ['"""Reads measurements and condenses them."""', "import json", ""];
  for (let length = 0; length < MODULE; ) {
    const word = randomBytes(4).toString("hex");
    const text = `def condense_${word}(rows: list[dict], limit: int = ${lines.length}) -> dict:\n    """Sums the column '${word}' up to the limit."""\n    # Rows without the column count as zero.\n    total = sum(row.get("${word}", 0) for row in rows[:limit])\n    return {"column": "${word}", "total": total, "rows": len(rows)}\n`;
    lines.push(text);
    length += text.length;
  }
  return lines.join("\n");
}

function filling(bytes: number) {
  const modules = Math.max(1, Math.round((bytes * TEXT_SHARE) / MODULE));
  const texts = Array.from({ length: modules }, (_, at) => ({ path: `tools/part_${at}.py`, body: moduleText() }));
  const wheels = Math.ceil((bytes * (1 - TEXT_SHARE)) / WHEEL);
  const size = Math.round((bytes * (1 - TEXT_SHARE)) / wheels);
  const names = Array.from({ length: wheels }, (_, at) => `wheels/part_${at}-1.0-py3-none-any.whl`);
  return [...texts, ...names.map((path) => ({ path, body: randomBytes(size) }))];
}

/** Packages of one size that differ in their names alone, so that many are cheap to have. */
export class PackageSeries {
  readonly #rest: Buffer;
  readonly #packed: Buffer;

  /** `mib`: size of each package, about. */
  constructor(readonly mib: number) {
    this.#rest = buildTar(filling(mib * MiB));
    this.#packed = deflateRawSync(this.#rest, { level: 6 });
  }

  /** One whole, intact gzip member: what is special first, then the bytes that all have in common. */
  make(name: string): Buffer[] {
    const special = buildTar(packageParts({ name, root: "" }), noEnd);
    const packed = deflateRawSync(special, { finishFlush: constants.Z_FULL_FLUSH });
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(this.#rest, crc32(special)), 0);
    trailer.writeUInt32LE((special.length + this.#rest.length) % 2 ** 32, 4);
    return [header, packed, this.#packed, trailer];
  }
}
