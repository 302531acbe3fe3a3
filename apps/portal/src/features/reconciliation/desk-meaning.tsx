import type { ReconMatchWeight } from '@payport/contracts';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice.tsx';
import { formatMoney } from '@/format/money.ts';
import { stakeSums } from './lib/second-person.ts';
import type { DeskAsk } from './use-desk-work.ts';

interface DeskMeaningProps {
  readonly asked: DeskAsk;
  readonly above: number;
  /** Of lines that are put together, once the gateway has told. */
  readonly weight: ReconMatchWeight | null;
}

/** What a decision does, and before it is made: whether a second person will be asked, and why. */
export function DeskMeaning({ asked, above, weight }: DeskMeaningProps) {
  const t = useTranslations('Recon.ask');
  const locale = useLocale();
  const format = useFormatter();
  const count = 'ids' in asked ? asked.ids.length : 'members' in asked ? asked.members.length : 1;
  const sums = asked.what === 'sign_off' ? stakeSums(asked.of, above) : [];
  const second = sums.some((sum) => sum.second);
  const money = sums.filter((sum) => sum.second === second).map(({ amount, currency }) => formatMoney(amount, currency, locale));
  return (
    <Notice tone={asked.what === 'note' ? 'plain' : 'care'}>
      <p>{t(`${asked.what}.means`, { count })}</p>
      {money.length > 0 && <p className="mt-1">{t(second ? 'sign_off.second' : 'sign_off.alone', { count, above, sums: format.list(money) })}</p>}
      {weight !== null && (
        <p className="mt-1">
          {t(`match.${weight.basis}`, { stake: formatMoney(weight.stake, weight.currency, locale) })}{' '}
          {t(weight.second ? 'match.second' : 'match.alone', { above })}
        </p>
      )}
    </Notice>
  );
}
