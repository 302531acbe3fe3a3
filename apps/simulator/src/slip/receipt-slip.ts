import { createHash } from 'node:crypto';
import { renderSlip, type SlipOperation } from '@payport/terminals-sberbank';
import type { Approved } from '../bank/hold.ts';
import type { TestCard } from '../bank/test-cards.ts';
import type { TerminalProfile } from '../pinpad/terminal-profile.ts';
import { slipHead } from './slip-head.ts';

export const SLIP_OPERATIONS: Readonly<Record<Approved['kind'], SlipOperation>> = {
  sale: 'Оплата',
  refund: 'Возврат',
  void: 'Отмена',
  preauthorization: 'Преавторизация',
  release: 'Отмена',
};
/** Read by its chip and confirmed with a PIN; picked by its reference number. */
export const ENTRY_MODES: Readonly<Record<Approved['kind'], string>> = {
  sale: 'E1',
  refund: 'E',
  void: 'E',
  preauthorization: 'E1',
  release: 'E',
};

export const slipMask = (mask: string): string => `************${mask.slice(-4)}`;

/** A check of the operation, not of the card: the card's own hash would give its number away beside the last four digits. */
const checkLineOf = (entry: Approved): string =>
  createHash('sha1').update([entry.tid, entry.kind, entry.rrn, entry.amountMinor.toString(), entry.at].join('|')).digest('hex').toUpperCase();

/** The slip of one operation: the hotel's copy and the guest's, each ended by the cut mark. */
export const renderReceipt = (profile: TerminalProfile, entry: Approved, card: TestCard): string =>
  renderSlip(
    {
      ...slipHead(profile, Date.parse(entry.at)),
      operation: SLIP_OPERATIONS[entry.kind],
      number: String(entry.operationNumber).padStart(4, '0'),
      cardType: card.name,
      aid: card.aid,
      cardMask: slipMask(card.mask),
      entryMode: ENTRY_MODES[entry.kind],
      cardholder: null,
      amountMinor: entry.amountMinor,
      // The slip of a refund names no authorisation code.
      authCode: entry.kind === 'refund' ? null : entry.authCode,
      rrn: entry.rrn,
      checkLine: checkLineOf(entry),
    },
    { copies: 2 },
  );
