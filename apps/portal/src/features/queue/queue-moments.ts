'use client';
import type { PortalPaymentRow } from '@payport/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useMomentText, useZoneMark } from '@/components/clock.tsx';
import { formatGap } from '@/format/gap.ts';
import { localMoment } from '@/format/moment.ts';
import { dayIn } from '@/format/zoned-day.ts';
import { useCoarseNow } from './use-queue.ts';

const MINUTE_MS = 60_000;

/**
 * How long a payment has been so; the hotel's own time until the browser's clock is known. `bare`: under a head that says "age",
 * where "ago" would only be cut off.
 */
export function useAge(bare = false): (payment: PortalPaymentRow) => string {
  const t = useTranslations('Queue');
  const locale = useLocale();
  const now = useCoarseNow();
  const moment = useMomentText();
  return ({ createdAt, property }) => {
    if (now === null) return moment(createdAt, property.timeZone);
    const ms = Math.max(0, now - Date.parse(createdAt));
    if (ms < MINUTE_MS) return t('justNow');
    const age = formatGap(Math.floor(ms / MINUTE_MS) * MINUTE_MS, locale);
    return bare ? age : t('age', { age });
  };
}

/** Since when it is somebody's: the time alone where it is of the hotel's today, by the browser's clock once that is known. */
export function useSince(): (iso: string | null, timeZone: string) => string {
  const locale = useLocale();
  const now = useCoarseNow();
  const [moment, mark] = [useMomentText(), useZoneMark()];
  return (iso, timeZone) => {
    if (iso === null) return '';
    const today = now !== null && dayIn(timeZone, new Date(now)) === dayIn(timeZone, new Date(iso));
    if (!today) return moment(iso, timeZone);
    const at = localMoment(iso, timeZone, locale);
    return `${at.time}${mark(at)}`;
  };
}
