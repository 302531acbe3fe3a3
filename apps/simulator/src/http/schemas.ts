import { containsCardNumber, parseAmount } from '@payport/domain';
import { ENCODINGS } from '@payport/terminals-sberbank';
import { z } from 'zod';
import { LEDGER_KINDS, LEDGER_STATES, type LedgerEntry } from '../bank/ledger-entry.ts';
import { CARD_BRANDS } from '../bank/test-cards.ts';
import type { Fault } from '../pinpad/fault.ts';

const requestId = z
  .string()
  .regex(/^[0-9A-Fa-f]{8}$/, 'eight hex digits')
  .transform((id) => id.toUpperCase());

/** `POST /terminals/{tid}/card`. */
export const cardBody = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('present'),
    brand: z
      .enum(CARD_BRANDS as [string, ...string[]])
      .nullable()
      .default(null),
    by: z.enum(['insert', 'tap']).default('insert'),
  }),
  z.strictObject({ action: z.literal('pin') }),
  z.strictObject({ action: z.literal('cancel') }),
  z.strictObject({ action: z.literal('remove') }),
]);

/** `POST /terminals/{tid}/mode`. */
export const modeBody = z
  .strictObject({ manual: z.boolean().optional(), forSeconds: z.number().int().min(1).max(3_600).optional(), online: z.boolean().optional() })
  .refine(({ manual, online }) => manual !== undefined || online !== undefined, 'manual or online must be given')
  .refine(({ manual, forSeconds }) => forSeconds === undefined || manual === true, 'forSeconds goes with manual: true');

const script = { on: z.enum(['order', 'status', 'settlement', 'any']).default('order'), count: z.number().int().min(1).max(1_000).default(1) };
const plain = <N extends Fault['fault']>(fault: N) => z.strictObject({ ...script, fault: z.literal(fault) });

/** `POST /terminals/{tid}/faults`. */
export const faultBody = z
  .discriminatedUnion('fault', [
    plain('die_before_file'),
    plain('lost_reply'),
    plain('unreadable'),
    plain('stale_file'),
    plain('full_card_number'),
    plain('no_slip'),
    plain('no_link'),
    plain('wrong_totals'),
    plain('bank_hangs_up'),
    plain('bank_silent'),
    z.strictObject({ ...script, fault: z.literal('truncated_file'), bytes: z.number().int().min(0).max(65_536).default(12) }),
    z.strictObject({ ...script, fault: z.literal('foreign_id'), id: requestId.default('DEADBEEF') }),
    z.strictObject({
      ...script,
      fault: z.literal('tid_mismatch'),
      tid: z
        .string()
        .regex(/^[0-9A-Z]{8}$/)
        .default('99999999'),
    }),
    z.strictObject({ ...script, fault: z.literal('encoding'), encoding: z.enum(ENCODINGS) }),
    z.strictObject({ ...script, fault: z.literal('decline'), code: z.number().int().min(1).max(9_999) }),
    z.strictObject({ ...script, fault: z.literal('reboot'), ms: z.number().int().min(0).max(600_000).default(5_000) }),
    z.strictObject({ ...script, fault: z.literal('bank_late'), ms: z.number().int().min(0).max(600_000).default(5_000) }),
    z.strictObject({ ...script, fault: z.literal('slow'), ms: z.number().int().min(0).max(600_000).default(8_000) }),
  ])
  .transform(({ on, count, ...fault }) => ({ on, count, fault: fault satisfies Fault }));

const currency = z.string().regex(/^[A-Z]{3}$/);
const mask = z
  .string()
  .regex(/^[0-9]{0,6}\*+[0-9]{4}$/, 'first six and last four digits at most')
  .refine((text) => !containsCardNumber(text));

/** `POST /ledger/history`. */
export const historyBody = z
  .array(
    z.strictObject({
      tid: z.string(),
      kind: z.enum(LEDGER_KINDS),
      amount: z.string(),
      currency,
      cardMask: mask,
      cardName: z.string().max(32).default(''),
      at: z.iso.datetime({ offset: true }),
      rrn: z.string().regex(/^[0-9]{12}$/, '12 digits'),
      authCode: z.string().regex(/^[0-9A-Z]{6}$/, 'six letters or digits'),
      state: z.enum(LEDGER_STATES),
      originalRrn: z
        .string()
        .regex(/^[0-9]{12}$/, '12 digits')
        .nullable()
        .default(null),
    }),
  )
  .max(20_000);

type HistoryLine = z.infer<typeof historyBody>[number];

/** Null when the amount is not a positive decimal of its currency. */
export function entryOfHistory(line: HistoryLine, mid: string): LedgerEntry | null {
  const amount = parseAmount(line.amount, line.currency);
  if (!amount.ok || amount.value < 0n) return null;
  const { tid, kind, currency: code, cardMask, cardName, rrn, authCode, state, originalRrn } = line;
  return {
    tid,
    mid,
    kind,
    amountMinor: amount.value,
    currency: code,
    cardMask,
    cardName,
    at: new Date(line.at).toISOString(),
    rrn,
    authCode,
    state,
    originalRrn,
    batch: 0,
    operationNumber: 0,
  };
}
