import { describe, expect, it } from 'vitest';
import { differences, type Books, type GatewayRow } from './books.ts';
import type { TillPayment } from './till.ts';
import type { LedgerRow } from './world.ts';

const TID = '00459000';
const row = (changes: Partial<GatewayRow> = {}): GatewayRow => ({
  key: 'k1',
  id: 'p1',
  kind: 'sale',
  status: 'approved',
  amount: 150_000n,
  rrn: 'r1',
  dispatches: 1,
  ...changes,
});
const entry = (changes: Partial<LedgerRow> = {}): LedgerRow => ({
  tid: TID,
  rrn: 'r1',
  kind: 'sale',
  amount: '1500.00',
  state: 'captured',
  ...changes,
});
const payment = (changes: Partial<TillPayment> = {}): TillPayment => ({
  id: 'p1',
  kind: 'sale',
  amount: '1500.00',
  status: 'approved',
  outcome: 'approved',
  final: true,
  ...changes,
});
const books = (changes: Partial<Books> = {}): Books => ({
  tid: TID,
  gateway: [row()],
  bank: [entry()],
  told: new Map([['k1', { payment: payment() }]]),
  looked: new Map([['k1', payment()]]),
  ...changes,
});
/** Gateway and PMS agree on one payment of this state. */
const agreed = (changes: Partial<GatewayRow>, bank: LedgerRow[]): Books => {
  const told = payment({ status: row(changes).status });
  return books({ gateway: [row(changes)], bank, told: new Map([['k1', { payment: told }]]), looked: new Map([['k1', told]]) });
};

describe('the books agree when', () => {
  it.each([
    ['what is approved is at the bank and was told', books()],
    ['a sale was given back by an operation of its own', books({ bank: [entry({ state: 'refunded' })] })],
    ['nothing moved and nothing is approved', agreed({ status: 'failed', rrn: null }, [])],
    ['the bank moved what a person still looks into', agreed({ status: 'manual_review', rrn: null }, [entry()])],
    ['the bank did not move what a person still looks into', agreed({ status: 'manual_review', rrn: null }, [])],
  ])('%s', (_, given) => expect(differences(given)).toEqual([]));
});

describe('a difference is found when', () => {
  it.each([
    ['the bank moved money for a payment called failed', agreed({ status: 'failed', rrn: null }, [entry()]), /bank moved 150000 .* no payment here/],
    ['an approval has nothing at the bank', books({ bank: [] }), /has no operation r1/],
    ['the bank undid it', books({ bank: [entry({ state: 'reversed' })] }), /has no operation r1/],
    ['one kopeck is missing', books({ bank: [entry({ amount: '1499.99' })] }), /150000 here, 149999 at the bank/],
    ['a card was charged twice', books({ bank: [entry(), entry({ rrn: 'r2' })] }), /moved 150000 \(r2\)/],
    ['a refund counts as a sale', books({ bank: [entry({ kind: 'refund' })] }), /150000 here, -150000 at the bank/],
    ['two payments claim one operation', books({ gateway: [row(), row({ key: 'k2', id: 'p2' })] }), /payment p2 .* no operation r1/],
    ['a payment was sent twice', books({ gateway: [row({ dispatches: 2 })] }), /sent 2 times/],
    ['a payment does not end', agreed({ status: 'unknown' }, []), /still unknown/],
    [
      'the PMS was told another state',
      books({ told: new Map([['k1', { payment: payment({ status: 'declined' }) }]]) }),
      /told declined, it is approved/,
    ],
    ['the PMS was refused and the card charged', books({ told: new Map([['k1', { refused: 'terminal-busy' }]]) }), /told terminal-busy/],
    ['a payment told to the PMS is lost', books({ gateway: [], bank: [] }), /p1 was told to the PMS and is lost/],
    ['a key leads nowhere', books({ looked: new Map() }), /cannot be found by its key/],
  ])('%s', (_, given, words) => expect(differences(given).join('\n')).toMatch(words));
});
