import { ALARM_KINDS, type AlarmKind } from '@payport/domain';
import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';

export { ALARM_KINDS, type AlarmKind };
export const ALARM_SEVERITIES = ['warning', 'critical'] as const;

/** Something that a person should look at. It clears itself when its cause is gone; acknowledging says who looks. */
export const PortalAlarm = z.object({
  id: z.string(),
  kind: z.enum(ALARM_KINDS),
  severity: z.enum(ALARM_SEVERITIES),
  since: z.string(),
  propertyId: z.string(),
  terminalId: z.string().nullable(),
  paymentId: z.string().nullable().describe('The payment that it is about'),
  settlementId: z.string().nullable(),
  webhookId: z.string().nullable().describe('The endpoint that it is about'),
  apiKeyId: z.string().nullable().describe('The key that it is about'),
  text: z.string(),
  acknowledgedBy: z.string().nullable().describe('Name of the person'),
  acknowledgedAt: z.string().nullable(),
  owner: z.string().nullable().describe('Name of the person who has it in hand'),
  ownedAt: z.string().nullable(),
  clearedAt: z.string().nullable(),
});
export type PortalAlarm = z.infer<typeof PortalAlarm>;

export const PortalAlarmList = z.object({ data: z.array(PortalAlarm), nextCursor: z.string().nullable() });
export type PortalAlarmList = z.infer<typeof PortalAlarmList>;

export const PortalAlarmQuery = z.object({
  property: Uuid.optional(),
  open: z.stringbool().optional().describe('true: only those not cleared; false: only cleared ones'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PortalAlarmQuery = z.infer<typeof PortalAlarmQuery>;
