"use client";
import Markdown, { type Components } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";

/** No pictures: they would be requests to elsewhere that tell who reads. */
const schema = { ...defaultSchema, tagNames: defaultSchema.tagNames?.filter((name) => name !== "img") };

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
};

/** The body of MarkdownView; a module of its own so that the parser is loaded on demand. */
export default function MarkdownBody({ text }: { text: string }) {
  return (
    <Markdown rehypePlugins={[[rehypeSanitize, schema]]} components={components}>
      {text}
    </Markdown>
  );
}
