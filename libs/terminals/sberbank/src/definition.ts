import type { DeviceAddress, DeviceReference } from '@payport/domain';
import type { DriverDefinition } from '@payport/terminals-core';
import { SberbankDriver } from './driver.ts';
import { newRequestId } from './request-id.ts';
import { deviceStepLimitMs, normaliseFolder, sberbankSettings, type SberbankSettings } from './settings.ts';

/** Today the bank's program runs on the gateway's own machine. */
const HOST = 'local';

const DAY_MS = 86_400_000;

const OPERATIONS = ['sale', 'refund', 'void', 'settlement', 'cancel', 'status_query'] as const;

/** Sberbank terminals, driven through the bank's program `sb_pilot` and its files. */
export const sberbank: DriverDefinition<SberbankSettings> = {
  id: 'sberbank',
  title: { ru: 'Сбербанк (UPOS, sb_pilot)', en: 'Sberbank (UPOS, sb_pilot)' },
  settings: sberbankSettings,
  operations: OPERATIONS,
  operationsOf: ({ suspendCommit, preauthorization }) => [
    ...OPERATIONS,
    ...(suspendCommit ? (['two_phase'] as const) : []),
    ...(preauthorization ? (['preauthorization', 'capture'] as const) : []),
  ],
  authorizationLifeMs: ({ preauthorizationDays }) => (preauthorizationDays === 0 ? null : preauthorizationDays * DAY_MS),
  reportsStages: false,
  deviceStepLimitMs,
  deviceAddress: (settings) => `process:${HOST}:${normaliseFolder(settings.folder)}` as DeviceAddress,
  newReference: (random) => newRequestId(random) as DeviceReference,
  create: (settings, io) => new SberbankDriver(settings, io),
};
