"use client";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "./api-error";

/** A request that the server understood and refused is not repeated; lost connections and 5xx are, twice. */
export function shouldRetry(failures: number, error: Error): boolean {
  if (error instanceof ApiError && error.status >= 400 && error.status < 500) return false;
  return failures < 2;
}

/** A query client with the console's defaults. On the server make one per request. `onSignedOut`: a query was answered 401. */
export function makeQueryClient(onSignedOut?: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.status === 401) onSignedOut?.();
      },
    }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}

type QueryProviderProps = { onSignedOut?: () => void; children: ReactNode };

/** Gives the page its query client. */
export function QueryProvider({ onSignedOut, children }: QueryProviderProps) {
  const [client] = useState(() => makeQueryClient(onSignedOut));
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
