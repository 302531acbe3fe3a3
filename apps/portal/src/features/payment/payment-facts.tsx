import type { PortalPaymentDetail } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Moment } from '@/components/ui/moment.tsx';
import { Money } from '@/components/ui/money.tsx';
import { calendarDay, clockFace } from '@/format/moment.ts';
import { shownCardMask } from '../payments/lib/card-mask.ts';

/** Everything known about the payment, in four groups. What the terminal did not give is not shown, never invented. */
export function PaymentFacts({ detail: { payment, property } }: { detail: PortalPaymentDetail }) {
  const t = useTranslations('Payment');
  const groups = useTranslations('Payment.groups');
  const kinds = useTranslations('Kind');
  const locale = useLocale();
  const { reservation, result, folio } = payment;
  const stay = [reservation?.arrival, reservation?.departure].flatMap((day) => (day == null ? [] : [calendarDay(day, locale)])).join(' — ');
  return (
    <Card title={t('facts')}>
      <div className="grid gap-x-6 gap-y-6 sm:grid-cols-2">
        <Group title={groups('guest')}>
          <Fact name={t('guest')} value={reservation?.guestName} copy />
          <Fact name={t('room')} value={reservation?.room} copy />
          <Fact name={t('confirmationNumber')} value={reservation?.confirmationNumber} copy />
          <Fact name={t('stay')} value={stay} />
          <Fact name={t('folio')} value={[folio?.window, folio?.name].filter(Boolean).join(', ')} />
          <Fact name={t('pmsNumber')} value={payment.pmsTransactionNumber} copy mono />
          <Fact name={t('posting')} value={payment.posting?.postingNumber} copy mono />
          <Fact name={t('details')} value={payment.details} />
          <Fact name={t('comment')} value={payment.comment} />
        </Group>
        <Group title={groups('card')} empty={result ? undefined : t('noResult')}>
          <Fact
            name={t('card')}
            value={result?.cardMask}
            show={result?.cardMask ? `${shownCardMask(result.cardMask)}${result.cardBrand ? ` ${result.cardBrand}` : ''}` : undefined}
            copy
            mono
          />
          <Fact name={t('cardholder')} value={result?.cardholder} />
          <Fact name={t('cardExpiry')} value={result?.cardExpiry} mono />
          <Fact name={t('rrn')} value={result?.rrn} copy mono />
          <Fact name={t('authCode')} value={result?.authCode} copy mono />
          <Fact name={t('responseCode')} value={[result?.responseCode, result?.responseText].filter(Boolean).join(' · ')} />
          <Fact name={t('stan')} value={result?.stan} mono />
          {result?.approvedAmount != null && result.approvedAmount !== payment.amount && (
            <Fact name={t('approvedAmount')} value={<Money amount={result.approvedAmount} currency={result.currency} locale={locale} />} />
          )}
          <Fact name={t('executedAs')} value={result?.executedAs != null && result.executedAs !== payment.kind ? kinds(result.executedAs) : null} />
        </Group>
        <Group title={groups('place')}>
          <Fact name={t('terminal')} value={payment.terminal.name} />
          <Fact name={t('tid')} value={result?.terminalTid} copy mono />
          <Fact name={t('mid')} value={result?.merchantMid} copy mono />
          <Fact name={t('workstation')} value={payment.workstation} />
          <Fact name={t('cashier')} value={payment.cashier} />
          <Fact name={t('property')} value={property.name} />
        </Group>
        <Group title={groups('time')}>
          <Fact name={t('created')} value={<Moment at={payment.createdAt} timeZone={property.timeZone} locale={locale} />} />
          {payment.finalAt !== null && (
            <Fact name={t('finished')} value={<Moment at={payment.finalAt} timeZone={property.timeZone} locale={locale} />} />
          )}
          <Fact name={t('hostTime')} value={result?.hostTime == null ? null : clockFace(result.hostTime, locale)} />
        </Group>
      </div>
    </Card>
  );
}

/** `empty`: what is said instead where nothing is known. */
function Group({ title, empty, children }: { title: string; empty?: string | undefined; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="overline-label mb-1.5">{title}</h3>
      {empty === undefined ? <dl className="grid gap-px">{children}</dl> : <p className="text-text-soft">{empty}</p>}
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: ReactNode;
  /** The value as it is shown, where that differs from what is copied. */
  readonly show?: string | undefined;
  readonly copy?: boolean;
  readonly mono?: boolean;
}

function Fact({ name, value, show, copy = false, mono = false }: FactProps) {
  if (value === null || value === undefined || value === '') return null;
  return (
    <div className="grid min-h-7 grid-cols-[7.25rem_minmax(0,1fr)] items-center gap-2 border-b border-line/60 py-0.5 last:border-b-0">
      <dt className="text-sm text-text-faint">{name}</dt>
      <dd className="flex min-w-0 items-center gap-0.5">
        <span className={mono ? 'min-w-0 font-mono text-sm break-words' : 'min-w-0 break-words'}>{show ?? value}</span>
        {copy && typeof value === 'string' && <CopyButton value={value} name={name} />}
      </dd>
    </div>
  );
}
