import { z } from 'zod';
import { Uuid } from '../sonata/primitives.ts';

const Somebody = z.object({ at: z.iso.datetime(), by: z.string() });
const Money = z.string().regex(/^\d{1,12}(\.\d{1,3})?$/, 'A decimal without a sign');
const Name = z.string().trim().max(60);
const Reason = z.string().trim().min(3).max(500);
const Tid = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{1,16}$/);

/** Tariffs that apply to anything have an empty acquirer and product. */
export const TARIFF_METHODS = ['any', 'card', 'sbp'] as const;
export const TARIFF_STATES = ['counts', 'ahead', 'over', 'replaced', 'withdrawn'] as const;
export type TariffState = (typeof TARIFF_STATES)[number];

export const ReconRuleOrder = z.object({
  acquirer: Name.default('').describe('Empty: the hotel’s rule for terminals that no other names'),
  tids: z.array(Tid).max(200).default([]).describe('Terminals of that acquirer'),
  amountTolerance: Money.describe('What may differ in the amount; nothing unless somebody decided so'),
  feeTolerance: Money,
  windowMinutes: z.int().min(0).max(180).describe('How far two clocks may be apart on the third rung'),
  registryDays: z.int().min(0).max(30).describe('Working days until the registry has an operation'),
  statementDays: z.int().min(0).max(30).describe('Working days until the account has its money'),
  postingDays: z.int().min(0).max(30).describe('Working days until the hotel’s own system has posted a payment'),
  cutOff: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .default(null)
    .describe('From this time on, Moscow’s clock, an operation is the bank’s next day for its term; the hotel’s own rule alone has one'),
});
export type ReconRuleOrder = z.infer<typeof ReconRuleOrder>;

export const FeeTariffOrder = z.object({
  acquirer: Name.default('').describe('Empty: any'),
  product: Name.default('').describe('As the registry names the card product; empty: any'),
  method: z.enum(TARIFF_METHODS).default('any'),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable().default(null),
  ratePercent: z.string().regex(/^\d{1,2}(\.\d{1,4})?$|^100(\.0{1,4})?$/, 'Percent with up to four decimals'),
  fixed: Money.default('0'),
  min: Money.nullable().default(null),
  max: Money.nullable().default(null),
  refundsFee: z.boolean().default(false).describe('Whether money back brings its fee back'),
});
export type FeeTariffOrder = z.infer<typeof FeeTariffOrder>;
export const FeeTariffWithdrawal = z.object({ reason: Reason });

export const ReconSecondPersonOrder = z.object({
  above: z.int().min(0).max(1_000_000_000).describe('Major units of the line’s currency; 0: always a second person'),
});
export const ReconCalendarOrder = z.object({
  day: z.iso.date(),
  working: z.boolean().nullable().describe('Null: as the calendar says'),
});
export type ReconCalendarOrder = z.infer<typeof ReconCalendarOrder>;
export const ReconSettingsQuery = z.object({
  year: z.coerce.number().int().min(2020).max(2100).optional().describe('Of the calendar; else this year'),
});

export const PortalFeeTariff = FeeTariffOrder.extend({
  id: Uuid,
  state: z.enum(TARIFF_STATES).describe('Of today: `replaced` by one that begins later, `over` by its own last day'),
  created: z.object({ at: z.iso.datetime(), by: z.string().nullable() }),
  withdrawn: Somebody.extend({ reason: z.string() }).nullable(),
});
export type PortalFeeTariff = z.infer<typeof PortalFeeTariff>;

export const PortalReconSettings = z.object({
  property: z.object({ id: Uuid, name: z.string(), currency: z.string() }),
  today: z.iso.date(),
  secondPerson: z.object({ above: z.int(), changes: z.array(Somebody.extend({ above: z.int() })).describe('The newest first') }),
  rules: z.array(ReconRuleOrder).describe('The hotel’s own first'),
  tariffs: z.array(PortalFeeTariff).describe('The newest first'),
  calendar: z.object({
    year: z.int(),
    decreed: z.boolean().describe('Whether days that the government moved are known for that year'),
    days: z
      .array(z.object({ day: z.iso.date(), working: z.boolean(), source: z.enum(['law', 'decree', 'hotel']), set: Somebody.nullable() }))
      .describe('Weekdays off, working weekends, and what the hotel has set'),
  }),
  may: z.object({
    own: z.boolean().describe('The second person’s sum and the rules'),
    work: z.boolean().describe('Tariffs and the calendar'),
  }),
});
export type PortalReconSettings = z.infer<typeof PortalReconSettings>;
