"use client";
import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { mcpServerForm, mcpServerValues } from "@/lib/client/resource-forms";
import { NameFields } from "./form-parts";
import { PairList } from "./pair-list";
import type { ResourceFormProps } from "./resource-form";

export type McpServerFormState = UseFormReturn<z.input<typeof mcpServerForm>, unknown, z.output<typeof mcpServerForm>>;

const transports = [
  { value: "streamable-http", label: "Remote: streamable HTTP" },
  { value: "sse", label: "Remote: server-sent events (older servers)" },
  { value: "stdio", label: "Run beside the agent: a command (stdio)" },
] as const;
const reference = `A value such as \${API_TOKEN} is not secret: it names a variable that the agent fills in.`;

/** Creates or changes an MCP server; what is asked for depends on how it is reached. */
export function McpServerForm({ existing, ...dialog }: ResourceFormProps<"mcp-servers">) {
  return (
    <FormDialog {...dialog} size="lg" schema={mcpServerForm} defaultValues={mcpServerValues(existing)}>
      {(form) => (
        <>
          <NameFields form={form} example="Tickets" />
          <FormField form={form} name="transport" label="How it is reached" required>
            {(control) => <Select options={transports} {...control} />}
          </FormField>
          {form.watch("transport") === "stdio" ? <LocalFields form={form} /> : <RemoteFields form={form} />}
          <Checkbox
            label="One call at a time"
            hint="For servers that cannot answer several tool calls at once."
            {...form.register("forceSerialToolCalls")}
          />
        </>
      )}
    </FormDialog>
  );
}

function RemoteFields({ form }: { form: McpServerFormState }) {
  return (
    <>
      <FormField form={form} name="url" label="Address" hint="Agents connect to it; so does Muster when you test it.">
        {(control) => (
          <Input inputMode="url" autoComplete="off" placeholder="https://mcp.example.com/tickets" {...control} />
        )}
      </FormField>
      <PairList
        form={form}
        name="headers"
        one="header"
        legend="Headers"
        hint={`Values are encrypted and never shown again. ${reference}`}
        example="Authorization"
      />
    </>
  );
}

function LocalFields({ form }: { form: McpServerFormState }) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField form={form} name="command" label="Command" hint="Runs only inside the agent's own isolation.">
          {(control) => <Input autoComplete="off" className="font-mono text-xs" placeholder="npx" {...control} />}
        </FormField>
        <FormField form={form} name="cwd" label="Working folder" aside="optional">
          {(control) => <Input autoComplete="off" className="font-mono text-xs" {...control} />}
        </FormField>
      </div>
      <FormField form={form} name="args" label="Arguments" aside="optional" hint="One on each line.">
        {(control) => <Textarea mono {...control} />}
      </FormField>
      <PairList
        form={form}
        name="env"
        one="variable"
        legend="Environment"
        hint={`Values are encrypted and never shown again. ${reference}`}
        example="API_TOKEN"
      />
    </>
  );
}
