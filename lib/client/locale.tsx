"use client";
import { createContext, useContext } from "react";

const LocaleContext = createContext("en");

/** How dates are written below it: a language such as `en` or `de-AT`. */
export const LocaleProvider = LocaleContext.Provider;

/** The person's way of writing dates. */
export function useLocale(): string {
  return useContext(LocaleContext);
}
