import type { Payment, PortalFamilyMember } from '@payport/contracts';
import { TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card.tsx';
import { cn } from '@/components/ui/cn.ts';
import { localMoment } from '@/format/moment.ts';
import { formatMoney, isZeroAmount } from '@/format/money.ts';
import { Link } from '@/i18n/navigation.ts';
import { AskedMoney, RowMoney } from '../../payments/row-money.tsx';
import { StatusBadge } from '../../payments/status-badge.tsx';

interface FamilyCardProps {
  readonly payment: Payment;
  readonly family: readonly PortalFamilyMember[];
  readonly timeZone: string;
}

/** What belongs together, as a tree: the first operation, what was captured of it, what went back of that, and what is left. */
export function FamilyCard({ payment, family, timeZone }: FamilyCardProps) {
  const t = useTranslations('Family');
  const payments = useTranslations('Payment');
  const linked = useTranslations('Payment.linkedBy');
  const outside = payment.original !== null && payment.original.paymentId === null;
  return (
    <Card title={t('title')}>
      {outside && <p className="mb-2 text-text-soft">{t('outside', { rrn: payment.original?.rrn ?? '—' })}</p>}
      <Branch parent={null} family={family} here={payment.id} timeZone={timeZone} />
      {payment.original?.linkedBy && (
        <p className="mt-2 text-sm text-text-faint">{`${payments('original')}: ${linked(payment.original.linkedBy)}`}</p>
      )}
    </Card>
  );
}

interface BranchProps {
  readonly parent: string | null;
  readonly family: readonly PortalFamilyMember[];
  readonly here: string;
  readonly timeZone: string;
}

function Branch({ parent, family, here, timeZone }: BranchProps) {
  const members = family.filter(({ parentId }) => parentId === parent);
  if (members.length === 0) return null;
  return (
    <ul className={cn('grid gap-1', parent !== null && 'mt-1 ml-3 border-l border-line pl-2')}>
      {members.map((member) => (
        <li key={member.id}>
          <Member member={member} here={member.id === here} timeZone={timeZone} />
          <Branch parent={member.id} family={family} here={here} timeZone={timeZone} />
        </li>
      ))}
    </ul>
  );
}

function Member({ member, here, timeZone }: { member: PortalFamilyMember; here: boolean; timeZone: string }) {
  const t = useTranslations('Family');
  const kinds = useTranslations('Kind');
  const locale = useLocale();
  const at = localMoment(member.createdAt, timeZone, locale);
  const body = (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="text-sm text-text-soft">{kinds(member.kind)}</span>
        <RowMoney payment={member} className="font-semibold" />
        <AskedMoney payment={member} className="figures text-xs text-text-soft" />
        <StatusBadge status={member.status} />
      </span>
      <span className="figures flex flex-wrap gap-x-2 text-xs text-text-faint">
        {`${at.date}, ${at.time}`}
        {here && <span className="font-medium text-text-soft">{t('here')}</span>}
      </span>
      {member.contradicted && (
        <span className="flex items-center gap-1 text-xs font-medium text-unknown-ink">
          <TriangleAlert aria-hidden className="size-3.5" />
          {t('contradicted')}
        </span>
      )}
      {!isZeroAmount(member.refundableAmount) && (
        <span className="text-xs text-text-soft">{t('left', { amount: formatMoney(member.refundableAmount, member.currency, locale) })}</span>
      )}
    </>
  );
  const look = 'grid gap-0.5 rounded-md px-2 py-1.5';
  if (here)
    return (
      <div aria-current="page" className={cn(look, 'bg-sunken')}>
        {body}
      </div>
    );
  return (
    <Link href={`/payments/${member.id}`} prefetch={false} className={cn(look, 'hover:bg-hover')}>
      {body}
    </Link>
  );
}
