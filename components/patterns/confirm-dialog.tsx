"use client";
import { dialogOnDemand } from "@/components/ui/on-demand";

/** Asks before an act that has consequences. */
export const ConfirmDialog = dialogOnDemand(() => import("./confirm-panel"));
