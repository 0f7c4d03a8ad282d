/** The mark: three agents falling in line, the first one a step ahead. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className} fill="none">
      <rect width="24" height="24" rx="6.5" className="fill-accent" />
      <path
        d="M6 17.25V9.75M12 17.25V6.75M18 17.25V9.75M6 9.75l6-3 6 3"
        className="stroke-white"
        strokeWidth="2.1"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Mark and name. */
export function Brand({ name = "Muster" }: { name?: string }) {
  return (
    <span className="inline-flex items-center gap-2 font-semibold text-base text-fg tracking-tight">
      <BrandMark className="size-6" />
      {name}
    </span>
  );
}
