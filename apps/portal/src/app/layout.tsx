import type { ReactNode } from 'react';

/** Only hands on: the document belongs to `[locale]`, which knows the language. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return children;
}
