import { maskPlatformKey } from "./platform-key";
import {
  barePassword,
  looksSecret,
  passwordTrigger,
  privateKeyBegin,
  quotedPassword,
  tokenShapes,
  tokenTrigger,
} from "./secret-shapes";

const MASK = "••••";

const found = (trigger: RegExp, text: string): boolean => text.search(trigger) !== -1;

const isBareFormat = (path: string) => /(?:^|\/)\.env[^/]*$|\.(?:env|ini|cfg|conf|properties|ya?ml)$/i.test(path);

function maskPasswords(text: string, path: string): string {
  if (!found(passwordTrigger, text)) return text;
  const quoted = text.replace(quotedPassword, (all, before: string, quote: string, value: string) =>
    looksSecret(value) ? `${before}${quote}${MASK}${quote}` : all,
  );
  if (!isBareFormat(path)) return quoted;
  return quoted.replace(barePassword, (all, before: string, value: string) =>
    looksSecret(value) ? before + MASK : all,
  );
}

/** The lines between the marks of a private key, each replaced; a key without an end mark hides the rest of the text. */
function maskPrivateKeys(text: string): string {
  if (!found(privateKeyBegin, text)) return text;
  let masked = "";
  let done = 0;
  for (const { 0: begin, index } of text.matchAll(privateKeyBegin)) {
    if (index < done) continue;
    const from = index + begin.length;
    const mark = text.indexOf("-----END", from);
    const to = mark === -1 ? text.length : mark;
    const body = text.slice(from, to).replace(/[^\r\n]+/g, MASK);
    masked += text.slice(done, from) + body;
    done = to;
  }
  return masked + text.slice(done);
}

/**
 * The text with secret values replaced by `••••`: tokens, private keys, passwords, and the platform key when `path` names
 * an `ncp.toml`. The number of lines does not change.
 */
export function maskSecrets(text: string, path = ""): string {
  const manifest = path === "ncp.toml" || path.endsWith("/ncp.toml");
  let masked = maskPrivateKeys(manifest ? maskPlatformKey(text, MASK) : text);
  if (found(tokenTrigger, masked)) {
    for (const [, shape] of tokenShapes) masked = masked.replace(shape, MASK);
  }
  return maskPasswords(masked, path);
}
