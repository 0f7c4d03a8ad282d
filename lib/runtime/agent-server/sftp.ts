import { constants, type Stats } from "node:fs";
import {
  chmod,
  type FileHandle,
  lstat,
  mkdir,
  readdir,
  readlink,
  rename,
  rmdir,
  stat,
  truncate,
  unlink,
  utimes,
} from "node:fs/promises";
import { join } from "node:path";
import ssh2, { type Attributes, type FileEntry, type SFTPWrapper } from "ssh2";
import { SftpHandles } from "@/lib/runtime/agent-server/sftp-handles";
import { namedPath, OutsideWorkspace, openInside, placeOf, targetOf } from "@/lib/runtime/agent-server/sftp-paths";

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;
const LARGEST_READ = 256 * 1024;

/** Serves sftp in the workspace and nowhere else; absolute paths are those of the machine. Links are neither made nor followed out. */
export function serveSftp(sftp: SFTPWrapper, workspace: string): void {
  const desk = openDesk(sftp, workspace);
  serveFiles(desk);
  serveFolders(desk);
  servePlaces(desk);
  serveNames(desk);
  sftp.on("EXTENDED", (id) => sftp.status(id, STATUS_CODE.OP_UNSUPPORTED));
  sftp.on("error", () => undefined);
  // The client waits for the channel to be closed once it has nothing more to ask.
  sftp.on("end", () => sftp.end());
  sftp.on("close", () => void desk.handles.closeAll());
}

type Desk = ReturnType<typeof openDesk>;

function openDesk(sftp: SFTPWrapper, workspace: string) {
  const handles = new SftpHandles();
  const answer = (id: number, work: () => Promise<void>) => {
    work().catch((error: unknown) => sftp.status(id, codeOf(error)));
  };
  const done = (id: number, work: () => Promise<unknown>) =>
    answer(id, async () => {
      await work();
      sftp.status(id, STATUS_CODE.OK);
    });
  const attributes = (id: number, facts: () => Promise<Stats>) =>
    answer(id, async () => sftp.attrs(id, attributesOf(await facts())));
  return { sftp, workspace, handles, answer, done, attributes };
}

function serveFiles({ sftp, workspace, handles, answer, done, attributes }: Desk): void {
  sftp.on("OPEN", (id, path, flags) =>
    answer(id, async () => {
      handles.assertRoom();
      // What is there already may be a link that stays inside; what is made must not be one.
      const place = await targetOf(workspace, path).catch((error) => {
        if (codeOf(error) !== STATUS_CODE.NO_SUCH_FILE) throw error;
        return placeOf(workspace, path);
      });
      const handle = await openInside(workspace, place, flagsOf(flags), 0o644);
      sftp.handle(id, handles.add({ kind: "file", handle, append: (flags & OPEN_MODE.APPEND) !== 0 }));
    }),
  );
  sftp.on("READ", (id, key, offset, length) =>
    answer(id, async () => {
      const buffer = Buffer.allocUnsafe(Math.min(length, LARGEST_READ));
      const { bytesRead } = await handles.file(key).handle.read(buffer, 0, buffer.length, offset);
      if (bytesRead === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, buffer.subarray(0, bytesRead));
    }),
  );
  sftp.on("WRITE", (id, key, offset, bytes) =>
    done(id, async () => {
      const { handle, append } = handles.file(key);
      await handle.write(bytes, 0, bytes.length, append ? null : offset);
    }),
  );
  sftp.on("FSTAT", (id, key) => attributes(id, () => handles.file(key).handle.stat()));
  sftp.on("FSETSTAT", (id, key, attrs) => done(id, () => setOnHandle(handles.file(key).handle, attrs)));
  sftp.on("CLOSE", (id, key) => done(id, () => handles.close(key)));
}

function serveFolders({ sftp, workspace, handles, answer, done }: Desk): void {
  sftp.on("OPENDIR", (id, path) =>
    answer(id, async () => {
      handles.assertRoom();
      const place = await targetOf(workspace, path);
      sftp.handle(id, handles.add({ kind: "folder", place, names: await readdir(place) }));
    }),
  );
  sftp.on("READDIR", (id, key) =>
    answer(id, async () => {
      const entries = await nextEntries(handles.folder(key));
      if (entries.length === 0) sftp.status(id, STATUS_CODE.EOF);
      else sftp.name(id, entries);
    }),
  );
  sftp.on("MKDIR", (id, path) => done(id, async () => mkdir(await placeOf(workspace, path), 0o755)));
  sftp.on("RMDIR", (id, path) => done(id, async () => rmdir(await placeOf(workspace, path))));
}

function servePlaces({ sftp, workspace, done, attributes }: Desk): void {
  sftp.on("STAT", (id, path) => attributes(id, async () => stat(await targetOf(workspace, path))));
  sftp.on("LSTAT", (id, path) => attributes(id, async () => lstat(await placeOf(workspace, path))));
  sftp.on("SETSTAT", (id, path, attrs) => done(id, async () => setAttributes(await targetOf(workspace, path), attrs)));
  sftp.on("REMOVE", (id, path) => done(id, async () => unlink(await placeOf(workspace, path))));
  sftp.on("RENAME", (id, from, to) =>
    done(id, async () => {
      const [source, target] = await Promise.all([placeOf(workspace, from), placeOf(workspace, to)]);
      // The protocol's own renaming never replaces anything.
      const free = await lstat(target).then(
        () => false,
        () => true,
      );
      if (!free) throw new Error("exists");
      await rename(source, target);
    }),
  );
}

function serveNames({ sftp, workspace, answer }: Desk): void {
  sftp.on("REALPATH", (id, path) =>
    answer(id, async () => {
      const filename = namedPath(workspace, path === "" ? "." : path);
      sftp.name(id, [{ filename, longname: filename, attrs: NOTHING_KNOWN }]);
    }),
  );
  sftp.on("READLINK", (id, path) =>
    answer(id, async () => {
      const filename = await readlink(await placeOf(workspace, path));
      sftp.name(id, [{ filename, longname: filename, attrs: NOTHING_KNOWN }]);
    }),
  );
  sftp.on("SYMLINK", (id) => sftp.status(id, STATUS_CODE.OP_UNSUPPORTED));
}

const NOTHING_KNOWN: Attributes = { mode: 0, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };

async function nextEntries(folder: { place: string; names: string[] }): Promise<FileEntry[]> {
  while (folder.names.length > 0) {
    const entries = await Promise.all(folder.names.splice(0, 100).map((name) => entryOf(folder.place, name)));
    const there = entries.filter((entry) => entry !== null);
    if (there.length > 0) return there;
  }
  return [];
}

async function entryOf(folder: string, filename: string): Promise<FileEntry | null> {
  const facts = await lstat(join(folder, filename)).catch(() => null);
  return facts && { filename, longname: longName(facts, filename), attrs: attributesOf(facts) };
}

/** As `ls -l` writes it: some clients show nothing else. */
function longName(facts: Stats, name: string): string {
  const kind = facts.isDirectory() ? "d" : facts.isSymbolicLink() ? "l" : "-";
  const bits = [..."rwxrwxrwx"].map((letter, at) => (facts.mode & (1 << (8 - at)) ? letter : "-")).join("");
  const day = facts.mtime.toUTCString();
  return `${kind}${bits} 1 developer developer ${facts.size} ${day.slice(8, 11)} ${day.slice(5, 7)} ${day.slice(17, 22)} ${name}`;
}

function attributesOf({ mode, uid, gid, size, atimeMs, mtimeMs }: Stats): Attributes {
  return { mode, uid, gid, size, atime: Math.floor(atimeMs / 1000), mtime: Math.floor(mtimeMs / 1000) };
}

async function setOnHandle(handle: FileHandle, attrs: Partial<Attributes>): Promise<void> {
  if (attrs.size !== undefined) await handle.truncate(attrs.size);
  if (attrs.mode !== undefined) await handle.chmod(attrs.mode & 0o777);
  if (attrs.atime !== undefined && attrs.mtime !== undefined) await handle.utimes(attrs.atime, attrs.mtime);
}

async function setAttributes(place: string, attrs: Partial<Attributes>): Promise<void> {
  if (attrs.size !== undefined) await truncate(place, attrs.size);
  if (attrs.mode !== undefined) await chmod(place, attrs.mode & 0o777);
  if (attrs.atime !== undefined && attrs.mtime !== undefined) await utimes(place, attrs.atime, attrs.mtime);
}

function flagsOf(mode: number): number {
  const reads = (mode & OPEN_MODE.READ) !== 0;
  const writes = (mode & (OPEN_MODE.WRITE | OPEN_MODE.APPEND)) !== 0;
  const { O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_CREAT, O_TRUNC, O_EXCL } = constants;
  const further = [
    mode & OPEN_MODE.APPEND ? O_APPEND : 0,
    mode & OPEN_MODE.CREAT ? O_CREAT : 0,
    mode & OPEN_MODE.TRUNC && writes ? O_TRUNC : 0,
    mode & OPEN_MODE.EXCL ? O_EXCL : 0,
  ];
  return further.reduce((all, one) => all | one, writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY);
}

function codeOf(error: unknown): number {
  if (error instanceof OutsideWorkspace) return STATUS_CODE.PERMISSION_DENIED;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return STATUS_CODE.NO_SUCH_FILE;
  if (code === "EACCES" || code === "EPERM" || code === "ELOOP") return STATUS_CODE.PERMISSION_DENIED;
  return STATUS_CODE.FAILURE;
}
