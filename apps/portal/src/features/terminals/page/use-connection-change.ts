'use client';
import type { PortalTerminalDetail } from '@payport/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { settingFaults, toSettings, toValues, type SettingValues } from '../form/setting-values.ts';
import { fieldsOf } from '../refusal.tsx';
import { useLinkTest } from '../setup/use-link-test.ts';
import { useTerminalChange } from './use-terminal.ts';

/** The settings of a terminal while somebody changes them. */
export function useConnectionChange(detail: PortalTerminalDetail, onSaved: () => void) {
  const words = useTranslations('TerminalForm.faults');
  const { terminal, form, settings: stored } = detail;
  const [values, setRaw] = useState(() => toValues(form, stored));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const link = useLinkTest();
  const change = useTerminalChange(terminal.id);
  const { settings, faults } = toSettings(form, values);
  const busy = link.isPending || change.isPending;

  const save = async (body: object) => {
    try {
      await change.mutateAsync({ settings, ...body });
      onSaved();
    } catch (error) {
      setErrors(settingFaults(fieldsOf(error)));
    }
  };
  const testAndSave = async () => {
    setErrors(Object.fromEntries(Object.entries(faults).map(([key, fault]) => [key, words(fault)])));
    if (Object.keys(faults).length > 0) return;
    try {
      const { proof } = await link.mutateAsync({ propertyId: terminal.property.id, driver: terminal.driver.id, settings, terminalId: terminal.id });
      if (proof !== null) await save({ proof });
    } catch (error) {
      setErrors(settingFaults(fieldsOf(error)));
    }
  };
  const failure = [link.error, change.error].find((error) => error !== null && Object.keys(settingFaults(fieldsOf(error))).length === 0);
  const setValues = (next: SettingValues) => {
    setRaw(next);
    // What was tested, or refused, was something else.
    link.reset();
    change.reset();
  };
  return { values, setValues, errors, link, busy, failure, save, testAndSave };
}
