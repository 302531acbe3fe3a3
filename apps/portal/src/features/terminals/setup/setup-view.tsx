'use client';
import type { PortalDriver } from '@payport/contracts';
import { CircleCheck, PowerOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { buttonLook } from '@/components/ui/button.tsx';
import { Notice } from '@/components/ui/notice.tsx';
import { cn } from '@/components/ui/cn.ts';
import { Stepper } from '@/components/ui/stepper.tsx';
import { Link } from '@/i18n/navigation.ts';
import { ConnectionStep } from './connection-step.tsx';
import { DriverStep } from './driver-step.tsx';
import { LabelsStep } from './labels-step.tsx';
import type { Moved } from './moved-terminal.ts';
import { TestStep } from './test-step.tsx';
import { SETUP_STEPS, useSetup, type Setup } from './use-setup.ts';

interface SetupViewProps {
  readonly drivers: readonly PortalDriver[];
  readonly properties: readonly { readonly id: string; readonly name: string }[];
  /** The hotel that is looked at; empty where the person has to choose one. */
  readonly property: string;
  readonly moved: Moved | null;
}

/** Driver → connection → link test → name and workstations → done. */
export function SetupView({ drivers, properties, property, moved }: SetupViewProps) {
  const t = useTranslations('TerminalSetup');
  const headings = useTranslations('TerminalSetup.headings');
  const steps = useTranslations('TerminalSetup.steps');
  const faults = useTranslations('TerminalForm.faults');
  const setup = useSetup({
    drivers,
    property,
    moved,
    words: { required: faults('required'), number: faults('number'), range: faults('range') },
  });
  const { step, settingErrors, labelErrors } = setup;
  const panel = useRef<HTMLElement>(null);
  const arrived = useRef(step);
  const current = SETUP_STEPS.indexOf(step);
  const names = SETUP_STEPS.map((name) => steps(name));

  useEffect(() => {
    // A new step is read out from its heading; a fault is where the hand must go.
    const wrong = panel.current?.querySelector<HTMLElement>('[aria-invalid=true]');
    if (wrong) wrong.focus();
    else if (arrived.current !== step) panel.current?.querySelector<HTMLElement>('h2')?.focus();
    arrived.current = step;
  }, [step, settingErrors, labelErrors]);

  return (
    <div className="grid gap-5">
      {moved && step !== 'done' && (
        <Notice tone="plain" title={t('movedTitle', { name: moved.name, property: moved.from })}>
          <p className="mt-0.5">{t('movedText')}</p>
        </Notice>
      )}
      <Stepper
        label={t('progress')}
        steps={names}
        current={step === 'done' ? SETUP_STEPS.length : current}
        summary={t('stepOf', { step: current + 1, count: SETUP_STEPS.length, name: names[current] ?? '' })}
        {...(step === 'done' ? {} : { onStep: (index: number) => setup.setStep(SETUP_STEPS[index] ?? 'driver') })}
      />
      <section ref={panel} aria-label={names[current]} className="rounded-lg border border-line bg-surface px-4 py-5 sm:px-6">
        <h2 tabIndex={-1} className="mb-4 text-xl font-semibold outline-none">
          {headings(step)}
        </h2>
        {step === 'driver' && <DriverStep setup={setup} drivers={drivers} properties={properties} />}
        {step === 'connection' && <ConnectionStep setup={setup} />}
        {step === 'test' && <TestStep setup={setup} />}
        {step === 'labels' && <LabelsStep setup={setup} />}
        {step === 'done' && <Done setup={setup} />}
      </section>
    </div>
  );
}

function Done({ setup: { registration } }: { setup: Setup }) {
  const t = useTranslations('TerminalSetup');
  const terminal = registration.data?.terminal;
  if (!terminal) return null;
  const Icon = terminal.enabled ? CircleCheck : PowerOff;
  return (
    <div className="grid justify-items-start gap-4">
      <p className="flex items-start gap-3 text-lg">
        <Icon aria-hidden className={cn('mt-0.5 size-6 shrink-0', terminal.enabled ? 'text-approved-ink' : 'text-cancelled-ink')} />
        {terminal.enabled ? t('doneEnabled', { name: terminal.name }) : t('doneDisabled', { name: terminal.name })}
      </p>
      <p className="max-w-prose text-text-soft">{terminal.enabled ? t('doneNext') : t('doneDisabledNext')}</p>
      <div className="flex flex-wrap gap-2">
        <Link href={`/terminals/${terminal.id}`} prefetch={false} className={buttonLook({ variant: 'primary' })}>
          {t('openTerminal')}
        </Link>
        <Link href="/terminals" prefetch={false} className={buttonLook({})}>
          {t('toList')}
        </Link>
      </div>
    </div>
  );
}
