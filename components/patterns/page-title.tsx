import { visibleText } from "./visible-text";

/**
 * What tabs, the history and screen readers call the page, the narrowest part first. It stands beside each page's heading,
 * so that both change in one frame; titles of Next's metadata come some frames after the page.
 */
export function PageTitle({ parts }: { parts: readonly string[] }) {
  return <title>{[...new Set([...parts, "Muster"])].map(visibleText).join(" · ")}</title>;
}

/** The heading of a page that shows none: while it loads, or when there is nothing to head. */
export function HiddenHeading({ title, within = [] }: { title: string; within?: readonly string[] }) {
  return (
    <>
      <PageTitle parts={[title, ...within]} />
      <h1 className="sr-only">{title}</h1>
    </>
  );
}
