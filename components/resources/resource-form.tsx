"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { showToast } from "@/components/ui/toaster";
import { onWholeFields } from "@/lib/client/resource-forms";
import { type AnyResource, type ResourceOf, saveResource } from "@/lib/client/resource-queries";
import { resourceWords } from "@/lib/client/resource-words";
import type { ResourceKindName } from "@/lib/domain/resources/rules";
import { ConnectionForm } from "./connection-form";
import { McpServerForm } from "./mcp-server-form";
import { SchemaResourceForm } from "./schema-resource-form";
import { SkillForm } from "./skill-form";
import { ToolForm } from "./tool-form";

// It reads YAML, which no other page needs.
const SemanticModelForm = lazy(() => import("./semantic-model-form"));

export type ResourceFormProps<K extends ResourceKindName> = {
  existing: ResourceOf[K] | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  submitLabel: string;
  submit: (body: object) => Promise<unknown>;
};

type Dialog = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSaved?: (saved: AnyResource) => void;
  /** What a new data connection is called at first. */
  named?: string;
};
/** A kind together with a resource of that kind. */
export type Existing = { [K in ResourceKindName]: { kind: K; existing: ResourceOf[K] | null } }[ResourceKindName];

/** The form of any kind of resource: empty for a new one, filled for one that exists. */
export function ResourceForm({ onSaved, ...props }: Dialog & Existing) {
  const { kind, existing } = props;
  const save = useMutation(saveResource(useQueryClient(), kind, existing));
  const submit = async (body: object) => {
    const saved = await save.mutateAsync(body).catch((error: unknown) => {
      throw onWholeFields(error);
    });
    showToast({ tone: "success", title: existing ? `Saved ${saved.name}` : `Created ${saved.name}` });
    onSaved?.(saved);
  };
  const { open, onOpenChange } = props;
  const title = existing ? `Edit ${existing.name}` : `New ${resourceWords[kind].one}`;
  const dialog = {
    open,
    onOpenChange,
    title,
    submit,
    submitLabel: existing ? "Save" : `Create ${resourceWords[kind].one}`,
  };
  if (props.kind === "skills") return <SkillForm existing={props.existing} {...dialog} />;
  if (props.kind === "tools") return <ToolForm existing={props.existing} {...dialog} />;
  if (props.kind === "schemas") return <SchemaResourceForm existing={props.existing} {...dialog} />;
  if (props.kind === "semantic-data-models") {
    return <Suspense fallback={null}>{open && <SemanticModelForm existing={props.existing} {...dialog} />}</Suspense>;
  }
  if (props.kind === "data-connections")
    return <ConnectionForm existing={props.existing} named={props.named} {...dialog} />;
  return <McpServerForm existing={props.existing} {...dialog} />;
}
