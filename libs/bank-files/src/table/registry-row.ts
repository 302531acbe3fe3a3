import { DIRECTION, type RegistryLine, type OperationKind, type OperationState } from '../file-lines.ts';
import { readCardMask } from '../fields/card-mask.ts';
import { isFastPayment, operationKindOf, operationStateOf } from '../fields/operation-kind.ts';
import { remembered } from '../fields/remembered.ts';
import { normalWords } from '../fields/words.ts';
import type { BankLayout } from '../layouts/table-layout.ts';
import type { CellReader } from './cell-reader.ts';

const RRN_DIGITS = 12;
const TID_DIGITS = 8;
const AUTH_DIGITS = 6;

const isFast = remembered(isFastPayment);
const stateOfWord = remembered(operationStateOf);
const kindOfCard = remembered((word) => operationKindOf(word));
const kindOfFast = remembered((word) => operationKindOf(word, true));

/** One line of a registry from the row that the reader stands at; null where the reader has a problem then. */
export function registryLineOf(row: number, cells: CellReader, layout: BankLayout): RegistryLine | null {
  const currency = cells.currency('currency');
  const gross = cells.amount('gross', currency);
  const operatedAt = cells.moment('operatedAt', 'operatedTime');
  if (operatedAt === null) cells.fail('missing', 'operatedAt');
  if (gross === null) cells.fail('missing', 'gross');
  const outlet = cells.textOrNull('outlet');
  const kind = kindOf(cells, layout, outlet, gross);
  const state = stateOf(cells);
  const fee = cells.amount('fee', currency);
  const feeTax = cells.amount('feeTax', currency);
  const net = cells.amount('net', currency);
  const days = { postedOn: dayOf(cells, 'postedOn'), registryOn: dayOf(cells, 'registryOn'), settledOn: dayOf(cells, 'settledOn') };
  if (operatedAt === null || gross === null || kind === null || state === null || cells.problem !== null) return null;
  const grossMinor = gross < 0n ? -gross : gross;
  const amounts = amountsOf(kind, grossMinor, fee ?? feeByRate(kind, grossMinor, net, layout), net);
  const card = cells.text('card');
  return {
    row,
    kind,
    state,
    operatedAt,
    timeZone: layout.timeZone,
    ...days,
    grossMinor,
    ...amounts,
    feeTaxMinor: feeTax,
    currency,
    legalEntityInn: cells.code('inn', 10),
    mid: cells.code('mid', 1),
    tid: cells.code('tid', TID_DIGITS),
    outlet,
    rrn: cells.code('rrn', RRN_DIGITS),
    authCode: cells.code('authCode', AUTH_DIGITS),
    cardMask: card === '' ? null : readCardMask(card),
    cardProduct: cells.textOrNull('cardProduct'),
    paymentSystem: cells.textOrNull('paymentSystem'),
    operationRef: cells.textOrNull('operationRef'),
    orderRef: cells.textOrNull('orderRef'),
    parentRef: cells.textOrNull('parentRef'),
  };
}

function dayOf(cells: CellReader, field: string): string | null {
  return cells.moment(field, null)?.day ?? null;
}

function kindOf(cells: CellReader, layout: BankLayout, outlet: string | null, gross: bigint | null): OperationKind | null {
  const text = cells.text('kind');
  const reason = cells.text('reason');
  const method = cells.text('method');
  const fast = isFast(method) || (outlet !== null && isFast(outlet));
  const said = text === '' ? reason : text;
  const word = said === '' ? (layout.onlyKind ?? (gross !== null && gross < 0n ? 'refund' : 'purchase')) : said;
  const kind = disputedOf(reason) ?? layout.own?.kindWords[normalWords(word)] ?? (fast ? kindOfFast(word) : kindOfCard(word));
  if (kind === undefined || kind === 'credit' || kind === 'debit') {
    cells.fail('unknown_kind', text === '' && reason !== '' ? 'reason' : 'kind', said);
    return null;
  }
  // Refunds stand with either sign; money that came in below zero is a contradiction of the file with itself.
  if (gross !== null && gross < 0n && DIRECTION[kind] === 1) cells.fail('amounts_differ', 'gross', cells.text('gross'));
  return kind;
}

/** Why money was taken: beside a kind that says no more than that it went back, only a dispute says more. */
function disputedOf(reason: string): OperationKind | undefined {
  const kind = reason === '' ? undefined : kindOfCard(reason);
  return kind === 'chargeback' || kind === 'representment' ? kind : undefined;
}

function stateOf(cells: CellReader): OperationState | null {
  const text = cells.text('state');
  const state = stateOfWord(text);
  if (state === undefined) cells.fail('unknown_state', 'state', text);
  return state ?? null;
}

/** Fee and net in one sense of sign: files write what leaves the account with either sign. */
function amountsOf(kind: OperationKind, gross: bigint, fee: bigint | null, net: bigint | null): Pick<RegistryLine, 'feeMinor' | 'netMinor'> {
  const direction = BigInt(DIRECTION[kind]);
  const signed = net === null ? null : direction < 0n && net > 0n ? -net : net;
  if (fee !== null || signed === null) return { feeMinor: fee !== null && direction > 0n && fee < 0n ? -fee : fee, netMinor: signed };
  return { feeMinor: direction * gross - signed, netMinor: signed };
}

const MILLION = 1_000_000n;

/** By the contract's rate where the file names neither fee nor net: of what came in, whole minor units, rounded half up. */
function feeByRate(kind: OperationKind, gross: bigint, net: bigint | null, { own }: BankLayout): bigint | null {
  const rate = own?.feeRateMillionths ?? null;
  if (rate === null || net !== null || DIRECTION[kind] !== 1) return null;
  return (gross * BigInt(rate) + MILLION / 2n) / MILLION;
}
