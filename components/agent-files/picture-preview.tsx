"use client";
import { useCallback, useState } from "react";

/** A picture from the workspace. It is shown as a picture and never as a page, so that nothing in it runs. */
export function PicturePreview({ path, blob }: { path: string; blob: Blob }) {
  const [broken, setBroken] = useState(false);
  // The browser keeps what an object address names until it is told otherwise.
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image) return;
      const address = URL.createObjectURL(blob);
      image.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [blob],
  );
  if (broken)
    return <p className="px-4 py-8 text-center text-muted text-sm">This is not a picture that can be shown.</p>;
  return (
    <div className="flex justify-center bg-sunken p-4">
      <img ref={show} alt={path} onError={() => setBroken(true)} className="max-h-[60dvh] max-w-full object-contain" />
    </div>
  );
}
