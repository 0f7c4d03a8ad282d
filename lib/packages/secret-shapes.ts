/** Tokens that give themselves away by their beginning. No pattern has a choice where to stop: all are linear. */
export const tokenShapes = [
  ["an AWS access key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ["a GitHub token", /\b(?:gh[oprsu]_[0-9A-Za-z]{30,255}|github_pat_\w{40,255})/g],
  ["a GitLab token", /\bglpat-[\w-]{20,64}/g],
  ["a Slack token", /\bxox[abeoprs]-[0-9A-Za-z-]{10,255}/g],
  ["an OpenAI or Anthropic key", /\bsk-[0-9A-Za-z_-]{20,255}/g],
  ["a Stripe key", /\b[rs]k_(?:live|test)_[0-9A-Za-z]{16,255}/g],
  ["a Google API key", /\bAIza[\w-]{35}/g],
  ["an npm token", /\bnpm_[0-9A-Za-z]{36}\b/g],
  ["a PyPI token", /\bpypi-[\w-]{50,255}/g],
  ["a Hugging Face token", /\bhf_[0-9A-Za-z]{30,64}\b/g],
  ["a SendGrid key", /\bSG\.[\w-]{16,64}\.[\w-]{16,64}/g],
  ["a Muster API key", /\bmsk_[\w-]{16,255}/g],
  ["a JSON Web Token", /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}/g],
] as const satisfies readonly (readonly [string, RegExp])[];

/** Finds where one of the shapes above may begin. */
export const tokenTrigger =
  /AKIA|ASIA|gh[oprsu]_|github_pat_|glpat-|xox[abeoprs]-|sk-|[rs]k_(?:live|test)_|AIza|npm_|pypi-|hf_|SG\.|msk_|eyJ/g;

/** First line of a PEM private key. */
export const privateKeyBegin = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;

/**
 * A literal given to a name that ends in password, secret, token or key, in the notations of Python, JSON, TOML and YAML.
 * Groups: everything up to the value's quote, the quote, the value. Only ever used on one line or a part of it.
 */
export const quotedPassword =
  /((?:passw(?:or)?d|passphrase|pwd|secret|token|api_?key|access_?key|private_?key)\d{0,3}["'\]]{0,2}[ \t]{0,20}(?::[ \t]{0,9}[A-Za-z][\w. |[\]]{0,40})?[ \t]{0,20}(?:=|:)[ \t]{0,20}[bru]{0,2})(["'])((?:(?!\2)[^\\\n]|\\.){1,500})\2/gi;

/** The same without quotes, as environment and ini files write it, at the end of a line. */
export const barePassword =
  /^([ \t]{0,40}(?:export )?[\w.-]{0,60}(?:passw(?:or)?d|passphrase|pwd|secret|token|api_?key|access_?key|private_?key)\d{0,3}[ \t]{0,20}(?:=|:)[ \t]{0,20})([^\s"'#][^\s#]{0,500})[ \t]*$/gim;

/** Finds where one of the two shapes above may begin. */
export const passwordTrigger = /passw(?:or)?d|passphrase|pwd|secret|token|api_?key|access_?key|private_?key/gi;

const PLACEHOLDER =
  /^(?:x+|\*+|•+|\.+|-+|_+|none|null|true|false|todo|changeme|change[-_]me|example|placeholder|secret|password|token|your[-_ ].*|my[-_ ].*|<.*>|\$\{?\w.*|\{\{?.*|%\(.*|%\w.*|\[.*\]|.*\.\.\.)$/i;

/** True when a literal looks like a value that somebody has to keep to themselves, not like a hint or a variable. */
export const looksSecret = (value: string): boolean =>
  value.length >= 4 &&
  value.length <= 500 &&
  !/\s/.test(value) &&
  !PLACEHOLDER.test(value) &&
  !/^https?:\/\/[^@]*$/.test(value);
