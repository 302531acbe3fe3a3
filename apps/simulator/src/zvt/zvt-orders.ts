import { CURRENCIES, type EcrCommand } from '@payport/terminals-zvt';
import type { MoneyCommand } from '../pinpad/command.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';
import { CODE } from '../pinpad/result-codes.ts';
import { resultCodeOf } from './zvt-words.ts';

const NOT_POSSIBLE = 0x83;
const WRONG_CURRENCY = 0x6f;
/** "Pre-authorisation error": no open reservation has that receipt number. */
const NO_RESERVATION = 0xb8;
/** Nobody gives back more than was reserved. */
const AMOUNT_WRONG = 0xb7;

/** What the device is told to do; a number is the result code of what it does not do. */
export function orderOf(command: EcrCommand, pad: Pinpad, requestId: string): MoneyCommand | number {
  if (!('currency' in command)) return NOT_POSSIBLE;
  const { profile } = pad;
  if (command.currency !== CURRENCIES[profile.currency]) return WRONG_CURRENCY;
  const own = { department: null, requestId } as const;
  switch (command.kind) {
    case 'authorization':
      return { kind: 'sale', amountMinor: command.amountMinor, ...own };
    case 'refund':
      return { kind: 'refund', amountMinor: command.amountMinor, rrn: null, withoutCard: false, ...own };
    case 'reversal': {
      const { entries } = pad.ports.bank.openBatch(profile.tid);
      const original = entries.find(({ operationNumber }) => operationNumber === Number(command.receipt));
      if (original === undefined) return resultCodeOf(CODE.neverExecuted);
      return { kind: 'cancel', amountMinor: command.amountMinor, rrn: original.rrn, withoutCard: true, ...own };
    }
    case 'reservation':
      return { kind: 'preauthorization', amountMinor: command.amountMinor, ...own };
    case 'book_total':
    case 'partial_reversal':
    case 'reservation_reversal':
      return reservedOrder(command, pad, own);
    default:
      return NOT_POSSIBLE;
  }
}

/** Orders that name a reservation by its receipt. A rest that is given back takes what is left of it. */
function reservedOrder(
  command: Extract<EcrCommand, { kind: 'book_total' | 'partial_reversal' | 'reservation_reversal' }>,
  pad: Pinpad,
  own: { readonly department: null; readonly requestId: string },
): MoneyCommand | number {
  const hold = pad.ports.bank.openHold(pad.profile.tid, Number(command.receipt));
  if (hold === null) return NO_RESERVATION;
  if (command.kind === 'reservation_reversal') return { kind: 'cancel', amountMinor: command.amountMinor, rrn: hold.rrn, withoutCard: true, ...own };
  const amountMinor = command.kind === 'book_total' ? command.amountMinor : hold.amountMinor - command.unusedMinor;
  return amountMinor <= 0n ? AMOUNT_WRONG : { kind: 'capture', amountMinor, rrn: hold.rrn, withoutCard: true, ...own };
}
