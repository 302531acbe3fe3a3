'use client';
import type { PortalDriver, PortalTerminalDetail } from '@payport/contracts';
import { useMutation } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import { useState } from 'react';
import { TERMINALS_URL } from '@/features/gateway-url.ts';
import { portalRequest } from '@/features/portal-request.ts';
import { labelFaults, missingLabels, NO_LABELS, toLabels, type LabelValues } from '../form/label-values.ts';
import { settingFaults, toSettings, type SettingFault } from '../form/setting-values.ts';
import { fieldsOf } from '../refusal.tsx';
import type { Moved } from './moved-terminal.ts';
import { useChoice } from './use-choice.ts';
import { useLinkTest } from './use-link-test.ts';

export const SETUP_STEPS = ['driver', 'connection', 'test', 'labels', 'done'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

interface SetupInput {
  readonly drivers: readonly PortalDriver[];
  readonly property: string;
  readonly moved: Moved | null;
  readonly words: Readonly<Record<SettingFault, string>>;
}

/** The registration, step by step. Whatever the gateway finds wrong leads back to the step that it belongs to. */
export function useSetup({ drivers, property, moved, words }: SetupInput) {
  const locale = useLocale();
  const [step, setStep] = useState<SetupStep>('driver');
  const link = useLinkTest();
  const choice = useChoice({ drivers, property, moved, onChange: link.reset });
  const { propertyId, driver, values } = choice;
  const [labels, setLabels] = useState<LabelValues>(moved?.labels ?? NO_LABELS);
  const [settingErrors, setSettingErrors] = useState<Readonly<Record<string, string>>>({});
  const [labelErrors, setLabelErrors] = useState<Partial<Record<keyof LabelValues, string>>>({});
  const registration = useMutation({
    mutationFn: async (body: object) => (await portalRequest(TERMINALS_URL, { locale, method: 'POST', body })) as PortalTerminalDetail,
  });
  const { settings, faults } = toSettings(driver?.form ?? [], values);

  /** True where the fault is one of the connection's fields. */
  const backToSettings = (error: unknown): boolean => {
    const found = settingFaults(fieldsOf(error));
    if (Object.keys(found).length === 0) return false;
    setSettingErrors(found);
    setStep('connection');
    return true;
  };
  const test = async () => {
    setSettingErrors(Object.fromEntries(Object.entries(faults).map(([key, fault]) => [key, words[fault]])));
    if (Object.keys(faults).length > 0 || !driver) return;
    setStep('test');
    try {
      const { tid } = await link.mutateAsync({ propertyId, driver: driver.id, settings });
      if (tid !== null) setLabels((now) => ({ ...now, tid }));
    } catch (error) {
      backToSettings(error);
    }
  };
  const register = async () => {
    const missing = missingLabels(labels);
    setLabelErrors(Object.fromEntries(missing.map((key) => [key, words.required])));
    if (missing.length > 0 || !driver) return;
    const proof = link.data?.proof ?? null;
    try {
      const given = { propertyId, driver: driver.id, settings, ...toLabels(labels) };
      await registration.mutateAsync(proof === null ? { ...given, enabled: false } : { ...given, enabled: true, proof });
      setStep('done');
    } catch (error) {
      if (!backToSettings(error)) setLabelErrors(labelFaults(fieldsOf(error)));
    }
  };

  return {
    step,
    setStep,
    ...choice,
    labels,
    setLabels,
    settingErrors,
    labelErrors,
    link,
    registration,
    test,
    register,
  };
}

export type Setup = ReturnType<typeof useSetup>;
