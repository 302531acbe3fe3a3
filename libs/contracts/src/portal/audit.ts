import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';
import { PAYMENT_EXPORT_FORMATS } from './payment.ts';

/** The first word of an action: what it is about. */
export const AUDIT_TOPICS = [
  'payment',
  'command',
  'terminal',
  'property',
  'api_key',
  'webhook',
  'alarm',
  'person',
  'account',
  'bank_file',
  'sign_in',
  'reconciliation',
  'view',
] as const;
export type AuditTopic = (typeof AUDIT_TOPICS)[number];

/** Everything that the audit tells of; `topic.what_happened`, stable. */
export const AUDIT_ACTIONS = [
  'payment.viewed',
  'payment.exported',
  'payment.dossier_made',
  'payment.asked_again',
  'payment.taken',
  'payment.released',
  'payment.put_aside',
  'payment.resolution_proposed',
  'payment.resolution_rejected',
  'payment.resolved',
  'payment.undo_ordered',
  'payment.contradiction_refund_proposed',
  'payment.contradiction_refund_confirmed',
  'payment.contradiction_refund_rejected',
  'payment.refund_started',
  'payment.refund_proposed',
  'payment.refund_confirmed',
  'payment.refund_rejected',
  'command.ordered',
  'terminal.registered',
  'terminal.registered_untested',
  'terminal.changed',
  'terminal.enabled',
  'terminal.disabled',
  'terminal.quarantine_lifted',
  'terminal.workstation_lost',
  'property.created',
  'property.changed',
  'api_key.created',
  'api_key.changed',
  'api_key.replaced',
  'api_key.revoked',
  'webhook.created',
  'webhook.enabled',
  'webhook.disabled',
  'webhook.secret_rotated',
  'webhook.replayed',
  'webhook.tested',
  'alarm.taken',
  'person.invited',
  'person.uninvited',
  'person.joined',
  'person.role_changed',
  'person.refund_limit_changed',
  'person.removed',
  'owner.made',
  'password.asked',
  'password.link_made',
  'password.reset',
  'sign_in.done',
  'sign_in.refused',
  'sign_in.code_refused',
  'sign_in.proof_refused',
  'sign_in.locked',
  'sign_in.signed_out',
  'sessions.ended',
  'second_factor.enabled',
  'second_factor.removed',
  'second_factor.codes_renewed',
  'second_factor.recovery_used',
  'audit.exported',
  'bank_file.taken',
  'bank_file.taken_back',
  'bank_file.described',
  'bank_mapping.created',
  'bank_mapping.changed',
  'reconciliation.assigned',
  'reconciliation.released',
  'reconciliation.due_set',
  'reconciliation.noted',
  'reconciliation.signed_off',
  'reconciliation.exception_reopened',
  'reconciliation.write_off_proposed',
  'reconciliation.force_match_proposed',
  'reconciliation.confirmed',
  'reconciliation.rejected',
  'reconciliation.matched',
  'reconciliation.parted',
  'reconciliation.undone',
  'reconciliation.attached',
  'reconciliation.workbook_exported',
  'reconciliation.workbook_applied',
  'reconciliation.day_closed',
  'reconciliation.day_reopened',
  'reconciliation.act_exported',
  'reconciliation.acquirer_report_exported',
  'reconciliation.report_exported',
  'reconciliation.second_person_set',
  'reconciliation.rule_set',
  'reconciliation.calendar_set',
  'reconciliation.tariff_added',
  'reconciliation.tariff_withdrawn',
  'view.created',
  'view.changed',
  'view.shared',
  'view.unshared',
  'view.removed',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** The prefixes of actions that a topic holds. */
export const TOPIC_PREFIXES: Readonly<Record<AuditTopic, readonly string[]>> = {
  payment: ['payment'],
  command: ['command'],
  terminal: ['terminal'],
  property: ['property'],
  api_key: ['api_key'],
  webhook: ['webhook'],
  alarm: ['alarm'],
  person: ['person', 'owner'],
  bank_file: ['bank_file', 'bank_mapping'],
  reconciliation: ['reconciliation'],
  view: ['view'],
  sign_in: ['sign_in', 'sessions'],
  account: ['password', 'second_factor', 'audit'],
};

/** Conditions of the audit; every one of them lives in the page's URL. */
export const PortalAuditFilter = z.object({
  property: Uuid.optional().describe('Entries about this hotel alone'),
  person: Uuid.optional().describe('Who did it'),
  topic: z.enum(AUDIT_TOPICS).optional(),
  subject: z.string().min(1).max(64).optional().describe('The id of what it is about'),
  views: z.enum(['true', 'false']).default('true').describe('`false`: without the views of payments'),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional().describe('Not included'),
});
export type PortalAuditFilter = z.infer<typeof PortalAuditFilter>;

export const PortalAuditExport = PortalAuditFilter.extend({
  format: z.enum(PAYMENT_EXPORT_FORMATS).default('csv'),
  language: z.enum(['ru', 'en']).optional().describe('A link sends no header; absent: by Accept-Language'),
});
export type PortalAuditExport = z.infer<typeof PortalAuditExport>;

export const PortalAuditQuery = PortalAuditFilter.extend({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type PortalAuditQuery = z.infer<typeof PortalAuditQuery>;

export const PortalAuditEntry = z.object({
  id: z.string(),
  seq: z.int().nullable().describe('Its place in its chain'),
  at: z.string(),
  actor: z.object({ id: z.string().nullable(), name: z.string(), machine: z.boolean().describe('No person of the portal did it') }),
  property: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }).nullable(),
  action: z.string().describe('`topic.what_happened`'),
  subject: z.object({ id: z.string(), label: z.string().nullable().describe('Its name today, where it still has one') }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  currency: z.string().nullable().describe('Of the payment that it is about, else of the hotel: what its amounts are in'),
});
export type PortalAuditEntry = z.infer<typeof PortalAuditEntry>;

export const PortalAuditList = z.object({
  data: z.array(PortalAuditEntry),
  nextCursor: z.string().nullable(),
  people: z.array(z.object({ id: z.string(), name: z.string() })).describe('Whom a filter may name'),
});
export type PortalAuditList = z.infer<typeof PortalAuditList>;

/** `changed`: entry or seal do not fit what is before them. `missing`: sealed, and gone. `gap`: a place without a seal. `unsealed`: never sealed. */
export const CHAIN_FAULTS = ['changed', 'missing', 'gap', 'unsealed'] as const;
export type ChainFault = (typeof CHAIN_FAULTS)[number];

/** What came of walking through one chain from its beginning. */
export const PortalAuditChain = z.object({
  property: z.object({ id: z.string(), name: z.string() }).nullable().describe('Null: entries about no hotel'),
  entries: z.int().describe('How many fit, up to the first that does not'),
  head: z.string().nullable().describe('Fingerprint of the last entry, hex; whoever notes it can later prove that nothing before it was changed'),
  broken: z
    .object({ fault: z.enum(CHAIN_FAULTS), seq: z.int().nullable(), entryId: z.string().nullable(), at: z.string().nullable() })
    .nullable()
    .describe('The first place that does not fit'),
});
export type PortalAuditChain = z.infer<typeof PortalAuditChain>;

export const PortalAuditCheck = z.object({ chains: z.array(PortalAuditChain), checkedAt: z.string() });
export type PortalAuditCheck = z.infer<typeof PortalAuditCheck>;
