import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What an event rests on, as the gateway recorded it: for whoever has to check, so in the words of the system. */
export function Evidence({ evidence }: { evidence: Readonly<Record<string, unknown>> }) {
  const t = useTranslations('Timeline');
  const entries = Object.entries(evidence).filter(([, value]) => value !== null && value !== undefined);
  if (entries.length === 0) return null;
  return (
    <details className="mt-0.5">
      <summary className="-mx-1 flex w-fit list-none items-center gap-1 rounded-sm px-1 text-xs text-text-soft hover:bg-hover hover:text-text">
        <ChevronRight aria-hidden className="size-3 transition-transform [[open]>summary>&]:rotate-90" />
        {t('evidence')}
      </summary>
      <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-md border border-line bg-sunken px-3 py-2 font-mono text-xs">
        {entries.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-text-faint">{name}</dt>
            <dd className="break-all">{asText(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
