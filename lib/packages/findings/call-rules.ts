import type { FindingRule } from "./finding";

export type CallRule = { rule: FindingRule; message: string; pattern: RegExp };

// Patterns see masked source: comments are spaces, string contents are backticks. They only ever run over one window.
/** Calls that reach beyond the package. */
export const callRules: readonly CallRule[] = [
  {
    rule: "code.obfuscated",
    message: "Executes text that it decodes first",
    pattern:
      /(?<![.\w])(?:eval|exec|compile|__import__)\s*\(.{0,300}?(?:b(?:16|32|64|85)decode|a85decode|unhexlify|fromhex|decompress|codecs\s*\.\s*decode|loads)\s*\(/,
  },
  {
    rule: "code.eval",
    message: "Executes text as code",
    pattern: /(?<![.\w])(?<!\b(?:def|class)\s+)(?:eval|exec|compile)\s*\(|\b(?:builtins|__builtins__)\b\s*[.[]/,
  },
  {
    rule: "code.process",
    message: "Starts another process",
    pattern:
      /\bsubprocess\s*\.\s*\w|\bfrom\s+(?:subprocess|pty)\s+import\b|\bimport\s+(?:subprocess|pty)\s+as\b|\bpty\s*\.\s*\w|\bos\s*\.\s*(?:system|popen|fork|forkpty|posix_spawnp?|spawn\w+|exec[lv]\w*|startfile)\b|\bfrom\s+os\s+import\b.*\b(?:system|popen|fork|spawn\w+|exec[lv]\w*)\b|\bcreate_subprocess_(?:exec|shell)\b/,
  },
  {
    rule: "code.native",
    message: "Calls native code",
    pattern: /\bctypes\s*\.\s*\w|\b(?:from|import)\s+(?:ctypes|_ctypes|cffi)\b|\bcffi\s*\.\s*\w/,
  },
  {
    rule: "code.deserialise",
    message: "Reads a format that can execute code",
    pattern:
      /\b(?:c?[pP]ickle|dill|cloudpickle|marshal|shelve|jsonpickle)\s*\.\s*\w|\bfrom\s+(?:c?[pP]ickle|dill|cloudpickle|marshal|shelve|jsonpickle)\s+import\b|\byaml\s*\.\s*(?:unsafe_|full_)?load(?:_all)?\s*\((?!.{0,200}\bC?SafeLoader\b)|\bread_pickle\s*\(/,
  },
  {
    rule: "code.dynamic_import",
    message: "Imports a module whose name is computed",
    pattern:
      /\b(?:__import__|import_module)\s*\(\s*(?![rbu]{0,2}(["'])`*\1\s*[,)])(?=\S)|\b(?:spec_from_file_location|exec_module|run_path|run_module|load_source)\s*\(/,
  },
  {
    rule: "code.filesystem",
    message: "Deletes folders",
    pattern: /\b(?:rmtree|removedirs)\b\s*\(/,
  },
  {
    rule: "code.network",
    message: "Opens network connections of its own",
    pattern: /\bsocket\s*\.\s*(?:socket|create_connection|create_server)\b|\bfrom\s+socket\s+import\b/,
  },
];

/** Reported only where no use was found: it may be spelled in ways that no pattern foresees. */
export const importRules: readonly CallRule[] = [
  { rule: "code.process", message: "Can start other processes", pattern: /\bimport\b.*\b(?:subprocess|pty)\b/ },
  {
    rule: "code.deserialise",
    message: "Can read a format that executes code",
    pattern: /\bimport\b.*\b(?:c?[pP]ickle|marshal)\b/,
  },
];

/** Finds every place where one of the rules above may hit. */
export const callTrigger =
  /eval|exec|compile|builtins|subprocess|popen|startfile|\bpty\b|\bos\s*\.\s*(?:system|fork|spawn|posix_spawn)|\bfrom\s+os\s+import|ctypes|cffi|[pP]ickle|marshal|shelve|\bdill\b|yaml|__import__|import_module|spec_from_file|run_path|run_module|load_source|rmtree|removedirs|socket/g;
