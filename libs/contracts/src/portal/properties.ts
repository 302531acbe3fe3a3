import { isInn, isKpp, minorOfLimit, parseAmount, parseIpNetwork } from '@payport/domain';
import { z } from 'zod';
import { requiredText, Uuid } from '../sonata/primitives.ts';
import { KnownCurrency, TimeZone } from './entry.ts';
import { LIMITED_ROLES, ROLES } from '@payport/domain';

/** What has to be done before a hotel takes its first guest's card. */
export const CHECKLIST = ['legal', 'terminal', 'link', 'workstation', 'apiKey', 'firstPayment', 'dayEnd', 'secondPerson'] as const;
export type ChecklistKey = (typeof CHECKLIST)[number];

export const PropertyLimit = z.object({
  currency: z.string(),
  maxSale: z.string().nullable().describe('Largest sale, or null where there is no limit'),
  maxRefund: z.string().nullable().describe('Largest refund, positive'),
});
export type PropertyLimit = z.infer<typeof PropertyLimit>;

/** What each role gives back of one payment alone; the owner's limit is the hotel's `maxRefund`, an auditor gives nothing back. */
export const RoleRefundLimit = z.object({
  role: z.enum(LIMITED_ROLES),
  currency: z.string(),
  max: z.string().nullable().describe('Null: none of its own — managers and finance have the hotel’s, support gives nothing back alone'),
});
export type RoleRefundLimit = z.infer<typeof RoleRefundLimit>;

export const PortalPropertySummary = z.object({
  id: z.string(),
  name: z.string(),
  legalEntity: z.string().nullable(),
  city: z.string().nullable(),
  timeZone: z.string(),
  currency: z.string(),
  demo: z.boolean(),
  role: z.enum(ROLES),
  terminals: z.int(),
  people: z.int(),
  checklist: z.array(z.object({ key: z.enum(CHECKLIST), done: z.boolean() })),
});
export type PortalPropertySummary = z.infer<typeof PortalPropertySummary>;

export const PortalPropertyList = z.object({ data: z.array(PortalPropertySummary), may: z.object({ create: z.boolean() }) });
export type PortalPropertyList = z.infer<typeof PortalPropertyList>;

export const PortalPropertyDetail = PortalPropertySummary.extend({
  inn: z.string().nullable(),
  kpp: z.string().nullable(),
  currencies: z.array(z.string()),
  limits: z.array(PropertyLimit).describe('One for each accepted currency'),
  refundLimits: z.array(RoleRefundLimit).describe('One for each role and accepted currency'),
  nightAuditHour: z.int().nullable(),
  confirmBySeconds: z.int(),
  secondFactorRoles: z.array(z.enum(ROLES)).describe('Who may not work here without a second factor'),
  may: z.object({ edit: z.boolean(), editLegal: z.boolean().describe('Legal details and limits'), seeKeys: z.boolean(), manageKeys: z.boolean() }),
});
export type PortalPropertyDetail = z.infer<typeof PortalPropertyDetail>;

const optionalText = (max: number) => requiredText(max).nullable();

const LimitChange = z
  .object({ currency: KnownCurrency, maxSale: z.string().nullable(), maxRefund: z.string().nullable() })
  .superRefine(({ currency, maxSale, maxRefund }, context) => {
    for (const [path, text] of Object.entries({ maxSale, maxRefund })) {
      const amount = text === null ? null : parseAmount(text, currency);
      if (amount && (!amount.ok || amount.value < 0n)) context.addIssue({ code: 'custom', path: [path], message: 'limit-amount' });
    }
  });

const RoleLimitChange = z
  .object({ role: z.enum(LIMITED_ROLES), currency: KnownCurrency, max: z.string().nullable() })
  .superRefine(({ currency, max }, context) => {
    if (max !== null && minorOfLimit(max, currency) === null) context.addIssue({ code: 'custom', path: ['max'], message: 'role-limit-amount' });
  });

/** Only what is named changes. Legal details, limits, and who needs a second factor are the owner's. */
export const PropertyChange = z.object({
  name: requiredText(120).optional(),
  legalEntity: optionalText(200).optional(),
  inn: z.string().refine(isInn, { message: 'inn' }).nullable().optional(),
  kpp: z.string().refine(isKpp, { message: 'kpp' }).nullable().optional(),
  city: optionalText(80).optional(),
  timeZone: TimeZone.optional(),
  currency: KnownCurrency.optional(),
  currencies: z.array(KnownCurrency).min(1).max(20).optional(),
  limits: z.array(LimitChange).max(20).optional(),
  refundLimits: z.array(RoleLimitChange).max(60).optional().describe('Nobody sets one above what they give back alone themselves'),
  nightAuditHour: z.int().min(0).max(23).nullable().optional(),
  confirmBySeconds: z.int().min(10).max(600).optional(),
  secondFactorRoles: z.array(z.enum(ROLES)).max(ROLES.length).optional(),
});
export type PropertyChange = z.infer<typeof PropertyChange>;

/** What a key may do; the Sonata contract names them. */
export const API_SCOPES = ['payments:read', 'payments:write', 'refunds:write', 'refunds:blind', 'settlements:write'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

export const PortalApiKey = z.object({
  id: z.string(),
  name: z.string(),
  lastFour: z.string(),
  scopes: z.array(z.string()),
  demo: z.boolean(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  endsAt: z.string().nullable().describe('While it is being replaced: from then on it lets nobody in'),
  replacedBy: z.string().nullable().describe('The id of the key that takes its place'),
  networks: z.array(z.string()).describe('Where calls may come from; empty: from everywhere'),
  signed: z.boolean().describe('Calls have to be signed'),
  rate: z.object({ perSecond: z.int(), burst: z.int() }).nullable().describe("Null: the gateway's usual one"),
});
export type PortalApiKey = z.infer<typeof PortalApiKey>;
export const PortalApiKeyList = z.object({ data: z.array(PortalApiKey) });
export type PortalApiKeyList = z.infer<typeof PortalApiKeyList>;

/** Half a kilobyte of networks is more than any hotel has. */
const MOST_NETWORKS = 20;
const Networks = z
  .array(z.string().trim().max(64))
  .max(MOST_NETWORKS)
  .superRefine((networks, context) => {
    for (const [index, text] of networks.entries())
      if (parseIpNetwork(text) === null) context.addIssue({ code: 'custom', path: [index], message: 'network' });
  });
const KeyRate = z.object({ perSecond: z.int().min(1).max(10_000), burst: z.int().min(200).max(100_000) });

/** A week: whoever has not changed a key by then has forgotten it. */
export const MOST_OVERLAP_HOURS = 168;

export const NewApiKey = z.object({
  name: requiredText(80),
  scopes: z.array(z.enum(API_SCOPES)).min(1).max(API_SCOPES.length),
  networks: Networks.default([]).describe('Where calls may come from; empty: from everywhere'),
  rate: KeyRate.nullable().default(null).describe("Null: the gateway's usual one"),
  signed: z.boolean().default(false).describe('Every call has to be signed, by a secret that is told once'),
  replaces: z
    .strictObject({ keyId: Uuid, overlapHours: z.int().min(1).max(MOST_OVERLAP_HOURS) })
    .nullable()
    .default(null)
    .describe('A key whose place it takes: that one works for so many hours beside it, and then ends by itself'),
});
export type NewApiKey = z.infer<typeof NewApiKey>;
/** Only what is named changes. Whether calls are signed stays as the key was made: a signature needs a secret that both sides have. */
export const ApiKeyChange = z.strictObject({ networks: Networks.optional(), rate: KeyRate.nullable().optional() });
export type ApiKeyChange = z.infer<typeof ApiKeyChange>;
/** Both secrets are told once. */
export const PortalMadeApiKey = z.object({
  key: PortalApiKey,
  secret: z.string(),
  signingSecret: z.string().nullable().describe('Null where calls are not signed'),
});
export type PortalMadeApiKey = z.infer<typeof PortalMadeApiKey>;
