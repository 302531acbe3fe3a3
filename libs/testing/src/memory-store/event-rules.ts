import {
  amended,
  CONTRADICTED,
  copyOf,
  isFinal,
  mayMove,
  type Contradiction,
  type OutcomeUpdate,
  type PaymentEvent,
  type PaymentRecord,
} from '@payport/domain';
import { isDeepStrictEqual } from 'node:util';

/** A rule of the database was broken; the code and the names are those of Postgres. */
export class CheckViolation extends Error {
  override readonly name = 'CheckViolation';
  readonly code = '23514';

  constructor(
    readonly constraint: string,
    message: string,
  ) {
    super(message);
  }
}

/** Two rows with one key. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  readonly code = '23505';
}

/** A row is never changed, but replaced. What refunds have taken of it stands at nothing here: that is counted when it is read. */
export type StoredPayment = PaymentRecord;

function check(payment: StoredPayment, event: PaymentEvent): void {
  if (event.seq > 0 && event.seq <= payment.lastSeq) throw new UniqueViolation(`event ${event.seq} is there already`);
  if (event.seq !== payment.lastSeq + 1) {
    throw new CheckViolation('payment_event_sequence', `event ${event.seq} is out of sequence, ${payment.lastSeq + 1} was expected`);
  }
  if (payment.lastSeq === 0) {
    if (event.type === 'state' && event.from === null && event.to === 'accepted') return;
    throw new CheckViolation('payment_event_first', 'the first event must accept the payment');
  }
  if (event.from !== payment.status) {
    throw new CheckViolation('payment_event_from', `event from ${event.from ?? 'nothing'} but the payment is ${payment.status}`);
  }
  if (event.type === 'state') {
    if (!mayMove(event.from, event.to)) throw new CheckViolation('payment_event_move', `${event.from} -> ${event.to} is not an allowed move`);
  } else if (event.to !== event.from) {
    throw new CheckViolation('payment_event_move', `a ${event.type} cannot change the status`);
  } else if (event.type === 'stage' && isFinal(payment.status)) {
    throw new CheckViolation('payment_event_move', 'no stage after the end');
  }
}

/** What the trigger `payment_events_apply` makes of a payment. @throws CheckViolation */
export function applyEvents(payment: StoredPayment, events: readonly PaymentEvent[]): StoredPayment {
  const row = copyOf(payment);
  for (const event of events.length > 1 ? [...events].sort((one, other) => one.seq - other.seq) : events) {
    check(row, event);
    const moved = event.type === 'state';
    row.status = event.to;
    row.lastSeq = event.seq;
    if (event.type !== 'note') row.stage = event.stage;
    if (moved && event.to === 'unknown') row.unknownSinceMs ??= event.atMs;
    if (moved && event.to === 'dispatched') row.dispatchedAtMs = event.atMs;
    if (moved && isFinal(event.to)) row.finalAtMs = event.atMs;
    row.updatedAtMs = Math.max(row.updatedAtMs, event.atMs);
  }
  return row;
}

/** What the trigger `payment_guard` lets through: a final result never changes. @throws CheckViolation */
export function applyOutcome(payment: StoredPayment, { result, decline, holdsTerminal }: OutcomeUpdate): StoredPayment {
  const said = result === null || result.currency === payment.currency ? result : { ...result, currency: payment.currency };
  const kept = said !== null && SAYS_SOMETHING.some((field) => said[field] !== null) ? said : null;
  const changes = !isDeepStrictEqual([kept, decline], [payment.result, payment.decline]);
  if (payment.finalAtMs !== null && changes) throw new CheckViolation('payment_final_result', 'a final result never changes');
  return amended(payment, { result: kept, decline, holdsTerminal });
}

/** A stored result without any of these reads as none. */
const SAYS_SOMETHING = ['approvedAmountMinor', 'rrn', 'authCode', 'responseCode', 'cardMask', 'slip', 'terminalTid'] as const;

/** What the trigger `payment_contradiction_guard` lets through. @throws CheckViolation */
export function applyContradiction(payment: StoredPayment, contradiction: Contradiction, events: readonly PaymentEvent[]): StoredPayment {
  if (payment.contradiction !== null && contradiction.atMs < payment.contradiction.atMs) {
    throw new CheckViolation('payment_contradiction_kept', 'a contradiction is not taken back');
  }
  if (payment.finalAtMs === null) throw new CheckViolation('payment_contradiction_final', 'only a final state can be contradicted');
  const told = events.some(
    ({ cause, atMs, evidence }) =>
      cause === CONTRADICTED &&
      atMs === contradiction.atMs &&
      evidence['source'] === contradiction.source &&
      evidence['provenMinor'] === contradiction.provenMinor.toString(),
  );
  if (!told) throw new CheckViolation('payment_contradiction_by_event', 'no contradiction without its event');
  return amended(payment, { contradiction });
}
