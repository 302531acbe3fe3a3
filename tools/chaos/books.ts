import type { Told, TillPayment } from './till.ts';
import type { LedgerRow } from './world.ts';

/** A payment as the gateway's database has it; amounts in minor units, money back negative. */
export interface GatewayRow {
  readonly key: string;
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly amount: bigint;
  readonly rrn: string | null;
  readonly dispatches: number;
}

/** The three books of one terminal. `looked`: what the gateway answers about each key when all is quiet. */
export interface Books {
  readonly tid: string;
  readonly gateway: readonly GatewayRow[];
  readonly bank: readonly LedgerRow[];
  readonly told: ReadonlyMap<string, Told>;
  readonly looked: ReadonlyMap<string, TillPayment | null>;
}

const NO_MONEY = ['declined', 'cancelled', 'failed'];
const SETTLED = ['approved', 'manual_review', ...NO_MONEY];

const minor = (text: string): bigint => BigInt(text.replace('.', ''));
const signed = ({ kind, amount }: LedgerRow): bigint => (kind === 'sale' ? minor(amount) : -minor(amount));
const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/** Every way in which the books do not agree, to the kopeck; none is what must be. */
export function differences(books: Books): readonly string[] {
  return [...withBank(books), ...withPms(books)].map((line) => `${books.tid}: ${line}`);
}

/**
 * What is approved is at the bank, once, and nothing else is, except what the gateway honestly does not know: each payment
 * in manual review may account for one operation of its kind and amount.
 */
function withBank({ gateway, bank }: Books): string[] {
  const wrong: string[] = [];
  const left = new Map(bank.filter(({ state }) => state !== 'reversed').map((row) => [row.rrn, row]));
  for (const row of gateway) {
    if (!SETTLED.includes(row.status)) wrong.push(`payment ${row.id} is still ${row.status}`);
    if (row.dispatches > 1) wrong.push(`payment ${row.id} was sent ${row.dispatches} times`);
    if (row.status !== 'approved') continue;
    const entry = row.rrn === null ? undefined : left.get(row.rrn);
    if (!entry) wrong.push(`payment ${row.id} of ${row.amount} is approved, and the bank has no operation ${row.rrn} of its own for it`);
    else if (signed(entry) !== row.amount) wrong.push(`payment ${row.id}: ${row.amount} here, ${signed(entry)} at the bank`);
    if (row.rrn !== null) left.delete(row.rrn);
  }
  const open = gateway.filter(({ status }) => status === 'manual_review').map(({ amount }) => amount);
  for (const entry of left.values()) {
    const at = open.indexOf(signed(entry));
    if (at >= 0) open.splice(at, 1);
    else wrong.push(`the bank moved ${signed(entry)} (${entry.rrn}), and no payment here accounts for it`);
  }
  return wrong;
}

function withPms({ gateway, told, looked }: Books): string[] {
  const wrong: string[] = [];
  const rows = new Map(gateway.map((row) => [row.key, row]));
  for (const [key, answer] of told) {
    const row = rows.get(key);
    if ('refused' in answer) {
      if (row && !NO_MONEY.includes(row.status)) wrong.push(`the PMS was told ${answer.refused}, and payment ${row.id} is ${row.status}`);
      continue;
    }
    const { payment } = answer;
    if (!row) wrong.push(`payment ${payment.id} was told to the PMS and is lost`);
    else if (payment.status !== row.status) wrong.push(`payment ${row.id}: the PMS was told ${payment.status}, it is ${row.status}`);
  }
  for (const row of gateway) {
    const payment = looked.get(row.key);
    if (!payment) wrong.push(`payment ${row.id} cannot be found by its key`);
    else if (payment.id !== row.id || payment.status !== row.status || minor(payment.amount) !== row.amount) {
      wrong.push(`payment ${row.id}: ${row.status} ${row.amount} in the rows, ${payment.status} ${payment.amount} by its key`);
    }
  }
  const ours = sum(gateway.filter(({ status }) => status === 'approved').map(({ amount }) => amount));
  const theirs = [...told.values()].flatMap((answer) =>
    'payment' in answer && answer.payment.status === 'approved' ? [minor(answer.payment.amount)] : [],
  );
  if (sum(theirs) !== ours) wrong.push(`approved: ${ours} in the rows, ${sum(theirs)} told to the PMS`);
  return wrong;
}
