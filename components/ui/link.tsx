"use client";
import { type ComponentProps, type ComponentType, createContext, useContext } from "react";

export type LinkProps = ComponentProps<"a"> & {
  href: string;
  /** Instead of asking the server for the page, where what it leads to is on this page already; other ways to open a link stay. */
  onFollow?: () => void;
  /** Its page is fetched when somebody looks at the link: for the few links that lead from room to room. */
  ahead?: boolean;
};

const LinkContext = createContext<ComponentType<LinkProps> | null>(null);

/** Gives components the router's link, so that no component has to know the router. */
export function LinkProvider({ link, children }: { link: ComponentType<LinkProps>; children: React.ReactNode }) {
  return <LinkContext value={link}>{children}</LinkContext>;
}

/** A link inside the console; a plain anchor where no router is provided. */
export function Link({ onFollow, ahead, ...props }: LinkProps) {
  const Routed = useContext(LinkContext);
  return Routed ? <Routed {...props} onFollow={onFollow} ahead={ahead} /> : <a {...props} />;
}

/** A link in running text. */
export function TextLink({ className, ...props }: LinkProps) {
  return (
    <Link
      className={`text-link underline decoration-link/40 underline-offset-2 hover:decoration-link ${className ?? ""}`}
      {...props}
    />
  );
}
