import { generateKeyPairSync, sign } from "node:crypto";

type Certificate = { key: string; cert: string };

/** A value of ASN.1 in DER; tests make certificates of few and short ones. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const ecdsaWithSha256 = der(0x30, der(0x06, Buffer.from("2a8648ce3d040302", "hex")));
const commonName = Buffer.from("550403", "hex");
const time = (year: number) => der(0x17, Buffer.from(`${String(year % 100).padStart(2, "0")}0101000000Z`));

/** A key and a certificate that nobody has signed but itself, valid in this decade. */
export function selfSigned(name: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const subject = der(0x30, der(0x31, der(0x30, der(0x06, commonName), der(0x0c, Buffer.from(name)))));
  const validity = der(0x30, time(2020), time(2049));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]));
  const publicPart = publicKey.export({ type: "spki", format: "der" });
  const body = der(0x30, version, serial, ecdsaWithSha256, subject, validity, subject, publicPart);
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, privateKey));
  const whole = der(0x30, body, ecdsaWithSha256, signature).toString("base64");
  const lines = whole.match(/.{1,64}/g) ?? [];
  const cert = `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert };
}
