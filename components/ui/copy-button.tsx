"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./button";
import { IconButton } from "./icon-button";
import { showToast } from "./toaster";

type CopyButtonProps = {
  value: string;
  /** Names it: "request id". */
  what: string;
  /** Written on the button, which is an icon alone without it. */
  text?: string;
  className?: string;
};

/** Copies `value`. Says so when the browser refuses. */
export function CopyButton({ value, what, text, className }: CopyButtonProps) {
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
  const icon = copied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />;
  if (text) {
    return (
      <Button size="sm" onClick={copy} className={className}>
        {icon}
        {copied ? "Copied" : text}
      </Button>
    );
  }
  return (
    <IconButton size="sm" label={copied ? "Copied" : `Copy ${what}`} onClick={copy} className={className}>
      {icon}
    </IconButton>
  );
}
