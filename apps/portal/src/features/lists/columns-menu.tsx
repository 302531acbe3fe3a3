'use client';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover.tsx';
import { movedColumn, withColumn } from './lib/list-look.ts';
import type { LookControl } from './use-list-look.ts';

interface ColumnsMenuProps<K extends string> extends LookControl<K> {
  readonly names: (key: K) => string;
  /** What else follows from the choice. */
  readonly note: string;
}

/** Which columns, in which order, how dense. By buttons, so that nothing needs to be dragged. */
export function ColumnsMenu<K extends string>({ of, look, columns, change, names, note }: ColumnsMenuProps<K>) {
  const t = useTranslations('ListLook');
  const [said, setSaid] = useState('');
  const move = (key: K, step: -1 | 1): void => {
    const place = columns.indexOf(key) + step + 1;
    change({ cols: movedColumn(of, columns, key, step) });
    setSaid(t('place', { column: names(key), place, count: columns.length }));
  };
  const hidden = of.all.filter((key) => !columns.includes(key));
  return (
    <Popover>
      <PopoverTrigger className={buttonLook({ variant: 'quiet', size: 'sm' })}>
        <Columns3 aria-hidden />
        {t('title')}
      </PopoverTrigger>
      <PopoverContent label={t('title')} width="w-80" align="end">
        <ul aria-label={t('columns')} className="grid gap-0.5">
          {[...columns, ...hidden].map((key) => {
            const at = columns.indexOf(key);
            return (
              <li key={key} className="flex min-h-9 items-center gap-1 rounded-md pl-2 hover:bg-hover">
                <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-2.5 py-1">
                  <input
                    type="checkbox"
                    className="size-4 accent-brand"
                    checked={at >= 0}
                    disabled={of.locked.includes(key)}
                    onChange={(event) => change({ cols: withColumn(of, columns, key, event.target.checked) })}
                  />
                  <span className="truncate">{names(key)}</span>
                  {of.locked.includes(key) && <span className="text-xs text-text-faint">{t('locked')}</span>}
                </label>
                {at >= 0 && (
                  <>
                    <Step label={t('earlier', { column: names(key) })} off={at === 0} onStep={() => move(key, -1)}>
                      <ArrowUp aria-hidden className="size-4" />
                    </Step>
                    <Step label={t('later', { column: names(key) })} off={at === columns.length - 1} onStep={() => move(key, 1)}>
                      <ArrowDown aria-hidden className="size-4" />
                    </Step>
                  </>
                )}
              </li>
            );
          })}
        </ul>
        <Density look={look} change={change} />
        <p className="mt-2 border-t border-line px-2 pt-2 pb-1 text-xs text-text-faint">{note}</p>
        <p role="status" className="sr-only">
          {said}
        </p>
      </PopoverContent>
    </Popover>
  );
}

/** How dense the rows are, and the way back to the usual look. */
function Density<K extends string>({ look, change }: Pick<LookControl<K>, 'look' | 'change'>) {
  const t = useTranslations('ListLook');
  return (
    <div role="group" aria-label={t('density')} className="mt-1.5 flex flex-wrap items-center gap-1.5 border-t border-line px-2 pt-2">
      {([null, 'compact'] as const).map((density) => (
        <Button
          key={density ?? 'roomy'}
          size="sm"
          variant={look.density === density ? 'chosen' : 'outline'}
          aria-pressed={look.density === density}
          onClick={() => change({ density })}
        >
          {t(density === null ? 'roomy' : 'compact')}
        </Button>
      ))}
      <span className="flex-1" />
      <Button size="sm" variant="quiet" disabled={look.cols === null && look.density === null} onClick={() => change({ cols: null, density: null })}>
        {t('reset')}
      </Button>
    </div>
  );
}

/** Stays where it is when it has nothing left to do, so that the keyboard's focus is not lost. */
function Step({ label, off, onStep, children }: { label: string; off: boolean; onStep: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={off}
      onClick={off ? undefined : onStep}
      className="grid size-8 shrink-0 place-items-center rounded-md text-text-soft hover:bg-sunken aria-disabled:opacity-30"
    >
      {children}
    </button>
  );
}
