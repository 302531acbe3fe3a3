'use client';
import type { PortalApiKeyList, PortalPropertyDetail } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge.tsx';
import { ChecklistCard } from './checklist-card.tsx';
import { DayCard } from './day-card.tsx';
import { KeysCard } from './keys-card.tsx';
import { LegalCard } from './legal-card.tsx';
import { LimitsCard } from './limits-card.tsx';
import { MoneyCard } from './money-card.tsx';
import { NameCard } from './name-card.tsx';
import { WebhooksCard } from '../webhooks/webhooks-card.tsx';
import { RefundLimitsCard } from './refund-limits-card.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { useProperty } from './use-property.ts';

interface PropertyPageProps {
  readonly first: PortalPropertyDetail;
  readonly keys: PortalApiKeyList | null;
}

/** One hotel: what is left to do, its facts, limits, keys and webhooks. */
export function PropertyPage({ first, keys }: PropertyPageProps) {
  const t = useTranslations('Property');
  const property = useProperty(first);
  return (
    <>
      <h1 className="flex flex-wrap items-center gap-x-3 text-2xl font-semibold tracking-tight">
        {property.name}
        {property.demo && <Badge>{t('demo')}</Badge>}
      </h1>
      <p className="mt-0.5 mb-5 text-text-soft">{property.city ?? property.legalEntity ?? t('lead')}</p>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="grid gap-5">
          <ChecklistCard property={property} />
          {property.may.seeKeys && (
            <KeysCard propertyId={property.id} timeZone={property.timeZone} may={property.may.manageKeys} mayLimit={property.may.edit} first={keys} />
          )}
          <WebhooksCard propertyId={property.id} timeZone={property.timeZone} />
        </div>
        <div className="grid gap-5">
          <NameCard property={property} />
          <LegalCard property={property} />
          <MoneyCard property={property} />
          {/* Anew with every change of the accepted currencies: one line for each. */}
          <LimitsCard key={property.currencies.join()} property={property} />
          <RefundLimitsCard key={`refunds-${property.currencies.join()}`} property={property} />
          <DayCard property={property} />
          <SecondFactorCard property={property} />
        </div>
      </div>
    </>
  );
}
