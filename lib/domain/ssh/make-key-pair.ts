import { generateKeyPairSync, randomBytes } from "node:crypto";

const COMMENT = "muster";

/** A new Ed25519 pair: the line for authorized_keys and the private key in OpenSSH's own form, which every client reads. */
export function makeKeyPair(): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const point = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const seed = Buffer.from(privateKey.export({ format: "jwk" }).d ?? "", "base64url");
  const type = Buffer.from("ssh-ed25519");
  const publicBlob = Buffer.concat([field(type), field(point)]);
  return {
    publicKey: `ssh-ed25519 ${publicBlob.toString("base64")}`,
    privateKey: privateFile(publicBlob, Buffer.concat([publicBlob, field(Buffer.concat([seed, point]))])),
  };
}

/** Not encrypted: it is shown once, to the person who asked. */
function privateFile(publicBlob: Buffer, pair: Buffer): string {
  const check = randomBytes(4);
  const secret = Buffer.concat([check, check, pair, field(Buffer.from(COMMENT))]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, at) => at + 1));
  const none = field(Buffer.from("none"));
  const one = Buffer.from([0, 0, 0, 1]);
  const head = [Buffer.from("openssh-key-v1\0"), none, none, field(Buffer.alloc(0)), one, field(publicBlob)];
  const body = Buffer.concat([...head, field(Buffer.concat([secret, padding]))]).toString("base64");
  const lines = body.match(/.{1,70}/g) ?? [];
  return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join("\n");
}

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
