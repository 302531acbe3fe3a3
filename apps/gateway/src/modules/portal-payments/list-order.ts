import type { PaymentSort } from '@payport/contracts';

/** Where a statement reads a payment's id and amount: in its row or beside a word. */
export interface Place {
  readonly id: string;
  readonly amount: string;
}

export const IN_PAYMENT: Place = { id: 'p.id', amount: 'p.amount_minor' };
export const BESIDE_WORD: Place = { id: 'g.payment_id', amount: 'g.amount_minor' };

export interface Order {
  readonly by: (place: Place) => string;
  /** The id alone decides. */
  readonly byId?: 'id desc' | 'id';
  /** Through one property's payments, in the order of an index. */
  readonly within: string;
  readonly after: (cursor: string, place: Place) => string;
}

/** Payments of one amount are ordered the other way round by their ids: so one index serves both directions. */
export const ORDERS: Readonly<Record<PaymentSort, Order>> = {
  newest: {
    by: ({ id }) => `${id} desc`,
    byId: 'id desc',
    within: 'p.property_id, p.id desc',
    after: (cursor, { id }) => `${id} < ${cursor}`,
  },
  oldest: { by: ({ id }) => id, byId: 'id', within: 'p.property_id desc, p.id', after: (cursor, { id }) => `${id} > ${cursor}` },
  largest: {
    by: ({ id, amount }) => `abs(${amount}) desc, ${id}`,
    within: 'p.property_id desc, abs(p.amount_minor) desc, p.id',
    after: (cursor, place) => beyondAmount('<', cursor, place),
  },
  smallest: {
    by: ({ id, amount }) => `abs(${amount}), ${id} desc`,
    within: 'p.property_id, abs(p.amount_minor), p.id desc',
    after: (cursor, place) => beyondAmount('>', cursor, place),
  },
};

/** A payment's amount never changes, so its id says where a page ended. */
function beyondAmount(sign: '<' | '>', cursor: string, { id, amount }: Place): string {
  const last = `(select abs(last.amount_minor) from payment last where last.id = ${cursor})`;
  return `abs(${amount}) ${sign}= ${last} and (abs(${amount}) ${sign} ${last} or ${id} ${sign === '<' ? '>' : '<'} ${cursor})`;
}
