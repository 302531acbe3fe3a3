import type { DeviceReference } from '@payport/domain';
import type { DriverDefinition } from '@payport/terminals-core';
import { operationsFor } from './abilities.ts';
import { InpasDriver } from './driver.ts';
import { deviceAddress, deviceStepLimitMs, inpasSettings, type InpasSettings } from './settings.ts';
import { newTransactionId } from './transaction-id.ts';

/** INPAS terminals (SmartSale), driven by the SA protocol or through the bank's program DC Console. */
export const inpas: DriverDefinition<InpasSettings> = {
  id: 'inpas',
  title: { ru: 'INPAS (SmartSale: протокол SA или DC Console)', en: 'INPAS (SmartSale: SA protocol or DC Console)' },
  settings: inpasSettings,
  operations: ['sale', 'refund', 'void', 'settlement', 'status_query'],
  operationsOf: operationsFor,
  // Operation 52 announces that something changed, and not what.
  reportsStages: false,
  deviceStepLimitMs,
  deviceAddress,
  newReference: (random) => newTransactionId(random) as DeviceReference,
  create: (settings, io) => new InpasDriver(settings, io),
};
