const BY_EXTENSION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    py: "python",
    pyi: "python",
    pyw: "python",
    ipynb: "json",
    toml: "toml",
    md: "markdown",
    markdown: "markdown",
    json: "json",
    jsonl: "jsonl",
    yaml: "yaml",
    yml: "yaml",
    ini: "ini",
    cfg: "ini",
    conf: "ini",
    env: "dotenv",
    sh: "shellscript",
    bash: "shellscript",
    ps1: "powershell",
    js: "javascript",
    mjs: "javascript",
    cjs: "javascript",
    jsx: "jsx",
    ts: "typescript",
    tsx: "tsx",
    html: "html",
    htm: "html",
    css: "css",
    xml: "xml",
    svg: "xml",
    sql: "sql",
    csv: "csv",
    c: "c",
    h: "c",
    cpp: "cpp",
    rs: "rust",
    go: "go",
    java: "java",
    rb: "ruby",
    jinja: "jinja",
    j2: "jinja",
    diff: "diff",
    patch: "diff",
  }),
);

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ["dockerfile", "docker"],
  ["makefile", "make"],
  [".env", "dotenv"],
  [".gitignore", "plaintext"],
]);

/** The name under which the syntax highlighter knows a file's language; `plaintext` when it has none. */
export function languageOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const extension = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1) : "";
  return BY_NAME.get(name) ?? BY_EXTENSION.get(extension) ?? "plaintext";
}
