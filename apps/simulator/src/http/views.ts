import { formatAmount } from '@payport/domain';
import type { LedgerEntry } from '../bank/ledger-entry.ts';
import type { TestCard } from '../bank/test-cards.ts';
import type { Pinpad } from '../pinpad/pinpad.ts';

/** One line of `GET /ledger`. */
export const ledgerView = ({ tid, rrn, authCode, kind, amountMinor, currency, cardMask, at, state }: LedgerEntry) => ({
  tid,
  rrn,
  authCode,
  kind,
  amount: formatAmount(amountMinor, currency),
  currency,
  cardMask,
  at,
  state,
});

/** One line of `GET /cards`. */
export const cardView = ({ brand, name, mask, expiry, ownCard }: TestCard) => ({ brand, name, mask, expiry, ownCard });

/** One line of `GET /terminals`. */
export function terminalView(pinpad: Pinpad, folder: string) {
  const { profile } = pinpad;
  const { online, state, order, screen, keys, manual, waitEndsAt, resultCode } = pinpad.view();
  return {
    tid: profile.tid,
    name: profile.name,
    property: profile.property,
    propertyName: profile.propertyName,
    driver: profile.driver,
    encoding: profile.encoding,
    online,
    state,
    order: order && {
      operation: order.operation,
      amount: formatAmount(order.amountMinor, order.currency),
      currency: order.currency,
      requestId: order.requestId,
      startedAt: order.startedAt,
    },
    screen,
    keys,
    waitEndsAt,
    resultCode,
    manual,
    faults: pinpad.faults.pending().map(({ fault, on, count }) => ({ ...fault, on, count })),
    folder,
  };
}
