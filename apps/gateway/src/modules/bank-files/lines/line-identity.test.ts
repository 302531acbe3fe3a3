import { OPERATION_KINDS, readAcquiringCredit, type OperationKind, type RegistryLine, type StatementEntry } from '@payport/bank-files';
import { describe, expect, it } from 'vitest';
import { registryIdentity, statementIdentity } from './line-identity.ts';

const line = { state: 'completed', operatedAt: { day: '2026-01-14', time: null }, grossMinor: 150_000n, currency: 'RUB', tid: '10000001', mid: null };
const identity = (kind: OperationKind, numbers: Partial<RegistryLine> = { rrn: '600000000001' }): string =>
  registryIdentity({ ...line, rrn: null, operationRef: null, kind, ...numbers } as RegistryLine, 'sberbank');

describe('an operation of the bank', () => {
  it.each([{ rrn: '600000000001' }, { operationRef: 'A-1' }, { authCode: '123456' }])(
    'is the same in a layout that knows sales and refunds only (%j)',
    (numbers) => {
      const same = (...kinds: readonly OperationKind[]): number => new Set(kinds.map((kind) => identity(kind, numbers))).size;
      expect([same('purchase', 'sbp_purchase', 'completion'), same('refund', 'sbp_refund', 'void', 'reversal')]).toEqual([1, 1]);
    },
  );

  it('is never a sale and money back, a chargeback and a refund, or a charge and money that was only reserved', () => {
    expect(new Set(OPERATION_KINDS.map((kind) => identity(kind))).size).toBe(6);
  });
});

describe('an entry of the account', () => {
  const entry = { account: '40702', direction: 'credit', bookedOn: '2026-01-16', amountMinor: 148_500n, currency: 'RUB' };
  const of = (over: Partial<StatementEntry>): string => {
    const told = { bankRef: null, documentNumber: null, counterpartyAccount: null, purpose: '', ...entry, ...over } as StatementEntry;
    return statementIdentity(told, readAcquiringCredit(told.purpose));
  };
  const PAYS = 'Зачисление средств по операциям эквайринга. Мерчант №100000000001. Дата реестра 14.01.2026.';

  it('that pays a registry is the same whatever number the format gives it, and however much of the purpose', () => {
    const oneC = of({ documentNumber: '77', counterpartyAccount: '30232', purpose: `${PAYS} Комиссия 15.00.` });
    expect(of({ bankRef: 'C16/77', purpose: PAYS })).toBe(oneC);
    for (const other of [PAYS.replace('14.01', '15.01'), PAYS.replace('00001', '00002')]) expect(of({ purpose: other })).not.toBe(oneC);
  });

  it('of anything else is known by the bank’s reference, or by document and purpose', () => {
    expect(of({ bankRef: 'C16/77', purpose: 'Аренда' })).not.toBe(of({ documentNumber: '77', purpose: 'Аренда' }));
  });
});
