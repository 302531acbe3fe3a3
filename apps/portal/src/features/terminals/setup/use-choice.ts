'use client';
import type { PortalDriver } from '@payport/contracts';
import { useState } from 'react';
import { toValues, type SettingValues } from '../form/setting-values.ts';
import type { Moved } from './moved-terminal.ts';

interface ChoiceInput {
  readonly drivers: readonly PortalDriver[];
  /** Empty where the person has to say which hotel. */
  readonly property: string;
  /** What is carried over from a terminal of another hotel. */
  readonly moved: Moved | null;
  /** What was tested was something else then. */
  readonly onChange: () => void;
}

/** Hotel, driver and its settings: what a link test is about. */
export function useChoice({ drivers, property, moved, onChange }: ChoiceInput) {
  const [propertyId, setPropertyId] = useState(property);
  const [driver, setDriver] = useState(drivers.find(({ id }) => id === moved?.driver) ?? drivers[0] ?? null);
  const [values, setValues] = useState<SettingValues>(() =>
    toValues(driver?.form ?? [], driver?.id === moved?.driver ? (moved?.settings ?? {}) : {}),
  );
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
