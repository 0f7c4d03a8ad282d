/** Bytes up to which a file is shown in the page. */
const LARGEST_TEXT = 1024 * 1024;
const LARGEST_IMAGE = 10 * 1024 * 1024;

const images: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  svg: "image/svg+xml",
};

export type Preview = { imageType: string | null; markdown: boolean; largest: number };

/** How a file is shown, by its name, and up to which size. */
export function previewOf(path: string): Preview {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  const imageType = images[ending] ?? null;
  return {
    imageType,
    markdown: ending === "md" || ending === "markdown",
    largest: imageType ? LARGEST_IMAGE : LARGEST_TEXT,
  };
}
