import type { PortalOverviewDay } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { Link } from '@/i18n/navigation.ts';
import { reasonCounts, type ReasonCount } from '../lib/day-sums.ts';
import { todayLink } from '../lib/list-links.ts';

const FILLS: Readonly<Record<string, string>> = { declined: 'fill-declined-ink', failed: 'fill-failed-ink', cancelled: 'fill-cancelled-ink' };

/** Why payments did not go through, the most frequent first. The chart is its own table: every bar stands beside its number. */
export function ReasonsChart({ days }: { days: readonly PortalOverviewDay[] }) {
  const t = useTranslations('Overview.reasons');
  const reasons = reasonCounts(days);
  const most = reasons[0]?.count ?? 0;
  return (
    <Card title={t('title')} note={t('note')}>
      {reasons.length === 0 ? (
        <p className="text-text-soft">{t('none')}</p>
      ) : (
        <table className="w-full">
          <thead className="sr-only">
            <tr>
              <th scope="col">{t('reason')}</th>
              <th scope="col">{t('outcome')}</th>
              <th scope="col">{t('count')}</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map((reason) => (
              <Row key={`${reason.code} ${reason.outcome}`} reason={reason} most={most} days={days} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function Row({ reason: { code, outcome, count }, most, days }: { reason: ReasonCount; most: number; days: readonly PortalOverviewDay[] }) {
  const locale = useLocale();
  const reasons = useTranslations('Reason');
  const outcomes = useTranslations('Outcome');
  const link = todayLink(days, { outcome: [outcome], reason: code }, locale);
  return (
    <tr>
      <th scope="row" className="w-[46%] py-1.5 pr-3 text-left font-normal text-pretty">
        {link === null ? (
          reasons(code)
        ) : (
          <Link href={link} prefetch={false} className="rounded-sm underline decoration-line-strong underline-offset-4 hover:decoration-current">
            {reasons(code)}
          </Link>
        )}
      </th>
      <td className="py-1.5 pr-3">
        <svg aria-hidden viewBox="0 0 100 10" preserveAspectRatio="none" className="h-2.5 w-full">
          <rect width={(count * 100) / most} height="10" className={FILLS[outcome] ?? 'fill-failed-ink'} />
        </svg>
        <span className="block text-2xs text-text-faint">{outcomes(outcome)}</span>
      </td>
      <td className="figures w-10 py-1.5 text-right font-semibold">{count}</td>
    </tr>
  );
}
