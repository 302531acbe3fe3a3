import type { DeviceReference } from '@payport/domain';
import type { DriverDefinition } from '@payport/terminals-core';
import { InpasDriver } from './driver.ts';
import { deviceAddress, deviceStepLimitMs, inpasSettings, type InpasSettings } from './settings.ts';
import { newTransactionId } from './transaction-id.ts';

const OPERATIONS = ['sale', 'refund', 'void', 'settlement', 'status_query'] as const;

/** INPAS terminals (SmartSale), driven by the SA protocol. */
export const inpas: DriverDefinition<InpasSettings> = {
  id: 'inpas',
  title: { ru: 'INPAS (SmartSale, протокол SA)', en: 'INPAS (SmartSale, SA protocol)' },
  settings: inpasSettings,
  operations: OPERATIONS,
  operationsOf: ({ stopByEot }) => [...OPERATIONS, ...(stopByEot ? (['cancel'] as const) : [])],
  // Operation 52 announces that something changed, and not what.
  reportsStages: false,
  deviceStepLimitMs,
  deviceAddress,
  newReference: (random) => newTransactionId(random) as DeviceReference,
  create: (settings, io) => new InpasDriver(settings, io),
};
