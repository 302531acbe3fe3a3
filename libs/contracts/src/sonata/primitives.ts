import { containsCardNumber, isCardNumber } from '@payport/domain';
import { z } from 'zod';

export const Uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'uuid')
  .transform((id) => id.toLowerCase());

/** A list of ids; a single one is taken too. */
export const oneOrManyIds = z.union([Uuid, z.array(Uuid).max(50)]).transform((ids) => (Array.isArray(ids) ? ids : [ids]));

/** C0 and C1 controls and DEL: refused in every text, so that nothing breaks a log, a slip or a screen. */
const CONTROLS = new RegExp('[\\u0000-\\u001f\\u007f-\\u009f]');

const CARD_NUMBER = 'card-number';
const normalised = (max: number) =>
  z
    .string()
    .meta({ maxLength: max })
    .transform((text) => text.normalize('NFC'))
    .refine((text) => text.length <= max, { message: 'too-long', params: { max } })
    .refine((text) => !CONTROLS.test(text), { message: 'control-character' });

/** Free text of people: a card number in it is refused, whatever separators it hides behind. */
export const freeText = (max: number) => normalised(max).refine((text) => !containsCardNumber(text), { message: CARD_NUMBER });

/** Free text that must not be empty; spaces around it are dropped. */
export const requiredText = (max: number) =>
  freeText(max)
    .transform((text) => text.trim())
    .refine((text) => text !== '', { message: 'required' });

/** Why a person does something, for whoever reads the history later: less than a word says nothing. */
export const writtenReason = freeText(500).refine((text) => text.trim().length >= 3, { message: 'reason-missing' });

/** A reference of another system: refused only where the whole of it is an exact card number. */
export const reference = (max: number) => normalised(max).refine((text) => !isCardNumber(text), { message: CARD_NUMBER });

/** Syntax only; the value is read with the currency's decimals later. Anything but a string is an invalid amount. */
export const AmountText = z.string({ error: 'invalid-amount' }).meta({
  pattern: '^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$',
  description: "Signed decimal string with at most the currency's decimals, not zero, at most 9999999999.99",
});
export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/, 'currency');
export const CalendarDate = z.iso.date();

export const Amount = z.string().describe('Signed decimal string with the full decimals of the currency, e.g. "1500.00"');
export const Moment = z.string().describe('RFC 3339 with offset');
