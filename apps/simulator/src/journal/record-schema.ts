import { z } from 'zod';
import { HOLD_STATES } from '../bank/hold.ts';
import { LEDGER_KINDS, LEDGER_STATES } from '../bank/ledger-entry.ts';
import { ORDER_KINDS } from '../pinpad/device-memory.ts';
import type { JournalRecord } from './journal-record.ts';

/** Amounts are strings of minor units in the file: JSON numbers are floats. */
const amount = z
  .string()
  .regex(/^[0-9]+$/)
  .transform((digits) => BigInt(digits));
const state = z.enum(LEDGER_STATES);

const entry = z.object({
  tid: z.string(),
  mid: z.string(),
  rrn: z.string(),
  authCode: z.string(),
  kind: z.enum(LEDGER_KINDS),
  amountMinor: amount,
  currency: z.string(),
  cardMask: z.string(),
  cardName: z.string(),
  at: z.string(),
  state,
  batch: z.number().int(),
  operationNumber: z.number().int(),
  originalRrn: z.string().nullable(),
});

const hold = entry.omit({ kind: true, state: true, originalRrn: true }).extend({ state: z.enum(HOLD_STATES), endedBy: z.string().nullable() });

const bankChange = z.object({
  entries: z.array(entry),
  // Journals of the first release hold no reservations.
  holds: z.array(hold).default([]),
  states: z.array(z.object({ rrn: z.string(), state })),
  closedBatch: z.object({ tid: z.string(), batch: z.number().int() }).nullable(),
});

const answer = z.object({
  code: z.number().int(),
  cardMask: z.string(),
  cardExpiry: z.string(),
  cardName: z.string(),
  cardHash: z.string(),
  ownCard: z.boolean(),
  authCode: z.string(),
  operationNumber: z.string(),
  tid: z.string(),
  mid: z.string(),
  localTime: z.string(),
  rrn: z.string(),
  slip: z.string().nullable(),
});

const phase = z.enum(['normal', 'suspended', 'committed', 'rolled_back']);

const deviceChange = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('answered'),
    requestId: z.string().nullable(),
    answer,
    readable: z.boolean(),
    operation: z.object({ rrn: z.string(), amountMinor: amount, authCode: z.string(), phase }).nullable(),
    order: z
      .object({ kind: z.enum(ORDER_KINDS), amountMinor: amount })
      .nullable()
      .default(null),
  }),
  z.object({ type: z.literal('phase'), phase }),
  // Journals of the first release hold no slip of a close.
  z.object({ type: z.literal('settled'), slip: z.string().nullable().default(null), requestId: z.string().nullable().default(null) }),
]);

const record = z.object({ tid: z.string().nullable(), bank: bankChange.nullable(), device: z.array(deviceChange) });

/** One line of the journal, without its end. */
export const writeRecord = (value: JournalRecord): string =>
  JSON.stringify(value, (_key, field: unknown) => (typeof field === 'bigint' ? field.toString() : field));

/** @throws when the line is not a record of this version */
export const readRecord = (line: string): JournalRecord => record.parse(JSON.parse(line));
