'use client';
import { useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice.tsx';
import { LabelsForm } from '../form/labels-form.tsx';
import { fieldsOf, Refusal } from '../refusal.tsx';
import { StepButtons } from './step-buttons.tsx';
import type { Setup } from './use-setup.ts';

/** What people call it, what the bank calls it, and who sees it first. */
export function LabelsStep({ setup }: { setup: Setup }) {
  const t = useTranslations('TerminalSetup');
  const { link, registration } = setup;
  const passed = link.data?.reachable === true;
  const general = registration.isError && Object.keys(fieldsOf(registration.error)).length === 0;
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        void setup.register();
      }}
    >
      {!passed && <Notice tone="care">{t('willBeDisabled')}</Notice>}
      <LabelsForm values={setup.labels} errors={setup.labelErrors} knownTid={link.data?.tid ?? null} onChange={setup.setLabels} />
      <div role="alert">{general && <Refusal error={registration.error} />}</div>
      <StepButtons label={passed ? t('finish') : t('finishDisabled')} busy={registration.isPending} onBack={() => setup.setStep('test')} />
    </form>
  );
}
