import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { useNow } from '../use-seconds.ts';
import type { PadState } from '../lib/bank-client.ts';

/** What the guest reads: the order, what the device wants, how it ended, and how long it will still wait. */
export function DeviceScreen({ pad, pinCount }: { pad: PadState | null; pinCount: number }) {
  const t = useTranslations('TrainingPad');
  const locale = useLocale();
  const lines = (pad === null ? t('away') : pad.online || pad.state === 'rebooting' ? pad.screen[locale] : t('unplugged')).split('\n');
  const [first = '', ...rest] = lines;
  const order = rest.length > 0 ? first : null;
  return (
    <div
      data-pad-state={pad?.state ?? 'away'}
      className="flex h-30 flex-col rounded-md border border-device-edge bg-device-screen px-3 py-1.5 text-device-ink"
    >
      <div aria-live="polite" aria-label={t('screen')} role="status" className="min-h-0 flex-1">
        {order !== null && <p className="figures text-sm text-device-ink-soft">{order}</p>}
        <p className={cn('font-semibold text-balance', order === null ? 'grid h-full place-items-center text-center text-lg' : 'text-lg')}>
          {order === null ? first : rest.join(' ')}
        </p>
      </div>
      {pad?.state === 'enter_pin' && (
        <>
          <p aria-hidden className="h-5 font-mono text-base leading-5 tracking-[0.3em]">
            {'●'.repeat(pinCount)}
            <span className="animate-[breathe_1s_ease-in-out_infinite] text-device-ink-soft">_</span>
          </p>
          <p role="status" className="sr-only">
            {t('pinEntered', { count: pinCount })}
          </p>
          <p className="text-2xs text-device-ink-soft">{t('pinAny')}</p>
        </>
      )}
      {pad?.waitEndsAt != null && <Left until={pad.waitEndsAt} />}
    </div>
  );
}

function Left({ until }: { until: string }) {
  const t = useTranslations('TrainingPad');
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - useNow()) / 1000));
  return <p className="figures self-end text-xs text-device-ink-soft">{t('leftSeconds', { seconds })}</p>;
}
