/** Lets libraries that insert a <style> (the scroll lock of dialogs) put the page's nonce on it; without, the policy refuses it. */
export function setStyleNonce(nonce: string | undefined): void {
  if (typeof window !== "undefined" && nonce) Object.assign(globalThis, { __webpack_nonce__: nonce });
}
