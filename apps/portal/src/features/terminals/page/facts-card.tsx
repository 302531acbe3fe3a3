import type { PortalTerminal } from '@payport/contracts';
import { Pencil } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Money } from '@/components/ui/money.tsx';
import { localMoment } from '@/format/moment.ts';
import { Link } from '@/i18n/navigation.ts';
import { Fact } from './fact.tsx';

/** What the terminal is, for people and for the bank. */
export function FactsCard({ terminal, onEdit }: { terminal: PortalTerminal; onEdit: (() => void) | null }) {
  const t = useTranslations('Terminal');
  const operations = useTranslations('Operation');
  const locale = useLocale();
  const { tid, mid, driver, property, workstations, settleAt, lastSale } = terminal;
  const none = <span className="text-text-faint">{t('none')}</span>;
  const sold = lastSale && localMoment(lastSale.at, property.timeZone, locale);
  return (
    <Card
      title={t('facts')}
      action={
        onEdit && (
          <Button size="sm" onClick={onEdit}>
            <Pencil aria-hidden />
            {t('edit')}
          </Button>
        )
      }
    >
      <dl>
        <Fact name={t('property')}>{property.name}</Fact>
        <Fact name="TID" mono>
          {tid === null ? (
            none
          ) : (
            <>
              {tid} <CopyButton value={tid} name="TID" />
            </>
          )}
        </Fact>
        <Fact name="MID" mono>
          {mid === null ? (
            none
          ) : (
            <>
              {mid} <CopyButton value={mid} name="MID" />
            </>
          )}
        </Fact>
        <Fact name={t('driver')}>{driver.title}</Fact>
        <Fact name={t('can')}>
          {terminal.operations.map((operation) => operations(operation)).join(', ')}
          {terminal.operationsOff.length > 0 && (
            <span className="block text-sm text-text-soft">
              {t('cannot', { operations: terminal.operationsOff.map((operation) => operations(operation)).join(', ') })}
            </span>
          )}
        </Fact>
        <Fact name={t('workstations')}>{workstations.length > 0 ? workstations.join(', ') : none}</Fact>
        <Fact name={t('settleAt')}>{settleAt === null ? t('byHand') : <span className="figures">{settleAt}</span>}</Fact>
        <Fact name={t('lastSale')}>
          {lastSale && sold ? (
            <Link
              href={`/payments/${lastSale.paymentId}`}
              prefetch={false}
              className="text-brand underline underline-offset-2 hover:text-brand-hover"
            >
              <Money amount={lastSale.amount} currency={lastSale.currency} locale={locale} />,{' '}
              <span className="figures">
                {sold.shortDate}, {sold.time}
              </span>
            </Link>
          ) : (
            none
          )}
        </Fact>
      </dl>
    </Card>
  );
}
