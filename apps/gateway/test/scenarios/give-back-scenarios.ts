import { PORTAL_PATHS } from '@payport/contracts';
import { approvedResult } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Answer } from '../gateway-harness.ts';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { closedTo, type Bench, type Call, type Scenario, type Scenarios } from './scenario.ts';

const words = (): Record<string, unknown> => ({
  amount: '500.00',
  reasonCode: 'guest_request',
  reason: 'Гость уехал раньше',
  key: randomUUID(),
  alone: true,
  left: '1500.00',
});

/** Money back by people of the portal. */
export function giveBackScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, support, stale, posted } = bench;
  const sale = async (): Promise<{ id: string; terminalId: string }> => {
    const { terminal } = gateway();
    const { onOrder } = terminal;
    terminal.onOrder = (order) => Promise.resolve({ outcome: 'approved', result: approvedResult(order), evidence: {} });
    try {
      const terminalId = await gateway().addTerminal();
      const { body } = await gateway().pay({ terminalId, reservation: { confirmationNumber: randomUUID() } });
      // That the terminal answered is written behind the payment; it would undo a state that a scenario gives the terminal.
      const seen = async (): Promise<unknown> =>
        (await gateway().db.query('select from terminal where id = $1 and last_seen_at is not null', [terminalId])).rowCount;
      await expect.poll(seen, { timeout: 5_000 }).toBe(1);
      return { id: String(body['id']), terminalId };
    } finally {
      Object.assign(terminal, { onOrder });
    }
  };
  const someone = async (): Promise<PortalVisitor> =>
    PortalVisitor.signedIn(gateway(), await addPerson(gateway(), { [gateway().propertyId]: 'finance' }));
  const { giveBack, confirmGiveBack, rejectGiveBack } = PORTAL_PATHS;
  /** Proposed by somebody else; by the visitor, where `own`. */
  const proposed = async (own = false): Promise<{ id: string; seq: number; terminalId: string }> => {
    const { id, terminalId } = await sale();
    await (own ? visitor() : await someone()).post(giveBack(id), { ...words(), alone: false });
    const { rows } = await gateway().db.query<{ seq: number }>('select max(seq) as seq from payment_event where payment_id = $1', [id]);
    return { id, seq: rows[0]?.seq ?? 0, terminalId };
  };
  const on =
    (path: (id: string) => string): Call =>
    (who, { body, headers } = {}) =>
      who.post(path(randomUUID()), body, headers);
  const common = (path: (id: string) => string, body: unknown): Record<string, Scenario> => ({
    ...closedTo(bench, on(path), body),
    forbidden: async () => auditor().post(path((await sale()).id), body),
    'not-found': () => on(path)(visitor(), { body }),
    'validation-failed': async () => visitor().post(path((await sale()).id), {}),
    ...posted(async (who, { body: text, headers } = {}) => who.post(path((await sale()).id), text, headers), visitor),
  });
  const give = async (changes: Record<string, unknown> = {}, id?: string, who = visitor()): Promise<Answer> =>
    who.post(giveBack(id ?? (await sale()).id), { ...words(), ...changes });
  /** The terminal in another state at the moment of the step. */
  const terminalStates = (step: (change: string) => Promise<Answer>): Record<string, Scenario> => ({
    'operation-not-supported': async () => {
      const { operations } = gateway().terminal;
      try {
        return await step('');
      } finally {
        gateway().terminal.operations = operations;
      }
    },
    'terminal-disabled': () => step('update terminal set enabled = false where id = $1'),
    'terminal-busy': () =>
      step(`insert into device_claim (address, terminal_id, holder, service, instance_id, taken_at)
        select t.device_address, t.id, 'service', 'link_test', g.id, now() from terminal t, gateway_instance g where t.id = $1 limit 1`),
    'terminal-offline': () => step('update terminal set offline_since = now() where id = $1'),
  });
  const inState = async (change: string, terminalId: string): Promise<void> => {
    if (change === '') gateway().terminal.operations = ['sale'];
    else await gateway().db.query(change, [terminalId]);
  };
  const confirmAfter = async (change: string): Promise<Answer> => {
    const { id, seq, terminalId } = await proposed();
    await inState(change, terminalId);
    return visitor().post(confirmGiveBack(id), { seq });
  };
  const dossier: Call = async (who) => who.get(PORTAL_PATHS.dossier((await sale()).id));
  const list: Call = (who) => who.get(PORTAL_PATHS.refunds);
  return {
    paymentTraces: {
      200: async () => visitor().get(PORTAL_PATHS.paymentTraces((await sale()).id)),
      ...closedTo(bench, (who) => who.get(PORTAL_PATHS.paymentTraces(randomUUID()))),
      'not-found': () => visitor().get(PORTAL_PATHS.paymentTraces(randomUUID())),
    },
    dossier: {
      200: () => dossier(visitor()),
      ...closedTo(bench, (who) => who.get(PORTAL_PATHS.dossier(randomUUID()))),
      'not-found': () => visitor().get(PORTAL_PATHS.dossier(randomUUID())),
      'validation-failed': async () => visitor().get(`${PORTAL_PATHS.dossier((await sale()).id)}?language=de`),
    },
    refunds: {
      200: () => list(visitor()),
      ...closedTo(bench, list),
      forbidden: async () => list(await PortalVisitor.signedIn(gateway(), await addPerson(gateway()))),
      'not-found': () => visitor().get(`${PORTAL_PATHS.refunds}?property=${randomUUID()}`),
      'validation-failed': () => visitor().get(`${PORTAL_PATHS.refunds}?cursor=x`),
    },
    giveBack: {
      200: () => give(),
      ...common(giveBack, words()),
      'step-up-required': async () => give({}, undefined, stale()),
      'original-not-refundable': async () => give({ terminalId: await gateway().addTerminal({ mid: '684444440000' }) }),
      'refund-exceeds-original': () => give({ amount: '1500.01' }),
      'refund-stale': () => give({ left: '1400.00' }),
      'resolution-proposed': async () => give({ alone: false }, (await proposed()).id),
      'second-person-needed': () => give({}, undefined, support()),
      'idempotency-key-reused': async () => {
        const { id } = await sale();
        const key = randomUUID();
        await give({ key }, id);
        return give({ key, amount: '501.00' }, id);
      },
      'invalid-amount': () => give({ amount: '1,00' }),
      'terminal-not-found': () => give({ terminalId: randomUUID() }),
      ...terminalStates(async (change) => {
        const { id, terminalId } = await sale();
        await inState(change, terminalId);
        return give({}, id);
      }),
    },
    confirmGiveBack: {
      200: () => confirmAfter('select $1::text'),
      ...common(confirmGiveBack, { seq: 1 }),
      'step-up-required': async () => stale().post(confirmGiveBack((await sale()).id), { seq: 1 }),
      'resolution-gone': async () => visitor().post(confirmGiveBack((await sale()).id), { seq: 1 }),
      'second-person-needed': async () => {
        const { id, seq } = await proposed(true);
        return visitor().post(confirmGiveBack(id), { seq });
      },
      'refund-exceeds-original': async () => {
        const { id, seq } = await proposed();
        const other = await gateway().addTerminal();
        expect((await give({ amount: '1400.00', terminalId: other }, id)).status).toBe(200);
        return visitor().post(confirmGiveBack(id), { seq });
      },
      ...terminalStates(confirmAfter),
    },
    rejectGiveBack: {
      200: async () => {
        const { id, seq } = await proposed();
        return visitor().post(rejectGiveBack(id), { seq, reason: 'не та сумма' });
      },
      ...common(rejectGiveBack, { seq: 1, reason: 'не та сумма' }),
      'resolution-gone': async () => visitor().post(rejectGiveBack((await sale()).id), { seq: 1, reason: 'не та сумма' }),
    },
  };
}
