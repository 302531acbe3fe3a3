'use client';
import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover.tsx';
import { Select } from '@/components/ui/select.tsx';
import type { WebhookWork } from './use-webhook-work.ts';

/** Messages of so many last hours can be sent again at once. */
const HOURS = [1, 24, 72, 168] as const;

/** Everything that was given up, or everything of a period, once more. */
export function ReplayActions({ failed, work }: { failed: number; work: WebhookWork }) {
  const t = useTranslations('Webhooks');
  const [open, setOpen] = useState(false);
  const [hours, setHours] = useState<number>(24);
  const id = useId();
  const words = (count: number) => (count < 24 ? t('lastHours', { hours: count }) : t('lastDays', { days: count / 24 }));
  return (
    <div className="flex flex-wrap gap-2">
      {failed > 0 && (
        <Button size="sm" disabled={work.busy} onClick={() => void work.replayFailed()}>
          <RotateCcw aria-hidden />
          {t('replayFailed', { count: failed })}
        </Button>
      )}
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger className={buttonLook({ size: 'sm', variant: 'quiet' })} disabled={work.busy}>
          {t('replaySpan')}
        </PopoverTrigger>
        <PopoverContent label={t('replaySpan')} align="end">
          <div className="grid gap-2 p-2">
            <label htmlFor={id} className="text-sm font-medium text-text-soft">
              {t('replayPeriod')}
            </label>
            <Select
              id={id}
              value={String(hours)}
              onChange={({ target }) => setHours(Number(target.value))}
              options={HOURS.map((count) => ({ value: String(count), label: words(count) }))}
            />
            <Button
              onClick={() => {
                setOpen(false);
                void work.replayHours(hours);
              }}
            >
              {t('replay')}
            </Button>
          </div>
        </PopoverContent>
      </Popover>
    </div>
  );
}
