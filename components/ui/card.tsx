import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** A bordered surface. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={cn("min-w-0 rounded-lg border border-line bg-raised shadow-low", className)} {...props} />;
}

type CardHeaderProps = { title: ReactNode; description?: ReactNode; actions?: ReactNode; className?: string };

/** Title, optional explanation and actions of a card. */
export function CardHeader({ title, description, actions, className }: CardHeaderProps) {
  return (
    <div className={cn("flex items-start justify-between gap-3 border-line own:border-b px-4 py-3", className)}>
      <div className="min-w-0">
        <h2 className="font-semibold text-base text-fg [overflow-wrap:anywhere]">{title}</h2>
        {description && <p className="text-muted text-xs">{description}</p>}
      </div>
      {actions && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
    </div>
  );
}

/** The padded content of a card. */
export function CardBody({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("px-4 own:py-3", className)} {...props} />;
}

/** The foot of a card, for notes and buttons. */
export function CardFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn(
        "flex flex-wrap items-center gap-2 rounded-b-lg border-line own:border-t bg-sunken px-4 py-2.5",
        className,
      )}
      {...props}
    />
  );
}
