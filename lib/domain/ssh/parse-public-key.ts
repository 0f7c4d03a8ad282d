import { createHash, createPublicKey, type JsonWebKey } from "node:crypto";

/** A public key without its comment. `line` is what OpenSSH puts into authorized_keys. */
export type PublicKey = { type: string; line: string; fingerprint: string };

const LONGEST = 8_192;
const SMALLEST_RSA = 3_072;
const LARGEST_RSA = 16_384;
const CURVES: Record<string, { crv: string; bytes: number }> = {
  nistp256: { crv: "P-256", bytes: 32 },
  nistp384: { crv: "P-384", bytes: 48 },
  nistp521: { crv: "P-521", bytes: 66 },
};

/** Why a text is no public key that we accept, in a sentence that can follow the field's name. */
export class BadPublicKey extends Error {}

/**
 * Reads one line of OpenSSH: Ed25519, ECDSA or RSA of at least 3,072 bits, and nothing before the type, so that no option
 * comes along. Throws BadPublicKey.
 */
export function parsePublicKey(text: string): PublicKey {
  const trimmed = text.replace(/\r?\n$/, "").trim();
  if (trimmed.length > LONGEST) throw new BadPublicKey("is too long for a public key");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
  if (/[\u0000-\u001f\u007f]/.test(trimmed)) throw new BadPublicKey("must be one line without control characters");
  const [type = "", body = ""] = trimmed.split(/ +/);
  if (trimmed.startsWith("-----")) throw new BadPublicKey("is not in OpenSSH's form of one line (ssh-ed25519 AAAA…)");
  const read = readerOf(type);
  if (!read) {
    throw new BadPublicKey("must begin with ssh-ed25519, ecdsa-sha2-nistp256, -384, -521 or ssh-rsa, without options");
  }
  const blob = decode(body);
  const fields = new Fields(blob);
  if (fields.text() !== type) throw new BadPublicKey(`holds another kind of key than ${type}`);
  assertOnCurve(read(fields));
  if (!fields.atEnd()) throw new BadPublicKey("has something behind the key");
  const fingerprint = `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
  return { type, line: `${type} ${body}`, fingerprint };
}

/** Whether the bytes are a key at all: the library checks points and exponents. */
function assertOnCurve(jwk: JsonWebKey): void {
  try {
    createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    throw new BadPublicKey("is not a valid key");
  }
}

function decode(body: string): Buffer {
  const blob = Buffer.from(body, "base64");
  if (blob.length === 0 || blob.toString("base64") !== body) throw new BadPublicKey("is not valid Base64");
  return blob;
}

function readerOf(type: string): ((fields: Fields) => JsonWebKey) | undefined {
  if (type === "ssh-ed25519") return ed25519;
  if (type === "ssh-rsa") return rsa;
  const curve = type.startsWith("ecdsa-sha2-") ? type.slice("ecdsa-sha2-".length) : "";
  return Object.hasOwn(CURVES, curve) ? (fields) => ecdsa(fields, curve) : undefined;
}

function ed25519(fields: Fields): JsonWebKey {
  const point = fields.bytes();
  if (point.length !== 32) throw new BadPublicKey("is not a valid key");
  return { kty: "OKP", crv: "Ed25519", x: point.toString("base64url") };
}

function ecdsa(fields: Fields, name: string): JsonWebKey {
  const curve = CURVES[name];
  const named = fields.text();
  const point = fields.bytes();
  if (!curve || named !== name || point.length !== 1 + 2 * curve.bytes || point[0] !== 4) {
    throw new BadPublicKey("is not a valid key");
  }
  const [x, y] = [point.subarray(1, 1 + curve.bytes), point.subarray(1 + curve.bytes)];
  return { kty: "EC", crv: curve.crv, x: x.toString("base64url"), y: y.toString("base64url") };
}

function rsa(fields: Fields): JsonWebKey {
  const [e, n] = [fields.number(), fields.number()];
  const bits = n.length * 8 - Math.clz32(n[0] ?? 0) + 24;
  if (bits < SMALLEST_RSA) throw new BadPublicKey(`is an RSA key of ${bits} bits; at least ${SMALLEST_RSA} are needed`);
  if (bits > LARGEST_RSA || e.length > 8 || ((e.at(-1) ?? 0) & 1) === 0 || (e.length === 1 && e[0] === 1)) {
    throw new BadPublicKey("is not a valid key");
  }
  return { kty: "RSA", e: e.toString("base64url"), n: n.toString("base64url") };
}

/** The fields of a key: each a length of four bytes and that many bytes. */
class Fields {
  private at = 0;
  constructor(private readonly blob: Buffer) {}

  bytes(): Buffer {
    const start = this.at + 4;
    const length = start <= this.blob.length ? this.blob.readUInt32BE(this.at) : Number.POSITIVE_INFINITY;
    if (start + length > this.blob.length) throw new BadPublicKey("is cut off");
    this.at = start + length;
    return this.blob.subarray(start, this.at);
  }

  text(): string {
    return this.bytes().toString("latin1");
  }

  /** A positive number without its leading zero. */
  number(): Buffer {
    const bytes = this.bytes();
    const first = bytes.findIndex((byte) => byte !== 0);
    if (first < 0 || ((bytes[0] ?? 0) & 0x80) !== 0) throw new BadPublicKey("is not a valid key");
    return bytes.subarray(first);
  }

  atEnd(): boolean {
    return this.at === this.blob.length;
  }
}
