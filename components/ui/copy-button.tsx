"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { IconButton } from "./icon-button";
import { showToast } from "./toaster";

/** Copies `value`; `what` names it ("Copy request id"). Says so when the browser refuses. */
export function CopyButton({ value, what, className }: { value: string; what: string; className?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      window.setTimeout(() => setCopied(false), 1500);
    } catch {
      showToast({ tone: "danger", title: `The browser did not allow copying the ${what}`, description: value });
    }
  };
  return (
    <IconButton size="sm" label={copied ? "Copied" : `Copy ${what}`} onClick={copy} className={className}>
      {copied ? <Check className="text-success" /> : <Copy />}
    </IconButton>
  );
}
