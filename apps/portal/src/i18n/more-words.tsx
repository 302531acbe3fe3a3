'use client';
import { IntlProvider, useLocale, useMessages, type Messages } from 'next-intl';
import { useMemo, type ReactNode } from 'react';

/** The words that are there already, and these: a provider inside another one takes the outer one's words away. */
export function MoreWords({ words, children }: { words: Partial<Messages>; children: ReactNode }) {
  const known = useMessages();
  const all = useMemo(() => ({ ...known, ...words }), [known, words]);
  return (
    <IntlProvider locale={useLocale()} messages={all}>
      {children}
    </IntlProvider>
  );
}
