import { SeededRandom } from '@payport/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROFILE } from '../testing/test-world.ts';
import { Bank, type HostRequest, type Posting } from './bank.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { TEST_CARDS } from './test-cards.ts';

const AT = Date.parse('2026-11-24T09:30:00.000Z');
const newBank = (): Bank => new Bank({ clock: { now: () => AT }, random: new SeededRandom(1) });

const request = (amountMinor: bigint, tid = PROFILE.tid, mid = PROFILE.mid): HostRequest => ({
  tid,
  mid,
  amountMinor,
  currency: 'RUB',
  card: TEST_CARDS[0],
});

function book(bank: Bank, posting: Posting): string {
  bank.apply(posting.change);
  return posting.entry.rrn;
}

/** Books what the bank decided, or gives the code of its refusal. */
function settleOn(bank: Bank, decision: ReturnType<Bank['refund']>): string | number {
  return decision.ok ? book(bank, decision.value) : decision.error.code;
}

describe('bank ledger', () => {
  it('gives every operation a 12-digit RRN that nobody else has, and a 6-character authorisation code', () => {
    const stuck = new Bank({ clock: { now: () => AT }, random: { bytes: (count) => new Uint8Array(count) } });
    const rrns = [1, 2, 3].map(() => book(stuck, stuck.sale(request(100n))));
    expect(rrns).toEqual(['632809000000', '632809000001', '632809000002']);
    expect(stuck.ledger(null).every(({ authCode }) => /^[0-9A-Z]{6}$/.test(authCode))).toBe(true);
  });

  it('changes nothing before its decision is applied', () => {
    const bank = newBank();
    bank.sale(request(100n));
    expect(bank.ledger(null)).toEqual([]);
  });

  it('books partial refunds as entries of their own and marks the original refunded only when nothing is left', () => {
    const bank = newBank();
    const rrn = book(bank, bank.sale(request(1_000n)));
    settleOn(bank, bank.refund(request(400n), rrn));
    expect(bank.find(rrn)?.state).toBe('captured');
    settleOn(bank, bank.refund(request(600n), rrn));
    expect(bank.find(rrn)?.state).toBe('refunded');
    expect(bank.ledger(null).map(({ kind, state }) => `${kind} ${state}`)).toEqual(['sale refunded', 'refund captured', 'refund captured']);
  });

  it('refuses a refund above what is left of the original with 4363', () => {
    const bank = newBank();
    const rrn = book(bank, bank.sale(request(1_000n)));
    settleOn(bank, bank.refund(request(400n), rrn));
    expect(settleOn(bank, bank.refund(request(601n), rrn))).toBe(4363);
  });

  it.each([
    ['an unknown RRN', () => '999999999999', PROFILE.mid],
    ['a sale of another merchant', (bank: Bank) => book(bank, bank.sale(request(1_000n))), '684444447777'],
    ['a refund', (bank: Bank) => String(settleOn(bank, bank.refund(request(1_000n), null))), PROFILE.mid],
    [
      'a reversed sale',
      (bank: Bank) => {
        const rrn = book(bank, bank.sale(request(1_000n)));
        bank.apply(bank.reverse(rrn));
        return rrn;
      },
      PROFILE.mid,
    ],
  ])('does not find %s as the original of a refund: 4118', (_case, prepare, mid) => {
    const bank = newBank();
    const rrn = prepare(bank);
    expect(settleOn(bank, bank.refund(request(1_000n, PROFILE.tid, mid), rrn))).toBe(4118);
  });

  it('refunds at another terminal of the same merchant, but voids only where the sale was', () => {
    const bank = newBank();
    const rrn = book(bank, bank.sale(request(1_000n)));
    expect(settleOn(bank, bank.void(request(1_000n, '00459992'), rrn))).toBe(4118);
    expect(settleOn(bank, bank.refund(request(1_000n, '00459992'), rrn))).toMatch(/^[0-9]{12}$/);
  });

  it('voids only whole operations of the open batch: 4363 above, 4156 below, 4315 after settlement', () => {
    const bank = newBank();
    const rrn = book(bank, bank.sale(request(1_000n)));
    expect(settleOn(bank, bank.void(request(1_001n), rrn))).toBe(4363);
    expect(settleOn(bank, bank.void(request(999n), rrn))).toBe(4156);
    bank.apply(bank.settle(PROFILE.tid).change);
    expect(settleOn(bank, bank.void(request(1_000n), rrn))).toBe(4315);
  });

  it('gives the original its money back when its refund is voided', () => {
    const bank = newBank();
    const rrn = book(bank, bank.sale(request(1_000n)));
    const refund = String(settleOn(bank, bank.refund(request(1_000n), rrn)));
    settleOn(bank, bank.void(request(1_000n), refund));
    expect(bank.ledger(null).map(({ kind, state }) => `${kind} ${state}`)).toEqual(['sale captured', 'refund reversed', 'void captured']);
  });

  it('numbers operations anew after settlement', () => {
    const bank = newBank();
    book(bank, bank.sale(request(1n)));
    book(bank, bank.sale(request(1n)));
    bank.apply(bank.settle(PROFILE.tid).change);
    expect(bank.sale(request(1n)).entry).toMatchObject({ batch: 2, operationNumber: 1 });
  });

  it('never refunds more than it captured, whatever is asked in whatever order', () => {
    const step = fc.record({ refund: fc.boolean(), amount: fc.bigInt({ min: 1n, max: 1_000n }), pick: fc.nat(20), undo: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const bank = newBank();
        const known: string[] = [];
        for (const { refund, amount, pick, undo } of steps) {
          const rrn = known[pick % Math.max(known.length, 1)];
          if (undo && rrn !== undefined) settleOn(bank, bank.void(request(bank.find(rrn)?.amountMinor ?? amount), rrn));
          else if (refund && rrn !== undefined) {
            const done = settleOn(bank, bank.refund(request(amount), rrn));
            if (typeof done === 'string') known.push(done);
          } else known.push(book(bank, bank.sale(request(amount))));
        }
        for (const sale of bank.ledger(null).filter(({ kind }) => kind === 'sale')) {
          const refunds = bank
            .ledger(null)
            .filter(({ originalRrn, kind, state }) => originalRrn === sale.rrn && kind === 'refund' && state !== 'reversed');
          const total = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
          expect(total <= sale.amountMinor && (sale.state !== 'reversed' || total === 0n)).toBe(true);
          expect(sale.state === 'refunded').toBe(total === sale.amountMinor);
        }
      }),
    );
  });
});

describe('bank history', () => {
  const line = (rrn: string, amountMinor: bigint): LedgerEntry => ({
    tid: PROFILE.tid,
    mid: PROFILE.mid,
    rrn,
    authCode: 'ABC123',
    kind: 'sale',
    amountMinor,
    currency: 'RUB',
    cardMask: '220070******0184',
    cardName: 'MIR',
    at: '2026-11-01T10:00:00.000Z',
    state: 'captured',
    batch: 0,
    operationNumber: 0,
    originalRrn: null,
  });

  it('adds each operation once, however often it is imported', () => {
    const bank = newBank();
    const imports = [1, 2].map(() => {
      const decision = bank.importHistory([line('111111111111', 5n), line('111111111111', 5n)]);
      if (decision.ok) bank.apply(decision.value);
      return decision.ok ? decision.value.entries.length : decision.error;
    });
    expect(imports).toEqual([1, 0]);
  });

  it('refuses a reference number that belongs to another operation', () => {
    const bank = newBank();
    expect(bank.importHistory([line('111111111111', 5n), line('111111111111', 6n)])).toEqual({ ok: false, error: { rrn: '111111111111' } });
  });

  it('counts as settled: it can be refunded but not voided, and stays out of the open batch', () => {
    const bank = newBank();
    const decision = bank.importHistory([line('111111111111', 5n)]);
    if (decision.ok) bank.apply(decision.value);
    expect(settleOn(bank, bank.void(request(5n), '111111111111'))).toBe(4315);
    expect(bank.openBatch(PROFILE.tid).entries).toEqual([]);
    expect(settleOn(bank, bank.refund(request(5n), '111111111111'))).toMatch(/^[0-9]{12}$/);
  });
});

describe('reserved money', () => {
  it('is no line of the ledger before its capture, which is a sale and can be refunded', () => {
    const bank = newBank();
    const rrn = book(bank, bank.preauthorize(request(1_000n)));
    expect([bank.ledger(null), bank.hold(rrn)?.state]).toEqual([[], 'reserved']);
    expect(settleOn(bank, bank.refund(request(1n), rrn))).toBe(4118);
    const taken = settleOn(bank, bank.capture(request(700n), rrn));
    expect(bank.ledger(null).map(({ kind, amountMinor, state }) => [kind, amountMinor, state])).toEqual([['sale', 700n, 'captured']]);
    expect(bank.hold(rrn)).toMatchObject({ state: 'captured', endedBy: taken });
    expect(settleOn(bank, bank.refund(request(700n), String(taken)))).toHaveLength(12);
  });

  it('is captured once, of no more than was reserved, by the terminal that reserved it', () => {
    const bank = newBank();
    const rrn = book(bank, bank.preauthorize(request(1_000n)));
    expect(settleOn(bank, bank.capture(request(1_001n), rrn))).toBe(4363);
    expect(settleOn(bank, bank.capture(request(1n, '00459992'), rrn))).toBe(4118);
    settleOn(bank, bank.capture(request(1n), rrn));
    expect(settleOn(bank, bank.capture(request(1n), rrn))).toBe(4118);
    expect(settleOn(bank, bank.void(request(1_000n), rrn))).toBe(4118);
  });

  it('is released whole by the cancel, also after the day was closed, and then takes no capture', () => {
    const bank = newBank();
    const rrn = book(bank, bank.preauthorize(request(1_000n)));
    bank.apply(bank.settle(PROFILE.tid).change);
    expect(settleOn(bank, bank.void(request(999n), rrn))).toBe(4156);
    expect(settleOn(bank, bank.void(request(1_000n), rrn))).toHaveLength(12);
    expect([bank.ledger(null), bank.hold(rrn)?.state]).toEqual([[], 'released']);
    expect(settleOn(bank, bank.capture(request(1n), rrn))).toBe(4118);
  });

  it('is back as it was when its capture or its release is undone', () => {
    const bank = newBank();
    const rrn = book(bank, bank.preauthorize(request(1_000n)));
    const taken = String(settleOn(bank, bank.capture(request(700n), rrn)));
    bank.apply(bank.reverse(taken));
    expect([bank.find(taken)?.state, bank.hold(rrn)?.state]).toEqual(['reversed', 'reserved']);
    bank.apply(bank.reverse(String(settleOn(bank, bank.void(request(1_000n), rrn)))));
    expect(bank.hold(rrn)?.state).toBe('reserved');
    bank.apply(bank.reverse(rrn));
    expect(bank.hold(rrn)?.state).toBe('released');
  });
});
