import type { PortalLinkTest } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice.tsx';
import { formatGap } from '@/format/gap.ts';

/** What came of a link test: the answer first, then what to do (what to check, where the driver knows no better), then what the device said. */
export function LinkResult({ result }: { result: PortalLinkTest }) {
  const t = useTranslations('LinkTest');
  const locale = useLocale();
  const said = Object.entries(result.evidence).filter(([, value]) => value !== null && value !== '');
  return (
    <div className="grid gap-3">
      <Notice tone={result.reachable ? 'good' : 'bad'} title={result.reachable ? t('passed') : t('silent')}>
        <p>{result.reachable ? t('took', { gap: formatGap(result.tookMs, locale) }) : result.reason}</p>
        {result.step !== null && <p className="mt-1.5">{result.step}</p>}
        {!result.reachable && result.step === null && (
          <ul className="mt-2 list-disc pl-5 text-text-soft">
            <li>{t('checkPower')}</li>
            <li>{t('checkPath')}</li>
            <li>{t('checkOther')}</li>
          </ul>
        )}
      </Notice>
      {result.note !== null && <Notice tone="care">{result.note}</Notice>}
      {said.length > 0 && (
        <details className="text-sm">
          <summary className="w-fit rounded-sm text-text-soft hover:text-text">{t('evidence')}</summary>
          <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2 font-mono text-xs">
            {said.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-text-faint">{name}</dt>
                <dd className="break-words">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}
