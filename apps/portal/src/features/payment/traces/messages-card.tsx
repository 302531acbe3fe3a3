'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Card } from '@/components/ui/card.tsx';
import { FormAlert } from '@/features/entry/form-alert.tsx';
import { formFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import { replayDeliveryUrl } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { localMoment } from '@/format/moment.ts';
import { DeliveryRow } from '../../webhooks/delivery-row.tsx';
import { TracesPart } from './traces-part.tsx';

/** What hotel systems were told about the payment: each message, each attempt, and sending it again. */
export function MessagesCard({ id, timeZone }: { id: string; timeZone: string }) {
  const t = useTranslations('Traces');
  const locale = useLocale();
  const client = useQueryClient();
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);
  const again = async (deliveryId: string): Promise<void> => {
    setFailure(NO_FAILURE);
    await portalRequest(replayDeliveryUrl(deliveryId), { locale, method: 'POST', body: {} }).catch((error: unknown) =>
      setFailure(formFailure(error)),
    );
    await Promise.all(['payment-traces', 'webhook-deliveries'].map((name) => client.invalidateQueries({ queryKey: [name] })));
  };
  return (
    <Card title={t('messages')}>
      <FormAlert failure={failure} />
      <TracesPart id={id}>
        {({ deliveries }) =>
          deliveries === null || deliveries.length === 0 ? (
            <p className="text-text-soft">{t('noMessages')}</p>
          ) : (
            <ul className="-my-2.5 divide-y divide-line">
              {deliveries.map((delivery) => (
                <DeliveryRow
                  key={delivery.id}
                  delivery={delivery}
                  receiver={delivery.receiver}
                  at={(moment) => localMoment(moment, timeZone, locale)}
                  onReplay={delivery.mayReplay ? () => void again(delivery.id) : null}
                />
              ))}
            </ul>
          )
        }
      </TracesPart>
    </Card>
  );
}
