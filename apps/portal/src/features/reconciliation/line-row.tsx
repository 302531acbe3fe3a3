import type { PortalReconDayLine } from '@payport/contracts';
import { Split, Undo2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Money } from '@/components/ui/money.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { Link } from '@/i18n/navigation.ts';
import { wordFor } from '../bank-files/lib/word-for.ts';
import type { LineAsk } from './line-split.tsx';

interface LineRowProps {
  readonly line: PortalReconDayLine;
  /** Null: the person only looks. */
  readonly onAsk: ((asked: LineAsk) => void) | null;
}

/** Matches of one side alone, and those that a person made, which are undone instead. */
const NOT_SPLIT: readonly (string | null)[] = ['posting_reported', 'netted', 'person'];

/** One line of a side: what came of it, what its match rests on, where it stands, and how a wrong match is split. */
export function LineRow({ line, onAsk }: LineRowProps) {
  const t = useTranslations('Recon');
  const relations = useTranslations('ReconRelation');
  const sides = useTranslations('ReconSide');
  const results = useTranslations('ReconResult');
  const rungs = useTranslations('ReconRung');
  const fields = useTranslations('ReconField');
  const locale = useLocale();
  const { look, result, rung } = line;
  const place = [look.fileName, look.row === null ? null : t('row', { row: look.row })].filter((part) => part !== null).join(', ');
  return (
    <li className="grid gap-0.5 px-3 py-2.5 text-sm">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className={result === 'matched' ? 'font-medium text-approved-ink' : 'font-medium'}>
          {results(result)}
          {rung !== null && <span className="font-normal text-text-soft"> · {wordFor(rungs, rung)}</span>}
          {line.deadline !== null && (
            <span className="font-normal text-text-soft"> · {t('dueShort', { day: readableDay(line.deadline, locale, true) })}</span>
          )}
        </span>
        <Money amount={line.amount} currency={line.currency} locale={locale} />
      </span>
      <span className="figures wrap-anywhere">
        {[look.rrn, look.authCode, look.cardMask, look.tid, look.text].filter(Boolean).join(' · ') || t('noName')}
      </span>
      {line.differences.map(({ field, ours, theirs }) => (
        <span key={field} className="text-text-soft">
          {`${wordFor(fields, field)}: ${t('ours')} ${ours ?? t('noLine')}, ${t('theirs')} ${theirs ?? t('noLine')}`}
        </span>
      ))}
      {line.decision !== null && (
        <span className="wrap-anywhere text-text-soft">
          {t(line.decision.verdict === 'apart' ? 'partedBy' : 'pairedBy', { name: line.decision.by, reason: line.decision.reason })}
        </span>
      )}
      <span className="flex flex-wrap items-center gap-x-3 text-text-soft">
        <span>{`${sides(line.side)} · ${relations(line.relation)}`}</span>
        {place !== '' && <span className="wrap-anywhere">{place}</span>}
        {look.paymentId !== null && (
          <Link href={`/payments/${look.paymentId}`} prefetch={false} className="text-brand underline-offset-2 hover:underline">
            {t('toPayment')}
          </Link>
        )}
        {onAsk !== null && !(line.dayClosed && line.exceptionId === null) && <LineSteps line={line} onAsk={onAsk} />}
      </span>
    </li>
  );
}

function LineSteps({ line, onAsk }: { line: PortalReconDayLine; onAsk: (asked: LineAsk) => void }) {
  const t = useTranslations('Recon');
  const split = line.matchId !== null && !NOT_SPLIT.includes(line.rung);
  if (!split && line.decision === null) return null;
  return (
    <span className="ml-auto flex gap-2">
      {line.decision !== null && (
        <Button size="sm" variant="quiet" onClick={() => onAsk({ what: 'undo', line })}>
          <Undo2 aria-hidden />
          {t('undo')}
        </Button>
      )}
      {split && (
        <Button size="sm" variant="quiet" onClick={() => onAsk({ what: 'split', line })}>
          <Split aria-hidden />
          {t('split')}
        </Button>
      )}
    </span>
  );
}
