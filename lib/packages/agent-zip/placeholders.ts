const MASK = "********";
const TELLING = /token|key|secret|password|sig/i;
const SECRET_PARAMETER = /^(?:token|key|secret|password|sig)$/i;
const USER_INFO = /([a-z][a-z0-9+.-]{0,20}:\/\/)[^/?#\s]*@/gi;

/** Whether a text stands for a value that has to be set by hand: it holds `${…}`, `<…>` or the mask. */
export function isPlaceholder(text: string): boolean {
  return /\$\{[^{}]{0,200}\}|<[^<>]{1,200}>/.test(text) || text.includes(MASK);
}

/** Makes placeholders, each once: `${SERVER_KEY}` of the server's name and the key. */
export class Placeholders {
  readonly #used = new Set<string>();

  next(server: string, key: string): string {
    const plain = `${server}_${key}`.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
    const base = plain
      .replace(/^_+|_+$/g, "")
      .replace(/^(?=\d|$)/, "_")
      .slice(0, 100);
    let name = base;
    for (let number = 2; this.#used.has(name); number++) name = `${base}_${number}`;
    this.#used.add(name);
    return `\${${name}}`;
  }
}

/** An address without user info and without parameters that may be secret. */
export function withoutSecrets(url: string): string {
  const bare = url.replace(USER_INFO, "$1");
  const mark = bare.indexOf("?");
  if (mark === -1) return bare;
  const hash = bare.indexOf("#", mark);
  const query = bare.slice(mark + 1, hash === -1 ? undefined : hash);
  const kept = query.split("&").filter((pair) => !SECRET_PARAMETER.test(decoded(pair.split("=")[0] ?? "")));
  const rest = hash === -1 ? "" : bare.slice(hash);
  return bare.slice(0, mark) + (kept.length > 0 ? `?${kept.join("&")}` : "") + rest;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // What cannot be decoded is compared as it is written.
    return text;
  }
}

/**
 * The arguments of a command with placeholders for those that may be secret: what follows a telling option, what is given
 * to one after `=`, and whatever else holds a telling word or user info. `replaced` hears the position of each.
 */
export function redactArguments(args: readonly string[], replaced: (at: number) => string): string[] {
  return args.map((arg, at) => {
    const before = args[at - 1] ?? "";
    const option = /^-{1,2}[\w.-]+$/;
    if (TELLING.test(before) && option.test(before)) return replaced(at);
    const given = /^(-{1,2}[\w.-]+=)/.exec(arg)?.[1];
    if (given !== undefined && TELLING.test(arg)) return given + replaced(at);
    if (option.test(arg)) return arg;
    return TELLING.test(arg) || withoutSecrets(arg) !== arg ? replaced(at) : arg;
  });
}
