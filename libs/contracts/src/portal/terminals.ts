import { PAYMENT_STATUSES, QUARANTINE_REASONS } from '@payport/domain';
import { z } from 'zod';
import { freeText, reference, Uuid, writtenReason } from '../sonata/primitives.ts';
import { OPERATIONS, TERMINAL_STATUSES } from '../sonata/terminal.ts';

/** How a form asks for one setting of a driver. */
export const SETTING_KINDS = ['text', 'path', 'number', 'choice', 'switch', 'list'] as const;
export type SettingKind = (typeof SETTING_KINDS)[number];

/** One field of a driver's connection form, made from the driver's own settings schema. Texts are in the caller's language. */
export const SettingField = z.object({
  key: z.string(),
  kind: z.enum(SETTING_KINDS),
  label: z.string(),
  hint: z.string().nullable(),
  group: z.string().nullable().describe('Heading; fields of one group stand together'),
  unit: z.string().nullable(),
  scale: z.number().describe('A number is shown divided by this: 180000 with scale 1000 and unit s reads 180 s'),
  required: z.boolean(),
  nullable: z.boolean().describe('Empty means "none"'),
  advanced: z.boolean().describe('Rarely touched: folded away at first'),
  secret: z.boolean().describe('Never answered by the gateway; left out of a change, it stays as it is'),
  default: z.unknown(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).describe('Of a choice'),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  maxLength: z.int().nullable(),
  placeholder: z.string().nullable(),
  when: z.object({ field: z.string(), is: z.string() }).nullable().describe('Asked for only where that field has this value'),
});
export type SettingField = z.infer<typeof SettingField>;

export const PortalDriver = z.object({
  id: z.string(),
  title: z.string(),
  operations: z.array(z.enum(OPERATIONS)),
  reportsStages: z.boolean(),
  form: z.array(SettingField),
});
export type PortalDriver = z.infer<typeof PortalDriver>;
export const PortalDriverList = z.object({ data: z.array(PortalDriver) });
export type PortalDriverList = z.infer<typeof PortalDriverList>;

export const PortalBusyWith = z.object({
  kind: z.enum(['payment', 'settlement', 'service']),
  service: z.string().nullable().describe('Which service command'),
  paymentId: z.string().nullable(),
  startedAt: z.string(),
  cashier: z.string().nullable(),
});
export type PortalBusyWith = z.infer<typeof PortalBusyWith>;

/** Why a terminal takes no new orders, although nobody has disabled it. */
export const PortalQuarantine = z.object({
  reason: z
    .enum(QUARANTINE_REASONS)
    .describe('terminal_mismatch: it answered under another TID or MID than registered; full_card_number: its answer held a whole card number'),
  since: z.string(),
  detail: z.string().nullable().describe('What the driver noted, without card data; not translated'),
});
export type PortalQuarantine = z.infer<typeof PortalQuarantine>;

/** `POST …/quarantine/lift`: what was checked, for the history. */
export const PortalLiftQuarantine = z.strictObject({
  reason: writtenReason,
});
export type PortalLiftQuarantine = z.infer<typeof PortalLiftQuarantine>;

export const PortalTerminal = z.object({
  id: z.string(),
  name: z.string(),
  property: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  driver: z.object({ id: z.string(), title: z.string() }),
  tid: z.string().nullable(),
  mid: z.string().nullable(),
  status: z.enum(TERMINAL_STATUSES),
  enabled: z.boolean().describe('A disabled terminal may still be busy: what runs on it ends first'),
  quarantine: PortalQuarantine.nullable().describe('Shown as disabled; `enabled` stays what people have set'),
  busyWith: PortalBusyWith.nullable(),
  offlineSince: z.string().nullable(),
  offlineReason: z
    .object({ message: z.string(), step: z.string().nullable().describe('What to do about it') })
    .nullable()
    .describe('Why it did not answer when it was last asked, in the caller’s language; null where that is not known'),
  lastSeenAt: z.string().nullable(),
  lastSale: z.object({ paymentId: z.string(), at: z.string(), amount: z.string(), currency: z.string() }).nullable(),
  unresolved: z
    .array(z.object({ id: z.string(), status: z.enum(PAYMENT_STATUSES) }))
    .describe('Payments of unknown outcome, newest first, at most 20'),
  workstations: z.array(z.string()).describe('Workstations that see this terminal first'),
  settleAt: z.string().nullable().describe('End of day by itself, local time of the property, HH:MM; null: by hand'),
  operations: z.array(z.enum(OPERATIONS)).describe('What it can do with its settings'),
  operationsOff: z.array(z.enum(OPERATIONS)).describe('What its driver can do, and not with these settings'),
  demo: z.boolean(),
});
export type PortalTerminal = z.infer<typeof PortalTerminal>;

export const PortalTerminalList = z.object({
  data: z.array(PortalTerminal),
  may: z.object({ register: z.array(z.string()).describe('Properties where this person may register a terminal') }),
});
export type PortalTerminalList = z.infer<typeof PortalTerminalList>;
export const PortalTerminalQuery = z.object({ property: Uuid.optional() });
export type PortalTerminalQuery = z.infer<typeof PortalTerminalQuery>;

/** One recorded change; values of secrets are never in it. */
export const PortalChange = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string().describe('user:<name>, or the part of the machine that acted'),
  action: z.string().describe('Stable words; the portal has a text for each'),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type PortalChange = z.infer<typeof PortalChange>;

export const PortalTerminalDetail = z.object({
  terminal: PortalTerminal,
  settings: z.record(z.string(), z.unknown()).describe('Without secrets'),
  secretsSet: z.array(z.string()).describe('Secret settings that have a value'),
  form: z.array(SettingField).describe('Empty where this version has no such driver'),
  history: z.array(PortalChange).describe('Newest first, at most 100'),
  may: z.object({ manage: z.boolean() }),
});
export type PortalTerminalDetail = z.infer<typeof PortalTerminalDetail>;

const settings = z.record(z.string().max(64), z.unknown());
const name = freeText(80).refine((text) => text.trim() !== '', { message: 'required' });
const tid = z.string().regex(/^[0-9A-Za-z]{1,16}$/, 'tid');
const mid = reference(32).nullable();
/** As Sonata names its workplaces; whole words are compared. */
const workstations = z.array(freeText(64).refine((text) => text.trim() !== '', { message: 'required' })).max(20);
const settleAt = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'local-time')
  .nullable();

/** `POST /portal/v1/terminal-link-tests`: settings that may not be stored yet. */
export const PortalLinkTestRequest = z.strictObject({
  propertyId: Uuid,
  driver: z.string().max(32),
  settings,
  terminalId: Uuid.optional().describe('The terminal whose new settings these are: its secrets stand in for those left out'),
});
export type PortalLinkTestRequest = z.infer<typeof PortalLinkTestRequest>;

export const PortalLinkTest = z.object({
  reachable: z.boolean(),
  reason: z.string().nullable().describe('Why not, in the caller’s language'),
  step: z.string().nullable().describe('What to do about it, where the driver knows'),
  note: z.string().nullable().describe('What a device that answers says about itself, for people to see to'),
  testedAt: z.string(),
  tookMs: z.int(),
  tid: z.string().nullable().describe('What the device calls itself, where it says'),
  evidence: z.record(z.string(), z.unknown()),
  proof: z.string().nullable().describe('Shown at registration: these very settings passed. Good for 30 minutes'),
});
export type PortalLinkTest = z.infer<typeof PortalLinkTest>;

/** `POST /portal/v1/terminals`. Enabled only with the proof of a passed link test; `enabled: false` registers anyway. */
export const PortalRegisterTerminal = z.strictObject({
  propertyId: Uuid,
  driver: z.string().max(32),
  settings,
  name,
  tid,
  mid: mid.default(null),
  workstations: workstations.default([]),
  settleAt: settleAt.default(null),
  enabled: z.boolean(),
  proof: z.string().max(2000).optional(),
});
export type PortalRegisterTerminal = z.infer<typeof PortalRegisterTerminal>;

/** `PATCH /portal/v1/terminals/{id}`: only what is named changes. */
export const PortalChangeTerminal = z.strictObject({
  name: name.optional(),
  tid: tid.optional(),
  mid: mid.optional(),
  workstations: workstations.optional(),
  settleAt: settleAt.optional(),
  settings: settings.optional(),
  proof: z.string().max(2000).optional().describe('The new settings passed the link test'),
  disable: z.literal(true).optional().describe('Save untested settings; the terminal is disabled with it'),
});
export type PortalChangeTerminal = z.infer<typeof PortalChangeTerminal>;
