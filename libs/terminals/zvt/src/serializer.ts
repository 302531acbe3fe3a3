import { writeApdu, type Apdu } from './apdu.ts';
import { fromHex, joined, toBcd } from './bcd.ts';
import { writeBitmap } from './bitmaps.ts';
import { BMP, COMMAND, ENQUIRY_SERVICE, NEGATIVE, POSITIVE, REPEAT_STATUS_ONLY, TAG } from './constants.ts';
import type { EcrCommand } from './messages.ts';
import { writeTlv } from './tlv.ts';

const password = (digits: string): Uint8Array => toBcd(digits, 3);
const amount = (minor: bigint): Uint8Array => writeBitmap(BMP.amount, toBcd(minor.toString(), 6));
const currency = (numeric: string): Uint8Array => writeBitmap(BMP.currency, toBcd(numeric, 2));
const receipt = (number: string): Uint8Array => writeBitmap(BMP.receipt, fromHex(number));
const service = (byte: number): Uint8Array => writeBitmap(BMP.service, Uint8Array.of(byte));

/** We take receipts as blocks of text too; any container at all turns the terminal's own containers on. */
const PERMITTED = writeBitmap(BMP.tlv, writeTlv(TAG.permitted, writeTlv(TAG.command, fromHex('06d3'))));

/** @throws RangeError when a number does not fit its field */
export function commandApdu(command: EcrCommand): Apdu {
  switch (command.kind) {
    case 'registration': {
      const head = joined(password(command.password), Uint8Array.of(command.config), toBcd(command.currency, 2));
      return { control: COMMAND.registration, data: command.tlv ? joined(head, PERMITTED) : head };
    }
    case 'authorization':
      return { control: COMMAND.authorization, data: joined(amount(command.amountMinor), currency(command.currency)) };
    case 'reversal':
      return {
        control: COMMAND.reversal,
        data: joined(password(command.password), receipt(command.receipt), amount(command.amountMinor), currency(command.currency)),
      };
    case 'refund':
      return { control: COMMAND.refund, data: joined(password(command.password), amount(command.amountMinor), currency(command.currency)) };
    case 'reservation':
      return { control: COMMAND.reservation, data: joined(amount(command.amountMinor), currency(command.currency)) };
    case 'book_total':
      return { control: COMMAND.bookTotal, data: joined(receipt(command.receipt), amount(command.amountMinor), currency(command.currency)) };
    case 'partial_reversal':
      return { control: COMMAND.partialReversal, data: joined(receipt(command.receipt), amount(command.unusedMinor), currency(command.currency)) };
    case 'reservation_reversal':
      return {
        control: COMMAND.reservationReversal,
        data: joined(receipt(command.receipt), amount(command.amountMinor), currency(command.currency)),
      };
    case 'end_of_day':
      return { control: COMMAND.endOfDay, data: password(command.password) };
    case 'status_enquiry':
      return { control: COMMAND.statusEnquiry, data: joined(password(command.password), service(ENQUIRY_SERVICE)) };
    case 'repeat_receipt': {
      const head = password(command.password);
      return { control: COMMAND.repeatReceipt, data: command.print ? head : joined(head, service(REPEAT_STATUS_ONLY)) };
    }
    case 'turnover_totals':
      return { control: COMMAND.turnoverTotals, data: password(command.password) };
    case 'reprint_receipts':
      return {
        control: COMMAND.reprintReceipts,
        data: joined(password(command.password), toBcd(command.fromReceipt, 2), toBcd(command.toReceipt, 2)),
      };
    case 'initialisation':
      return { control: COMMAND.initialisation, data: password(command.password) };
    case 'diagnosis':
      return { control: COMMAND.diagnosis, data: new Uint8Array() };
    case 'abort':
      return { control: COMMAND.abortByEcr, data: new Uint8Array() };
    case 'log_off':
      return { control: COMMAND.logOff, data: new Uint8Array() };
  }
}

export const serializeCommand = (command: EcrCommand): Uint8Array => writeApdu(commandApdu(command));

/** "Taken", to any message of the other side. */
export const positiveAnswer = (): Uint8Array => writeApdu({ control: POSITIVE * 256, data: new Uint8Array() });

export const negativeAnswer = (error: number): Uint8Array => writeApdu({ control: NEGATIVE * 256 + error, data: new Uint8Array() });
