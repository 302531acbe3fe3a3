'use client';
import type { PortalSearchResult } from '@payport/contracts';
import { ShieldAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { PortalRequestFailed } from '@/features/portal-request.ts';
import { forgetSearches } from './recent-searches.ts';

interface SearchWordsProps {
  readonly refused: boolean;
  readonly typed: boolean;
  readonly result: PortalSearchResult | null;
  readonly error: Error | null;
  readonly waiting: boolean;
  readonly recent: boolean;
  readonly found: number;
  readonly onForget: () => void;
}

const UNCLEAR = { operator: 'unclearOperator', value: 'unclearValue', many: 'unclearMany' } as const;

/** What is said above the lines, to the eye and to a screen reader: how it works, what was found, what is wrong. */
export function SearchWords(props: SearchWordsProps) {
  const t = useTranslations('Search');
  const { refused, typed, result, error, waiting, recent, found, onForget } = props;
  const unclear = result?.unclear ?? [];
  return (
    <div id="search-words" aria-live="polite">
      {refused && <Trouble icon={<ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" />}>{t('cardRefused')}</Trouble>}
      {!refused && !typed && !recent && <Examples />}
      {!refused && !typed && recent && (
        <p className="flex items-center justify-between gap-3 px-3 pt-1 text-sm text-text-soft">
          {t('recent')}
          <button
            type="button"
            onClick={() => {
              forgetSearches();
              onForget();
            }}
            className="h-7 rounded-md px-2 font-medium text-brand hover:bg-hover"
          >
            {t('forget')}
          </button>
        </p>
      )}
      {!refused && typed && error && (
        <Trouble icon={<TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />}>
          {t('failed')}{' '}
          {error instanceof PortalRequestFailed && error.requestId !== null && <span className="font-mono text-xs">{error.requestId}</span>}
        </Trouble>
      )}
      {!refused && typed && unclear.length > 0 && (
        <div className="grid gap-1">
          {unclear.map(({ text, problem }) => (
            <Trouble key={text} icon={<TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />}>
              {t(UNCLEAR[problem], { text })}
            </Trouble>
          ))}
          <Examples />
        </div>
      )}
      {!refused && typed && result && !error && !waiting && unclear.length === 0 && found === 0 && (
        <div className="grid gap-2 px-3 py-4">
          <p className="font-medium">{t('nothing')}</p>
          <p className="text-sm text-text-soft">{t('nothingHint')}</p>
        </div>
      )}
      {!refused && typed && result && !waiting && found > 0 && <p className="sr-only">{t('foundCount', { count: result.payments.length })}</p>}
    </div>
  );
}

const Trouble = ({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) => (
  <p role="alert" className="flex gap-2 px-3 py-2 text-sm text-declined-ink">
    {icon}
    <span>{children}</span>
  </p>
);

/** What can be typed, by example. */
function Examples() {
  const t = useTranslations('Search');
  return (
    <div className="grid gap-2 px-3 py-3">
      <p className="text-sm text-text-soft">{t('hint')}</p>
      <ul className="flex flex-wrap gap-1.5">
        {(['room', 'card', 'amount', 'status', 'date', 'time', 'not'] as const).map((example) => (
          <li key={example} className="rounded-sm bg-sunken px-2 py-0.5 font-mono text-sm text-text-soft">
            {t(`examples.${example}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
