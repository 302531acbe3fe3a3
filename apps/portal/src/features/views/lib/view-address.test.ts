import { VIEW_CONDITIONS } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { lookParsers } from '@/features/lists/lib/list-look.ts';
import { PAYMENT_LIST } from '@/features/payments/lib/payment-columns.ts';
import { filterParsers } from '@/features/payments/lib/payment-filters.ts';
import { QUEUE_LIST } from '@/features/queue/lib/queue-columns.ts';
import { queueLook, queueParsers } from '@/features/queue/lib/queue-filters.ts';
import { REFUND_LIST } from '@/features/refunds/lib/refund-columns.ts';
import { refundParsers } from '@/features/refunds/lib/refund-filters.ts';
import { conditionsIn, sameConditions, viewIdIn } from './view-address.ts';

const ID = '0190a0b0-0000-7000-8000-00000000000a';

describe('a view keeps everything that the list’s address can say', () => {
  it.each([
    ['payments', { ...filterParsers, ...lookParsers(PAYMENT_LIST) }],
    ['queue', { ...queueParsers, ...queueLook, ...lookParsers(QUEUE_LIST) }],
    ['refunds', { ...refundParsers, ...lookParsers(REFUND_LIST) }],
  ] as const)('%s', (list, parsers) => {
    expect([...VIEW_CONDITIONS[list]].sort()).toEqual(Object.keys(parsers).sort());
  });
});

describe('the conditions of an address', () => {
  it('are those that the list knows and that say something', () => {
    const address = new URLSearchParams(`q=&outcome=declined,unknown&cols=time,status&view=${ID}&utm=1`);
    expect(conditionsIn('payments', (name) => address.get(name))).toEqual({ outcome: 'declined,unknown', cols: 'time,status' });
  });
});

describe('a view is changed', () => {
  it.each([
    ['where a condition is other', { outcome: 'declined' }, { outcome: 'unknown' }, false],
    ['where one is more', {}, { density: 'compact' }, false],
    ['where one is less', { period: 'today' }, {}, false],
    ['where columns stand in another order', { cols: 'time,status,amount' }, { cols: 'status,time,amount' }, false],
    ['not where the same outcomes were chosen in another order', { outcome: 'declined,unknown' }, { outcome: 'unknown,declined' }, true],
    ['not where the order of the address differs', { q: '552', period: 'today' }, { period: 'today', q: '552' }, true],
  ])('%s', (_, saved, now, same) => {
    expect(sameConditions(saved, now)).toBe(same);
  });
});

describe('an address names a view', () => {
  it('by its id, and by nothing else', () => {
    expect([viewIdIn(ID.toUpperCase()), viewIdIn('all'), viewIdIn('mine'), viewIdIn(null)]).toEqual([ID, null, null, null]);
  });
});
