'use client';
import type { PortalApiKey } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn.ts';
import { describedBy, Field, inputLook } from '@/components/ui/field.tsx';
import { TextField } from '@/features/entry/text-field.tsx';

export type KeyLimits = Pick<PortalApiKey, 'networks' | 'rate'>;
export const NO_LIMITS: KeyLimits = { networks: [], rate: null };

/** What stands in the fields. Half a rate is sent as it is: the gateway says which half is missing. */
export function limitsOf(form: FormData): { networks: string[]; rate: { perSecond: number; burst: number } | null } {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const networks = text('key-networks')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  const [perSecond, burst] = [text('key-per-second'), text('key-burst')];
  return { networks, rate: perSecond === '' && burst === '' ? null : { perSecond: Number(perSecond), burst: Number(burst) } };
}

/** Where calls may come from, and how many may come. */
export function KeyLimitsFields({ limits, faults }: { limits: KeyLimits; faults: Readonly<Record<string, string>> }) {
  const t = useTranslations('Keys');
  const hint = t('networksHint');
  const networkFault = Object.entries(faults).find(([pointer]) => pointer.startsWith('/networks'))?.[1] ?? null;
  return (
    <div className="grid gap-4">
      <Field id="key-networks" label={t('networksLabel')} hint={hint} error={networkFault}>
        <textarea
          id="key-networks"
          name="key-networks"
          rows={3}
          defaultValue={limits.networks.join('\n')}
          placeholder={'10.20.0.0/16\n192.0.2.5'}
          spellCheck={false}
          aria-invalid={networkFault !== null}
          aria-describedby={describedBy('key-networks', { hint, error: networkFault })}
          className={cn(inputLook, 'px-3 py-2 font-mono text-sm')}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          id="key-per-second"
          label={t('perSecond')}
          hint={t('perSecondHint')}
          error={faults['/rate/perSecond'] ?? null}
          inputMode="numeric"
          maxLength={5}
          placeholder="100"
          autoComplete="off"
          defaultValue={limits.rate?.perSecond ?? ''}
        />
        <TextField
          id="key-burst"
          label={t('burst')}
          hint={t('burstHint')}
          error={faults['/rate/burst'] ?? null}
          inputMode="numeric"
          maxLength={6}
          placeholder="500"
          autoComplete="off"
          defaultValue={limits.rate?.burst ?? ''}
        />
      </div>
    </div>
  );
}
