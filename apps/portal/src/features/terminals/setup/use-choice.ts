'use client';
import type { PortalDriver } from '@payport/contracts';
import { useState } from 'react';
import { toValues, type SettingValues } from '../form/setting-values.ts';

interface ChoiceInput {
  readonly drivers: readonly PortalDriver[];
  /** Empty where the person has to say which hotel. */
  readonly property: string;
  /** What was tested was something else then. */
  readonly onChange: () => void;
}

/** Hotel, driver and its settings: what a link test is about. */
export function useChoice({ drivers, property, onChange }: ChoiceInput) {
  const [propertyId, setPropertyId] = useState(property);
  const [driver, setDriver] = useState(drivers[0] ?? null);
  const [values, setValues] = useState<SettingValues>(() => toValues(driver?.form ?? [], {}));
  const chooseProperty = (id: string) => {
    setPropertyId(id);
    onChange();
  };
  const chooseDriver = (next: PortalDriver) => {
    setDriver(next);
    setValues(toValues(next.form, {}));
    onChange();
  };
  const changeValues = (next: SettingValues) => {
    setValues(next);
    onChange();
  };
  return { propertyId, chooseProperty, driver, chooseDriver, values, changeValues };
}
