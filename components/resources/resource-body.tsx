"use client";
import { useQuery } from "@tanstack/react-query";
import { type Fact, FactList } from "@/components/agents/fact-list";
import { CodeView } from "@/components/patterns/code-view";
import { MarkdownView } from "@/components/patterns/markdown-view";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { consolePaths } from "@/lib/client/console-paths";
import { jsonText } from "@/lib/client/json-text";
import { type ResourceOf, resourceQueries } from "@/lib/client/resource-queries";
import { TestServer } from "./test-server";

const none = <span className="text-subtle">–</span>;
const mono = (text: string) => <code className="font-mono text-xs">{text}</code>;

/** What a skill says. */
export function SkillBody({ skill }: { skill: ResourceOf["skills"] }) {
  return (
    <Card>
      <CardHeader title="Text" actions={skill.tags.map((tag) => <Badge key={tag}>{tag}</Badge>)} />
      <CardBody>
        <MarkdownView text={skill.text} />
      </CardBody>
    </Card>
  );
}

/** A value as JSON. */
export function JsonCard({
  title,
  description,
  path,
  value,
}: {
  title: string;
  description?: string;
  path: string;
  value: unknown;
}) {
  return (
    <Card className="overflow-hidden">
      <CardHeader title={title} description={description} />
      <CodeView path={path} language="json" text={jsonText(value)} />
    </Card>
  );
}

/** What a tool is set to. */
export function ToolBody({ tool }: { tool: ResourceOf["tools"] }) {
  const schema = useQuery({
    ...resourceQueries.one("schemas", tool.inputSchemaId ?? ""),
    enabled: tool.inputSchemaId !== null,
  });
  const link = tool.inputSchemaId && (
    <TextLink href={consolePaths.resource("schemas", tool.inputSchemaId)}>{schema.data?.name ?? "Show"}</TextLink>
  );
  const facts = [
    { label: "Category", value: tool.category || none },
    { label: "Input schema", value: link || none },
  ];
  return (
    <>
      <Card>
        <CardHeader title="Tool" />
        <CardBody>
          <FactList facts={facts} />
        </CardBody>
      </Card>
      <JsonCard
        title="Configuration"
        description="Hidden values are shown as ********."
        path="configuration.json"
        value={tool.configuration}
      />
    </>
  );
}

/** A schema as it is. */
export function SchemaBody({ schema }: { schema: ResourceOf["schemas"] }) {
  return <JsonCard title="Schema" description="JSON Schema 2020-12" path="schema.json" value={schema.schema} />;
}

function pairs(record: Record<string, string>) {
  const entries = Object.entries(record);
  if (entries.length === 0) return none;
  return (
    <ul className="flex flex-col gap-0.5">
      {entries.map(([name, value]) => (
        <li key={name}>{mono(`${name}: ${value}`)}</li>
      ))}
    </ul>
  );
}

function serverFacts(server: ResourceOf["mcp-servers"]): Fact[] {
  const calls = { label: "Calls", value: server.forceSerialToolCalls ? "One at a time" : "Several at once" };
  if (server.transport !== "stdio") {
    const kind = server.transport === "sse" ? "Server-sent events" : "Streamable HTTP";
    return [
      { label: "Reached by", value: kind },
      { label: "Address", value: server.url ? mono(server.url) : "Not set yet; agents pass over it" },
      { label: "Headers", value: pairs(server.headers) },
      calls,
    ];
  }
  return [
    { label: "Reached by", value: "A command beside the agent (stdio)" },
    {
      label: "Command",
      value: server.command ? mono([server.command, ...server.args].join(" ")) : "Not set yet; agents pass over it",
    },
    { label: "Working folder", value: server.cwd ? mono(server.cwd) : none },
    { label: "Environment", value: pairs(server.env) },
    calls,
  ];
}

/** How a server is reached, and whether it answers. */
export function McpServerBody({ server }: { server: ResourceOf["mcp-servers"] }) {
  return (
    <>
      <Card>
        <CardHeader title="Server" description="Values of headers and variables are never shown again." />
        <CardBody>
          <FactList facts={serverFacts(server)} />
        </CardBody>
      </Card>
      <TestServer server={server} />
    </>
  );
}
