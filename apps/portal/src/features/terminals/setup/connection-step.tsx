'use client';
import { useTranslations } from 'next-intl';
import { SettingsForm } from '../form/settings-form.tsx';
import { StepButtons } from './step-buttons.tsx';
import type { Setup } from './use-setup.ts';

/** The driver's own form. */
export function ConnectionStep({ setup }: { setup: Setup }) {
  const t = useTranslations('TerminalSetup');
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        void setup.test();
      }}
    >
      <p className="max-w-prose text-text-soft">{t('connectionLead')}</p>
      <SettingsForm
        form={setup.driver?.form ?? []}
        values={setup.values}
        errors={setup.settingErrors}
        secretsSet={[]}
        onChange={setup.changeValues}
      />
      <StepButtons label={t('test')} onBack={() => setup.setStep('driver')} />
    </form>
  );
}
