import { crc32 } from 'node:zlib';
import { DECLINE_CODES, isUuid, RETRY_ADVICE, STAGES, type CardResult, type CommandId, type Decline, type PaymentId } from '@payport/domain';
import { z } from 'zod';
import type { KeptClose, KeptOutcome } from '../payments/index.ts';

/** Stands at the beginning of each line; another number means another meaning of what follows. */
const VERSION = 'payport-outcome-1';
const CLOSE_VERSION = 'payport-close-1';
const HEAD = /^(\S+) (\d{1,10}) ([0-9a-f]{8}) /;

const nullable = z.string().nullable();
const Minor = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .transform((text) => BigInt(text));
const Text = z.object({ ru: z.string(), en: z.string() });
const Result = z.object({
  approvedAmountMinor: Minor.nullable(),
  currency: z.string(),
  rrn: nullable,
  authCode: nullable,
  responseCode: nullable,
  responseText: nullable,
  cardMask: nullable,
  cardBrand: nullable,
  cardExpiry: nullable,
  cardholder: nullable,
  terminalTid: nullable,
  merchantMid: nullable,
  stan: nullable,
  hostTime: nullable,
  executedAs: z.enum(['sale', 'refund', 'void']).nullable(),
  slip: nullable,
}) satisfies z.ZodType<CardResult, unknown>;
const DeclineText = z.object({
  code: z.enum(DECLINE_CODES),
  terminalCode: nullable,
  message: Text,
  advice: Text,
  retry: z.enum(RETRY_ADVICE),
}) satisfies z.ZodType<Decline, unknown>;
const evidence = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const Outcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('approved'), result: Result, evidence, suspended: z.exactOptional(z.boolean().nullable()) }),
  z.object({ outcome: z.literal('declined'), decline: DeclineText, result: Result.nullable(), evidence }),
  z.object({ outcome: z.literal('cancelled'), decline: DeclineText, evidence }),
  z.object({ outcome: z.literal('not_sent'), decline: DeclineText, evidence }),
  z.object({ outcome: z.literal('unknown'), decline: DeclineText, runEnded: z.boolean(), evidence }),
]);
const Step = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('taken'), atMs: z.number() }),
  z.object({ kind: z.literal('stage'), stage: z.enum(STAGES).nullable(), atMs: z.number() }),
]);
const Frame = z.object({
  direction: z.enum(['outbound', 'inbound']),
  channel: z.string(),
  atMs: z.number(),
  bytes: z.base64().transform((text): Uint8Array => Buffer.from(text, 'base64')),
  text: nullable,
  fields: z.record(z.string(), z.string()),
  checksumOk: z.boolean().nullable(),
});
const Entry = z.object({
  paymentId: z
    .string()
    .refine(isUuid)
    .transform((id) => id as PaymentId),
  atMs: z.number(),
  outcome: Outcome,
  unwritten: z.object({ steps: z.array(Step), frames: z.array(Frame) }),
});

const Total = z.object({ count: z.number().nullable(), amountMinor: Minor.nullable() });
const Close = z.object({
  commandId: z
    .string()
    .refine(isUuid)
    .transform((id) => id as CommandId),
  atMs: z.number(),
  outcome: z.object({
    status: z.enum(['done', 'failed', 'unknown']),
    text: nullable,
    totals: z.object({ sales: Total, refunds: Total, voids: Total }).nullable(),
    message: Text.nullable(),
    evidence,
    reachable: z.boolean().nullable(),
    close: z.object({ hostAgrees: z.boolean().nullable(), hostTime: nullable }).nullable(),
    sent: z.boolean(),
  }),
  frames: z.array(Frame),
});

export const isClose = (entry: KeptOutcome | KeptClose): entry is KeptClose => 'commandId' in entry;
export const isPayment = (entry: KeptOutcome | KeptClose): entry is KeptOutcome => !isClose(entry);
export const idOf = (entry: KeptOutcome | KeptClose): PaymentId | CommandId => (isClose(entry) ? entry.commandId : entry.paymentId);

const toJson = (entry: KeptOutcome | KeptClose): string =>
  JSON.stringify(entry, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    // Buffer.toJSON ran before this function saw the value.
    if (isBufferJson(value)) return Buffer.from(value.data).toString('base64');
    return value;
  });

const isBufferJson = (value: unknown): value is { readonly type: 'Buffer'; readonly data: readonly number[] } =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer' && 'data' in value && Array.isArray(value.data);

const sum = (bytes: Uint8Array): string => crc32(bytes).toString(16).padStart(8, '0');

/** One outcome as one line: version, length and CRC-32 of the JSON behind them, so that a torn or rotten line is known. */
export function encodeLine(entry: KeptOutcome | KeptClose): Buffer {
  const json = Buffer.from(toJson(entry), 'utf8');
  return Buffer.concat([Buffer.from(`${isClose(entry) ? CLOSE_VERSION : VERSION} ${json.length} ${sum(json)} `), json, Buffer.from('\n')]);
}

/** Null for a line that is not whole, or not what was written. `line` comes without its line break. */
export function decodeLine(line: Uint8Array): KeptOutcome | KeptClose | null {
  const bytes = Buffer.from(line);
  const [head, version, length, crc] = HEAD.exec(bytes.subarray(0, 64).toString('latin1')) ?? [];
  const schema = version === VERSION ? Entry : version === CLOSE_VERSION ? Close : null;
  if (head === undefined || schema === null) return null;
  const json = bytes.subarray(head.length);
  if (json.length !== Number(length) || sum(json) !== crc) return null;
  const parsed = schema.safeParse(JSON.parse(json.toString('utf8')));
  return parsed.success ? parsed.data : null;
}
