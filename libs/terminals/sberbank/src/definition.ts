import type { DeviceReference } from '@payport/domain';
import { programAddress, type DriverDefinition } from '@payport/terminals-core';
import { SberbankDriver } from './driver.ts';
import { newRequestId } from './request-id.ts';
import { deviceStepLimitMs, sberbankSettings, type SberbankSettings } from './settings.ts';

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
  deviceAddress: ({ folder }) => programAddress(folder),
  newReference: (random) => newRequestId(random) as DeviceReference,
  create: (settings, io) => new SberbankDriver(settings, io),
};
