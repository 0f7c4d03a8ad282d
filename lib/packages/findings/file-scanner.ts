import { isAscii, isUtf8 } from "node:buffer";
import { NamedHosts, scanCalls } from "./calls";
import type { FindingCollector } from "./finding";
import { scanHiddenCharacters } from "./hidden-characters";
import { type MaskedPython, maskPython } from "./python-text";
import { ScannedText } from "./scanned-text";
import { scanSecrets } from "./secrets";

// Small enough for the young generation of the heap, where a text that has been scanned costs nothing to forget.
const SEGMENT = 64 * 1024;
const NATIVE_FILE = /\.(?:so(?:\.\d+)*|pyd|dll|dylib|exe)$/i;
const PYTHON_FILE = /\.pyw?$/i;
const PYTHON_SCRIPT = /^#![^\n]{0,100}python/;
const CODING = /^[ \t\f]*#.{0,200}?coding[:=][ \t]*([\w.-]{1,40})/;
const PLAIN_CODING = /^(?:utf-?8(?:-sig)?|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}|windows-125\d|cp125\d)$/i;

const NATIVE_MAGIC = ["7f454c46", "4d5a", "cffaedfe", "cefaedfe", "feedface", "feedfacf", "cafebabe"].map((hex) =>
  Buffer.from(hex, "hex"),
);

const isNative = (start: Buffer) => NATIVE_MAGIC.some((magic) => start.subarray(0, magic.length).equals(magic));

/** Scans the files of one package as they pass by, holding at most one segment of 64 KiB and the line it cuts. Binaries are left at their first bytes. */
export class FileScanner {
  readonly #into: FindingCollector;
  readonly #hosts = new NamedHosts();
  #path = "";
  #size = 0;
  #python = false;
  #first = true;
  #line = 1;
  #open = "";
  #parts: Buffer[] = [];
  #held = 0;
  #done = false;
  /** Whether the file that was just closed is not UTF-8 text. */
  binary = false;

  constructor(into: FindingCollector) {
    this.#into = into;
  }

  begin(path: string, size: number): void {
    this.#into.beginFile();
    this.#path = path;
    this.#size = size;
    this.#python = PYTHON_FILE.test(path);
    this.#first = true;
    this.#line = 1;
    this.#open = "";
    this.#parts = [];
    this.#held = 0;
    this.#done = false;
    this.binary = false;
  }

  body(slice: Buffer): void {
    if (this.#first) this.#start(slice);
    if (this.#done) return;
    // The usual small file lies whole in one slice and is scanned where it is.
    if (slice.length === this.#size && this.#size <= SEGMENT) this.#segment(slice);
    else for (let at = 0; at < slice.length && !this.#done; at += SEGMENT) this.#hold(slice.subarray(at, at + SEGMENT));
  }

  #hold(part: Buffer): void {
    this.#parts.push(Buffer.from(part));
    this.#held += part.length;
    if (this.#held >= SEGMENT) this.#fullSegment();
  }

  close(): void {
    if (!this.#done && this.#held > 0) this.#segment(Buffer.concat(this.#parts));
    this.#parts = [];
  }

  /** Adds what concerns the package as a whole. To be called once, after the last file. */
  finish(): void {
    this.#hosts.report(this.#into);
  }

  #start(slice: Buffer): void {
    this.#first = false;
    const nativeName = NATIVE_FILE.test(this.#path);
    this.binary = slice.includes(0);
    this.#done = this.binary && !this.#python;
    if (nativeName || (this.binary && isNative(slice))) {
      this.#into.add({ rule: "code.native", message: "Is native code, which nobody can review", path: this.#path });
    }
    if (!this.binary && !this.#python) this.#python = PYTHON_SCRIPT.test(slice.toString("latin1", 0, 120));
    if (this.#python) this.#checkCoding(slice.toString("latin1", 0, 1000));
  }

  /** Python decodes a file as its first two lines say, so an odd encoding hides what it does. */
  #checkCoding(start: string): void {
    const coding = start.split("\n", 2).map((line) => CODING.exec(line)?.[1]);
    const odd = coding.find((name) => name !== undefined && !PLAIN_CODING.test(name));
    if (odd === undefined) return;
    const message = `Is written in the encoding '${odd}', so it does something else than it shows`;
    this.#into.add({ rule: "code.obfuscated", message, path: this.#path, line: 1 });
  }

  /** Scans up to the last line break and keeps the rest for the next segment. */
  #fullSegment(): void {
    const bytes = Buffer.concat(this.#parts);
    const newline = bytes.lastIndexOf(0x0a);
    const cut = newline === -1 ? characterBoundary(bytes) : newline + 1;
    this.#segment(bytes.subarray(0, cut));
    this.#parts = this.#done ? [] : [bytes.subarray(cut)];
    this.#held = this.#done ? 0 : bytes.length - cut;
  }

  #segment(bytes: Buffer): void {
    const text = this.#decode(bytes);
    if (text === null) {
      this.#done = true;
      return;
    }
    const scanned = new ScannedText(this.#path, text, this.#line);
    scanSecrets(scanned, this.#into);
    if (this.#python) this.#scanPython(scanned);
    if (!isAscii(bytes)) scanHiddenCharacters(scanned, this.#python, this.#into);
    if (this.#size > SEGMENT) this.#line = scanned.lineAt(text.length);
  }

  #scanPython(scanned: ScannedText): void {
    let known: MaskedPython | null = null;
    const mask = () => {
      known ??= maskPython(scanned.text, this.#open);
      return known;
    };
    scanCalls(scanned, mask, this.#into, this.#hosts);
    // A string may go on in the next segment; taking its end for a beginning would turn code and strings around.
    if (this.#size > SEGMENT) this.#open = mask().open;
  }

  /** Python runs what is not UTF-8 too, so that is read byte by byte; other files are binary then. */
  #decode(bytes: Buffer): string | null {
    if (isAscii(bytes)) return bytes.toString("latin1");
    if (isUtf8(bytes) && !this.binary) return bytes.toString("utf8");
    this.binary = true;
    return this.#python ? bytes.toString("latin1") : null;
  }
}

/** The last place in `bytes` where a UTF-8 character begins, unless that is the very start. */
function characterBoundary(bytes: Buffer): number {
  let at = bytes.length - 1;
  while (at > bytes.length - 4 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at > 0 ? at : bytes.length;
}
