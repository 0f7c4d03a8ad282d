import { consoleContract } from "@/lib/contracts/console/contract";
import { toFinding } from "@/lib/contracts/console/present/package-file";
import { packageParams } from "@/lib/contracts/console/wire/package";
import {
  diffQuery,
  fileContent,
  fileList,
  fileQuery,
  findingList,
  findingQuery,
  packageDiff,
  viewedBody,
} from "@/lib/contracts/console/wire/package-file";
import { toPackageBytes, wantedOf } from "@/lib/contracts/submissions/present";
import { diffPackages } from "@/lib/domain/package-files/diff-packages";
import { listFiles, listFindings } from "@/lib/domain/package-files/queries";
import { readFile } from "@/lib/domain/package-files/read-file";
import { downloadPackage } from "@/lib/domain/packages/download-package";
import { markViewed } from "@/lib/domain/viewed-files/mark-viewed";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { bytes, json, nothing } from "@/lib/http/reply";

const common = { contract: consoleContract, params: packageParams, faults: ["not_found"] } as const;

/** The files of a package. */
export const listPackageFiles = endpoint({
  ...common,
  method: "GET",
  path: "/api/packages/{id}/files",
  summary: "Files of a package, with changes against the running version",
  reply: json(fileList),
  verb: listFiles,
  handle: async ({ ctx, params }) => ({ data: await listFiles(ctx, params.id) }),
});

/** One file's text. */
export const showPackageFile = endpoint({
  ...common,
  method: "GET",
  path: "/api/packages/{id}/file",
  summary: "One file of a package, secrets masked",
  query: fileQuery,
  reply: json(fileContent),
  verb: readFile,
  handle: async ({ ctx, params, query }) => {
    const { findings, ...file } = await readFile(ctx, { id: params.id, path: query.path });
    return { ...file, findings: findings.map(toFinding) };
  },
});

/** What changed between two packages. */
export const showPackageDiff = endpoint({
  ...common,
  method: "GET",
  path: "/api/packages/{id}/diff",
  summary: "What changed against the running, the previous or another package",
  query: diffQuery,
  reply: json(packageDiff),
  verb: diffPackages,
  handle: ({ ctx, params, query }) => diffPackages(ctx, { id: params.id, ...query }),
});

/** What the scan found. */
export const listPackageFindings = endpoint({
  ...common,
  method: "GET",
  path: "/api/packages/{id}/findings",
  summary: "What the scan found in a package, worst first",
  query: findingQuery,
  reply: json(findingList),
  verb: listFindings,
  handle: async ({ ctx, params, query }) => {
    const { findings, scannedAt } = await listFindings(ctx, { id: params.id, severity: query.severity });
    return { data: findings.map(toFinding), scannedAt: scannedAt.toISOString() };
  },
});

/** The reviewer's mark on a file. */
export const setViewed = endpoint({
  ...common,
  method: "PUT",
  path: "/api/packages/{id}/viewed",
  summary: "Mark a file as read",
  body: jsonBody(viewedBody),
  reply: nothing,
  verb: markViewed,
  gate: ({ ctx, params }) => markViewed.authorize(ctx, { packageId: params.id }),
  handle: async ({ ctx, params, body }) => {
    await markViewed(ctx, { packageId: params.id, ...body });
    return undefined;
  },
});

/** The package itself, with the headers and the redaction of contract `submissions`. */
export const downloadFile = endpoint({
  ...common,
  method: "GET",
  path: "/api/packages/{id}/download",
  summary: "The package file; a platform key is taken out for others than the uploader",
  reply: bytes("application/octet-stream"),
  verb: downloadPackage,
  handle: async ({ ctx, params, incoming }) => {
    const asked = { where: { packageId: params.id } };
    return toPackageBytes(await downloadPackage(ctx, { ...asked, ...wantedOf(incoming.headers) }));
  },
});
