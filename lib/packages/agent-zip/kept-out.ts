const NAMES = [/^\.env(?!\.example$)/i, /^\.netrc$/i, /\.(?:pem|key|p12|pfx)$/i, /^id_[a-z0-9_-]+$/i];

/** Whether a file is kept out of exports and imports, because files of its name hold keys and passwords. */
export function isKeptOut(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return NAMES.some((pattern) => pattern.test(name));
}

/** What file managers leave behind; passed over in silence. */
export function isLeftBehind(path: string): boolean {
  const parts = path.split("/");
  return parts.includes("__MACOSX") || parts.at(-1) === ".DS_Store";
}
