'use client';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { useState, type ReactNode } from 'react';
import { leaveSignedOut } from '@/features/attendance/leave-signed-out.ts';
import { PortalRequestFailed } from '@/features/portal-request.ts';

/** Answers older than this are asked again when a page opens, ms. */
const FRESH_MS = 15_000;

function makeQueryClient(): QueryClient {
  return new QueryClient({
    // An order says so in its own form instead, with what was typed.
    queryCache: new QueryCache({ onError: leaveSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        // What the gateway refused stays refused; what did not arrive is tried twice more.
        retry: (failures, error) => failures < 2 && !(error instanceof PortalRequestFailed && error.status < 500),
      },
    },
  });
}

export function PortalProviders({ children }: { children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>{children}</NuqsAdapter>
    </QueryClientProvider>
  );
}
