import {
  barePassword,
  looksSecret,
  passwordTrigger,
  privateKeyBegin,
  quotedPassword,
  tokenShapes,
  tokenTrigger,
} from "../secret-shapes";
import type { FindingCollector, FindingDraft } from "./finding";
import type { ScannedText } from "./scanned-text";

const SECRET_FILE =
  /^(?:\.env(?:\..+)?|.+\.(?:pem|key|p12|pfx|jks|keystore)|id_[^.]+|\.netrc|\.pypirc|\.git-credentials)$/i;
const TEMPLATE_FILE = /^\.env\.(?:example|sample|template|dist)$/i;
const BARE_FILE = /(?:^|\/)\.env[^/]*$|\.(?:env|ini|cfg|conf|properties|ya?ml)$/i;

/** A file that by its name holds secrets. */
export function secretFile(path: string): FindingDraft | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!SECRET_FILE.test(name) || TEMPLATE_FILE.test(name)) return null;
  return {
    rule: "secret.file",
    message: "A file of this name usually holds secrets; keep it out of the package",
    path,
  };
}

/** A platform key that the author's tool left in the manifest. */
export const platformKey = (line: number): FindingDraft => ({
  rule: "secret.platform_key",
  message: "platform.api_key is filled; empty it and replace the key, it is never used",
  path: "ncp.toml",
  line,
  excerpt: 'api_key = "••••"',
});

/** Tokens, private keys and passwords in one text, wherever they stand: in comments they are just as lost. */
export function scanSecrets(scanned: ScannedText, into: FindingCollector): void {
  const { text } = scanned;
  for (const { index } of text.matchAll(privateKeyBegin)) {
    if (!into.wants("secret.private_key")) break;
    into.add({ rule: "secret.private_key", message: "Holds a private key", ...scanned.place(index) });
  }
  for (const { from, to } of scanned.windows(tokenTrigger, () => into.spend(scanned.path))) {
    if (!into.wants("secret.token")) break;
    const part = text.slice(from, to);
    for (const [what, shape] of tokenShapes) {
      const at = part.search(shape);
      if (at !== -1) into.add({ rule: "secret.token", message: `Holds ${what}`, ...scanned.place(from + at) });
    }
  }
  scanPasswords(scanned, into);
}

function scanPasswords(scanned: ScannedText, into: FindingCollector): void {
  const bare = BARE_FILE.test(scanned.path);
  for (const { from, to } of scanned.windows(passwordTrigger, () => into.spend(scanned.path))) {
    if (!into.wants("secret.password")) return;
    const part = scanned.text.slice(from, to);
    const hits = [...part.matchAll(quotedPassword)].map((hit) => ({ at: hit.index, value: hit[3] ?? "" }));
    if (bare) hits.push(...[...part.matchAll(barePassword)].map((hit) => ({ at: hit.index, value: hit[2] ?? "" })));
    const hit = hits.find(({ value }) => looksSecret(value) && !isToken(value));
    if (!hit) continue;
    const message = "A password, secret or token is written into the file";
    into.add({ rule: "secret.password", message, ...scanned.place(from + hit.at) });
  }
}

const isToken = (value: string) => tokenShapes.some(([, shape]) => value.search(shape) !== -1);
