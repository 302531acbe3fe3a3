import type { ClaimRecord, PaymentId, TerminalId } from '@payport/domain';
import type { MemoryDatabase, StoredPayment, StoreConditions } from '@payport/testing';
import type { Pool } from 'pg';

type Rows = readonly object[];
type Answer = (database: MemoryDatabase, values: readonly unknown[]) => Rows;

function free(database: MemoryDatabase, which: (claim: ClaimRecord) => boolean): Rows {
  for (const [address, claim] of [...database.claims]) if (which(claim)) database.claims.delete(address);
  return [];
}

/** The few statements that the engine sends past the stores, by how they begin. */
const ANSWERS: readonly (readonly [begins: string, Answer])[] = [
  [
    'delete from device_claim where instance_id',
    (database, [instanceId]) => free(database, (claim) => claim.holder === 'service' && claim.instanceId === instanceId),
  ],
  [
    'delete from device_claim c where c.instance_id',
    (database, [instanceId]) => free(database, (claim) => claim.isWatch && claim.instanceId === instanceId),
  ],
  [
    'delete from device_claim where address',
    (database, [place, token]) => free(database, ({ address, fencingToken }) => address === place && String(fencingToken) === token),
  ],
  [
    'select id from terminal where enabled and offline_since is not null',
    (database) =>
      [...database.terminals.values()].flatMap(({ id, offlineSinceMs }): { id: TerminalId }[] => (offlineSinceMs === null ? [] : [{ id }])),
  ],
  [
    'select id, last_seq, status, confirmed_as is not null as confirmed from payment',
    (database, [ids]) =>
      (ids as readonly PaymentId[]).flatMap((id) => {
        const payment = database.payments.get(id);
        return payment ? [{ id, last_seq: payment.lastSeq, status: payment.status, confirmed: isConfirmed(payment) }] : [];
      }),
  ],
];

const isConfirmed = ({ hold }: StoredPayment): boolean => hold?.confirmedAs !== null && hold?.confirmedAs !== undefined;

/** Answers them from the tables in memory. */
export function enginePool(database: MemoryDatabase, conditions: StoreConditions): Pool {
  const query = async (asked: string | { readonly text: string; readonly values?: readonly unknown[] }, values: readonly unknown[] = []) => {
    const { text, given } = typeof asked === 'string' ? { text: asked, given: values } : { text: asked.text, given: asked.values ?? [] };
    await conditions.statement(text);
    const known = ANSWERS.find(([begins]) => text.startsWith(begins));
    if (!known) throw new Error(`the simulation knows no answer to: ${text}`);
    return { rows: known[1](database, given) };
  };
  return { query } as unknown as Pool;
}
