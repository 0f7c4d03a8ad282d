import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. Of two for one property the style sheet decides, not their order: what a component lets its user
 * change, it writes as `own:…` (`app/globals.css`), which gives way to any other.
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
