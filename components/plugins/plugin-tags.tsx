"use client";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { consolePaths } from "@/lib/client/console-paths";

type PluginTagsProps = {
  tags: readonly string[];
  /** How many are shown; of the others only their number. */
  most?: number;
};

/** The tags of a plugin; each leads to the plugins of the marketplace that have it. */
export function PluginTags({ tags, most = tags.length }: PluginTagsProps) {
  const more = tags.slice(most);
  return (
    <span className="flex flex-wrap items-center gap-1">
      {tags.slice(0, most).map((tag) => (
        <Link
          key={tag}
          href={`${consolePaths.plugins}?tags=${encodeURIComponent(tag)}`}
          aria-label={`Plugins with tag ${tag}`}
          className="relative max-w-full rounded-full"
        >
          <Badge className="max-w-full hover:text-fg">
            <span className="truncate">{tag}</span>
          </Badge>
        </Link>
      ))}
      {more.length > 0 && (
        <span className="text-muted text-xs" title={more.join(", ")}>
          +{more.length}
        </span>
      )}
    </span>
  );
}
