"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { FormCard } from "@/components/patterns/form-card";
import { FormField } from "@/components/patterns/form-field";
import { JsonEditor } from "@/components/patterns/json-editor";
import { Alert } from "@/components/ui/alert";
import { showToast } from "@/components/ui/toaster";
import { injectCredentials } from "@/lib/client/credential-queries";
import { readJsonText } from "@/lib/client/json-text";
import type { CredentialCardProps } from "./credential-file-list";

const start = '{\n  "mcpServers": {}\n}';
const schema = z.object({
  text: z.string().superRefine((text, context) => {
    const read = readJsonText(text);
    const message = read.ok ? (isServers(read.value) ? null : 'It needs an object "mcpServers"') : read.message;
    if (message) context.addIssue({ code: "custom", message });
  }),
});

function isServers(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("mcpServers" in value)) return false;
  const { mcpServers } = value;
  return typeof mcpServers === "object" && mcpServers !== null && !Array.isArray(mcpServers);
}

/** Writes `.mcp.json`. What is stored is not read back. */
export function McpConfigCard({ agent, status }: CredentialCardProps) {
  const { mutateAsync } = useMutation(injectCredentials(useQueryClient(), agent.id));
  return (
    <FormCard
      clear
      title="MCP servers (.mcp.json)"
      description="Written once and never shown again. The agent reads it at its next start."
      schema={schema}
      values={{ text: start }}
      submitLabel={status.files[".mcp.json"]?.exists ? "Replace .mcp.json" : "Write .mcp.json"}
      submit={async ({ text }) => {
        await mutateAsync({ files: { ".mcp.json": text } });
        showToast({ tone: "success", title: `.mcp.json of ${agent.name} written` });
      }}
    >
      {(form) => (
        <>
          {status.files[".mcp.json.template"]?.exists && (
            <Alert title="This agent has a .mcp.json.template">
              At each start it is filled from .env, and takes the place of what is written here.
            </Alert>
          )}
          <FormField form={form} name="text" label="JSON" required>
            {(control) => (
              <JsonEditor
                {...control}
                text={form.watch("text")}
                onFormat={(text) => form.setValue("text", text, { shouldDirty: true, shouldValidate: true })}
                spellCheck={false}
                autoComplete="off"
              />
            )}
          </FormField>
        </>
      )}
    </FormCard>
  );
}
