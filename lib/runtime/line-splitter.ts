import { StringDecoder } from "node:string_decoder";

const LINE_CHARACTERS = 8_192;

/** Cuts a stream of bytes into lines; what is longer than 8,192 characters becomes several. `end` gives the last one. */
export function createLineSplitter(onLine: (line: string) => void): { write(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const give = (line: string) => onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
  const take = (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) cut(line, give);
    while (rest.length > LINE_CHARACTERS) {
      onLine(rest.slice(0, LINE_CHARACTERS));
      rest = rest.slice(LINE_CHARACTERS);
    }
  };
  return {
    write: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      if (rest !== "") give(rest);
      rest = "";
    },
  };
}

function cut(line: string, give: (line: string) => void): void {
  for (let from = 0; from === 0 || from < line.length; from += LINE_CHARACTERS) {
    give(line.slice(from, from + LINE_CHARACTERS));
  }
}
