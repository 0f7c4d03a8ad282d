import { ApiError, noAnswer, parseJson, readApiError } from "./api-error";
import { currentWorkspace } from "./current-workspace";

export type UploadProgress = { sentBytes: number; totalBytes: number };
export type UploadOptions = {
  /** Default POST. */
  method?: "POST" | "PUT";
  /** Name of the form field that carries the file; default "file". */
  field?: string;
  /** Further form fields, placed before the file. */
  fields?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Default: the one that this tab is in. */
  workspace?: string;
  signal?: AbortSignal;
  onProgress?: (progress: UploadProgress) => void;
};

/** The server filters every reply by the schema of its endpoint, so the JSON has the shape that `wire.ts` names. */
function asReply<T>(json: unknown): T {
  return json as T;
}

function form(file: File, { field = "file", fields = {} }: UploadOptions): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append(field, file, file.name);
  return data;
}

/** Uploads one file as multipart/form-data with progress, which fetch cannot report. Throws like `api`; abort with `signal`. */
export function upload<T>(path: string, file: File, options: UploadOptions = {}): Promise<T> {
  const { method = "POST", workspace = currentWorkspace(), headers = {}, signal, onProgress } = options;
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const settle = (act: () => void) => {
      signal?.removeEventListener("abort", abort);
      act();
    };
    request.open(method, path);
    request.setRequestHeader("Accept", "application/json");
    if (workspace) request.setRequestHeader("X-Workspace-ID", workspace);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress?.({ sentBytes: event.loaded, totalBytes: event.total });
    request.onerror = () => settle(() => reject(noAnswer()));
    request.onabort = () =>
      settle(() => reject(new ApiError(0, "aborted", `The upload of ${file.name} was cancelled.`)));
    request.onload = () => {
      const json = parseJson(request.responseText);
      const ok = request.status >= 200 && request.status < 300;
      const requestId = request.getResponseHeader("x-request-id");
      settle(() => (ok ? resolve(asReply<T>(json)) : reject(readApiError(request.status, json, requestId))));
    };
    if (signal?.aborted) return reject(new ApiError(0, "aborted", `The upload of ${file.name} was cancelled.`));
    signal?.addEventListener("abort", abort);
    request.send(form(file, options));
  });
}
