import type { DeviceReference } from '@payport/domain';
import type { DriverDefinition } from '@payport/terminals-core';
import { toHex } from './bcd.ts';
import { ZvtDriver } from './driver.ts';
import { deviceAddress, deviceStepLimitMs, zvtSettings, type ZvtSettings } from './settings.ts';

const OPERATIONS = ['sale', 'refund', 'void', 'settlement', 'cancel', 'status_query'] as const;

/** German and Austrian terminals, over TCP or a serial line. */
export const zvt: DriverDefinition<ZvtSettings> = {
  id: 'zvt',
  title: { ru: 'ZVT (терминалы Германии и Австрии)', en: 'ZVT (terminals of Germany and Austria)' },
  settings: zvtSettings,
  operations: OPERATIONS,
  operationsOf: ({ preauthorization }) => [...OPERATIONS, ...(preauthorization ? (['preauthorization', 'capture'] as const) : [])],
  reportsStages: true,
  deviceStepLimitMs,
  deviceAddress,
  // The protocol carries no reference of ours; it names the dispatch in our own records.
  newReference: (random) => toHex(random.bytes(4)).toUpperCase() as DeviceReference,
  create: (settings, io) => new ZvtDriver(settings, io),
};
