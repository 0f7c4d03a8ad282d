import { isUtf8 } from "node:buffer";
import { readStoredPlugin } from "@/lib/domain/plugins/receive-plugin";

const MOST = 5_000_000;

/** The text files of a stored plugin, up to 5 MB in all; `truncated` says that some were left out. */
export async function readPluginTexts(sha256: string): Promise<{ files: Record<string, string>; truncated: boolean }> {
  const files: [string, string][] = [];
  let left = MOST;
  let truncated = false;
  for (const [path, bytes] of await readStoredPlugin(sha256)) {
    if (bytes.includes(0) || !isUtf8(bytes)) continue;
    if (bytes.length > left) truncated = true;
    else files.push([path, bytes.toString("utf8")]);
    left -= Math.min(left, bytes.length > left ? 0 : bytes.length);
  }
  return { files: Object.fromEntries(files), truncated };
}
