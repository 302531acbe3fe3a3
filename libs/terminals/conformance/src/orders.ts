import { invariant, type CardResult } from '@payport/domain';
import type { OrderOutcome, OriginalOperation, PaymentOrder, RefundOrder, TerminalDriver } from '@payport/terminals-core';
import type { Adapter, World } from './adapter.ts';
import type { OrderKind } from './device/ledger.ts';
import { calm, drive } from './drive.ts';
import { WatchedSession } from './session.ts';

export const AMOUNT = 12_300n;
/** What parts and captures are taken from: more than any amount that is played, and what remains is none of these. */
const LARGE = 3n * AMOUNT;
const HOUR_MS = 3_600_000;

/** Gives an order by the call of the driver that is made for it. */
export function place(driver: TerminalDriver, operation: OrderKind, order: RefundOrder, session: WatchedSession): Promise<OrderOutcome> {
  if (operation === 'sale') return driver.sale(order, session);
  const { refund, preauthorize } = driver;
  const call = { refund, part: refund, void: driver.void, preauthorization: preauthorize, capture: driver.capture, release: driver.release }[
    operation
  ];
  invariant(call, 'an adapter names only operations that its driver has');
  return call.call(driver, order, session);
}

type Begins = 'sale' | 'preauthorization';

/** An operation without any trouble, as the one before. */
async function begin(world: World, adapter: Adapter, driver: TerminalDriver, operation: Begins, amountMinor: bigint): Promise<CardResult> {
  const order: PaymentOrder = { reference: world.newReference(), amountMinor, currency: adapter.currency, tid: adapter.tid };
  const session = new WatchedSession(world.clock);
  const work = place(driver, operation, { ...order, original: { rrn: null, authCode: null } }, session);
  const { value } = await drive(world, work, adapter.orderLimitMs);
  invariant(value.outcome === 'approved', 'what has no trouble is approved');
  await calm(world);
  return value.result;
}

/** A sale without any trouble. */
export const sell = (world: World, adapter: Adapter, driver: TerminalDriver, amountMinor: bigint): Promise<CardResult> =>
  begin(world, adapter, driver, 'sale', amountMinor);

/** What an order goes back to, as the hotel knows it afterwards. */
export async function originalFor(operation: OrderKind, world: World, adapter: Adapter, driver: TerminalDriver): Promise<OriginalOperation> {
  const amountMinor = operation === 'part' || operation === 'capture' ? LARGE : AMOUNT;
  const first: Begins = operation === 'capture' || operation === 'release' ? 'preauthorization' : 'sale';
  const { rrn, authCode, stan } = await begin(world, adapter, driver, first, amountMinor);
  // A record of just now may be of the order itself, by a clock that is a little wrong.
  await world.clock.advance(HOUR_MS);
  const untouched = operation === 'part' ? { givenBackMinor: 0n, inOpenBatch: true } : {};
  return { rrn, authCode, stan, amountMinor, ...untouched };
}
