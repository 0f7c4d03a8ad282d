/** Follows a download link, as if it had been clicked. */
export function followLink(address: string, name = ""): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Gives a file to the person as a download. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  followLink(address, name);
  // The browser has taken the file over once the click was handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
