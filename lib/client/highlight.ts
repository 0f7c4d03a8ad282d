import type { HighlighterCore, LanguageRegistration, MaybeModule } from "shiki/core";

export type HighlightToken = { text: string; className: string };
export type HighlightedLine = readonly HighlightToken[];

type Grammar = () => Promise<{ default: LanguageRegistration[] }>;

/** The languages that packages are written in; each grammar is loaded when first needed. */
const grammars = {
  python: () => import("shiki/langs/python.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  markdown: () => import("shiki/langs/markdown.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
  javascript: () => import("shiki/langs/javascript.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  shell: () => import("shiki/langs/shellscript.mjs"),
} as const satisfies Record<string, Grammar>;

export type HighlightLanguage = keyof typeof grammars;

const byExtension: ReadonlyMap<string, HighlightLanguage> = new Map([
  ["py", "python"],
  ["pyi", "python"],
  ["toml", "toml"],
  ["md", "markdown"],
  ["json", "json"],
  ["yaml", "yaml"],
  ["yml", "yaml"],
  ["js", "javascript"],
  ["mjs", "javascript"],
  ["cjs", "javascript"],
  ["ts", "typescript"],
  ["tsx", "typescript"],
  ["sh", "shell"],
  ["bash", "shell"],
]);

/** Lines after this one stay uncoloured: colours are a comfort, a frozen page is not. */
const maxLines = 6_000;
const maxLineLength = 2_000;
const chunkLines = 400;

let highlighter: Promise<HighlighterCore> | undefined;

/** The JavaScript engine, because the other one needs WebAssembly, which the page's policy forbids. */
async function createHighlighter(): Promise<HighlighterCore> {
  const [{ createHighlighterCore, createCssVariablesTheme }, { createJavaScriptRegexEngine }] = await Promise.all([
    import("shiki/core"),
    import("shiki/engine/javascript"),
  ]);
  return createHighlighterCore({
    themes: [createCssVariablesTheme({ name: "classes", variablePrefix: "--tok-" })],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
}

/** "var(--tok-token-keyword)" → "tok-keyword"; the plain foreground has no class. */
function className(colour: string | undefined): string {
  const name = colour?.match(/--tok-token-([a-z-]+)/)?.[1];
  return name ? `tok-${name}` : "";
}

function isLanguage(name: string): name is HighlightLanguage {
  return Object.hasOwn(grammars, name);
}

/** The language of a file by the server's word or by its name; null when there are no colours for it. */
export function languageOf(path: string, language?: string | null): HighlightLanguage | null {
  if (language && isLanguage(language)) return language;
  return byExtension.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase()) ?? null;
}

/** Lets the browser paint and take input between two chunks. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Colours `text` in chunks of lines, so that the page stays responsive; yields all lines done so far. Stops when `signal` aborts. */
export async function* highlightLines(
  text: string,
  language: HighlightLanguage,
  signal: AbortSignal,
): AsyncGenerator<readonly HighlightedLine[]> {
  highlighter ??= createHighlighter();
  const [core, grammar] = await Promise.all([highlighter, grammars[language]()]);
  const registration: MaybeModule<LanguageRegistration[]> = grammar.default;
  await core.loadLanguage(registration);
  const lines = text.split("\n").slice(0, maxLines);
  const done: HighlightedLine[] = [];
  const name = grammar.default.at(-1)?.name ?? language;
  let grammarState: ReturnType<HighlighterCore["getLastGrammarState"]> | undefined;
  for (let from = 0; from < lines.length && !signal.aborted; from += chunkLines) {
    const chunk = lines.slice(from, from + chunkLines).join("\n");
    const options = { lang: name, theme: "classes", grammarState, tokenizeMaxLineLength: maxLineLength } as const;
    const tokens = core.codeToTokensBase(chunk, options);
    grammarState = core.getLastGrammarState(tokens);
    for (const line of tokens)
      done.push(line.map((token) => ({ text: token.content, className: className(token.color) })));
    yield [...done];
    await breathe();
  }
}
