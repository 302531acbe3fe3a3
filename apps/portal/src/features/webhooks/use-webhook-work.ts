'use client';
import type { PortalMadeWebhook, PortalReplay } from '@payport/contracts';
import { useLocale } from 'next-intl';
import { useState } from 'react';
import { formlessFailure, NO_FAILURE, type FormFailure } from '@/features/entry/lib/form-faults.ts';
import {
  disableWebhookUrl,
  enableWebhookUrl,
  replayDeliveryUrl,
  replayWebhookUrl,
  rotateWebhookUrl,
  testWebhookUrl,
} from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { useWebhookRefresh } from './use-webhooks.ts';

const HOUR_MS = 3_600_000;

/** What can be done with one receiver and its messages; a refusal stays until the next try. */
export function useWebhookWork(id: string) {
  const locale = useLocale();
  const refresh = useWebhookRefresh();
  const [failure, setFailure] = useState<FormFailure>(NO_FAILURE);
  /** How many messages go again, once that was asked for. */
  const [again, setAgain] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);

  const ask = async (url: string, body: object = {}): Promise<unknown> => {
    setFailure(NO_FAILURE);
    setAgain(null);
    setBusy(true);
    const answer = await portalRequest(url, { locale, method: 'POST', body }).catch((error: unknown) => {
      setFailure(formlessFailure(error));
      return null;
    });
    await refresh();
    setBusy(false);
    return answer;
  };
  const replay = async (body: object): Promise<void> => {
    const answer = (await ask(replayWebhookUrl(id), body)) as PortalReplay | null;
    if (answer) setAgain(answer.count);
  };
  return {
    failure,
    again,
    busy,
    test: () => ask(testWebhookUrl(id)),
    enable: () => ask(enableWebhookUrl(id)),
    disable: () => ask(disableWebhookUrl(id)),
    rotate: async (overlapHours: number) => (await ask(rotateWebhookUrl(id), { overlapHours })) as PortalMadeWebhook | null,
    replayOne: (deliveryId: string) => ask(replayDeliveryUrl(deliveryId)),
    replayFailed: () => replay({ state: 'given_up' }),
    replayHours: (hours: number) => {
      const now = Date.now();
      return replay({ from: new Date(now - hours * HOUR_MS).toISOString(), to: new Date(now).toISOString() });
    },
  };
}
export type WebhookWork = ReturnType<typeof useWebhookWork>;
