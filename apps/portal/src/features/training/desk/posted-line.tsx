import type { Payment } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { CopyButton } from '@/components/ui/copy-button.tsx';

/** What the PMS fills in by itself after the answer, and the slip beside it. A field that did not come is said to be missing. */
export function PostedLine({ payment: { result } }: { payment: Payment }) {
  const t = useTranslations('TrainingEft');
  const kinds = useTranslations('Kind');
  const slips = useTranslations('Slip');
  if (!result) return null;
  const facts = [
    ['card', result.cardMask],
    ['brand', result.cardBrand],
    ['expiry', result.cardExpiry],
    ['holder', result.cardholder],
    ['rrn', result.rrn],
    ['authCode', result.authCode],
    ['executedAs', result.executedAs === null ? null : kinds(result.executedAs)],
  ] as const;
  return (
    <div className="grid gap-3 xl:grid-cols-[minmax(0,1fr)_auto]">
      <section aria-labelledby="eft-posted">
        <h3 id="eft-posted" className="text-sm font-semibold">
          {t('posted')}
        </h3>
        <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 gap-y-0.5">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-xs leading-5 text-text-soft">{t(name)}</dt>
              <dd className={value === null ? 'text-xs leading-5 text-text-faint' : 'font-mono text-xs leading-5 break-words'}>
                {value ?? t('notGiven')}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {result.slip !== null && result.slip !== '' && (
        <section aria-labelledby="eft-slip" className="min-w-0">
          <h3 id="eft-slip" className="flex items-center gap-1 text-sm font-semibold">
            {t('slip')}
            <CopyButton value={result.slip} name={slips('copy')} />
          </h3>
          <div className="slip-paper mt-1 w-fit max-w-full">
            <pre tabIndex={0} role="group" aria-label={slips('paper')} className="max-h-56 overflow-auto px-3 py-2 font-mono text-2xs">
              {result.slip}
            </pre>
          </div>
        </section>
      )}
    </div>
  );
}
