import type { PaymentId, PropertyId, TerminalId } from '@payport/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredPayment } from './event-rules.ts';
import { isOpen } from './memory-rows.ts';
import { PaymentIndex } from './payment-index.ts';

const few = fc.constantFrom('1', '2', '3');
const writing = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  status: fc.constantFrom('accepted', 'unknown', 'approved', 'declined', 'manual_review'),
  rrn: fc.option(few),
  key: few,
  terminal: few,
  pms: fc.option(few),
  folio: fc.option(few),
});

describe('the index of payments in memory', () => {
  it('finds at least the rows that a look at every row finds, whatever was written over them', () => {
    fc.assert(
      fc.property(fc.array(writing, { maxLength: 20 }), (writings) => {
        const index = new PaymentIndex();
        const rows = new Map<string, StoredPayment>();
        for (const { id, status, rrn, key, terminal, pms, folio } of writings) {
          const was = rows.get(id);
          const words = { idempotencyKey: key, terminalId: terminal, deviceReference: id, pmsTransactionNumber: pms };
          const fixed = { id, propertyId: 'p', ...words, reservation: folio === null ? null : { confirmationNumber: folio } };
          const row = { ...(was ?? fixed), status, result: rrn === null ? null : { rrn } } as unknown as StoredPayment;
          index.put(row, was);
          rows.set(id, row);
        }
        const all = [...rows.values()];
        const finds = (found: Iterable<PaymentId>, fits: (row: StoredPayment) => boolean): void =>
          expect([...found]).toEqual(expect.arrayContaining(all.filter(fits).map(({ id }) => id)));
        for (const word of ['1', '2', '3']) {
          finds(index.ofKey('p' as PropertyId, word), (row) => row.idempotencyKey === word);
          finds(index.ofTerminal(word as TerminalId), (row) => row.terminalId === word);
          finds(index.ofPmsNumber(word), (row) => row.pmsTransactionNumber === word);
          finds(index.ofConfirmation(word), (row) => row.reservation?.confirmationNumber === word);
          finds(index.ofRrn(word), (row) => row.result?.rrn === word);
          for (const { id } of all)
            finds(index.ofReference(word as TerminalId, id), (row) => row.terminalId === word && row.deviceReference.toString() === id);
        }
        const waiting = all.filter((row) => isOpen(row) || row.status === 'manual_review').map(({ id }) => id);
        expect([...index.open].sort()).toEqual(waiting.sort());
      }),
    );
  });
});
