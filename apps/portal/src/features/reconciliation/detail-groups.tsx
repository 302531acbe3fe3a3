import type { PortalReconExceptionDetail, PortalReconLineGroup } from '@payport/contracts';
import { Check } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Money } from '@/components/ui/money.tsx';
import { readableDay } from '@/format/readable-day.ts';
import { wordFor } from '../bank-files/lib/word-for.ts';
import { centsOf, textOf } from './lib/cents.ts';
import { isAbove } from './lib/second-person.ts';
import type { DeskWork } from './use-desk-work.ts';

const keyOf = ({ merchant, day }: PortalReconLineGroup): string => `${merchant} ${day}`;

/** Whole days of the registries that a credit may pay: some of them are chosen, with their sum beside the credit's. */
export function DetailGroups({ exception, desk }: { exception: PortalReconExceptionDetail; desk: DeskWork }) {
  const t = useTranslations('Recon');
  const why = useTranslations('ReconWhy');
  const locale = useLocale();
  const { groups, amount, currency, may } = exception;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const picked = groups.filter((group) => chosen.has(keyOf(group)));
  const sum = picked.reduce((total, group) => total + centsOf(group.amount), 0n);
  const difference = sum - centsOf(amount);
  const toggle = (group: PortalReconLineGroup): void =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(keyOf(group))) after.add(keyOf(group));
      return after;
    });
  return (
    <div>
      <h4 className="mb-1 text-sm font-medium">{t('groups')}</h4>
      <ul className="divide-y divide-line rounded-md border border-line">
        {groups.map((group) => (
          <li key={keyOf(group)}>
            <label className="flex cursor-pointer gap-3 px-3 py-2 text-sm hover:bg-hover">
              {may.work && (
                <input type="checkbox" checked={chosen.has(keyOf(group))} onChange={() => toggle(group)} className="mt-0.5 size-4 accent-brand" />
              )}
              <span className="grid min-w-0 flex-1 gap-0.5">
                <span className="flex flex-wrap justify-between gap-x-3">
                  <span className="font-medium">{readableDay(group.day, locale, true)}</span>
                  <Money amount={group.amount} currency={currency} locale={locale} />
                </span>
                <span className="flex flex-wrap gap-x-2 text-text-soft">
                  <span className="font-semibold text-brand">{t('score', { score: group.score })}</span>
                  <span>{t('groupLines', { count: group.count })}</span>
                  {group.merchant !== '' && <span className="figures">{group.merchant}</span>}
                  <span>{group.why.map((code) => wordFor(why, code)).join(', ')}</span>
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {may.work && (
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button
            size="sm"
            variant="primary"
            disabled={picked.length === 0 || desk.match.isPending}
            onClick={() => desk.groupWith(picked, t('groupsReason'))}
          >
            <Check aria-hidden />
            {t('matchGroups', { count: picked.length })}
          </Button>
          {picked.length > 0 && (
            <p role="status" className={difference === 0n ? 'text-sm text-approved-ink' : 'text-sm text-held-ink'}>
              {difference === 0n ? t('groupsFit') : t('groupsDiffer')}{' '}
              {difference !== 0n && <Money amount={textOf(difference, amount)} currency={currency} locale={locale} />}{' '}
              {isAbove(textOf(difference, amount), desk.above) && t('groupsSecond', { above: desk.above })}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
