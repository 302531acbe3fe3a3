import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { contradictedPayment } from '../contradicted-payment.ts';
import type { Answer } from '../gateway-harness.ts';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { closedTo, type Bench, type Call, type Scenario, type Scenarios } from './scenario.ts';

const WORDS = { amount: '1.00', reason: 'Банк показал списание' };

/** Money back for payments that the bank contradicts. */
export function contradictionScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, stale, posted } = bench;
  const contradicted = async (): Promise<string> => (await contradictedPayment(gateway())).id;
  const someone = async (): Promise<PortalVisitor> =>
    PortalVisitor.signedIn(gateway(), await addPerson(gateway(), { [gateway().propertyId]: 'finance' }));
  /** Proposed by somebody else; by the visitor, where `own`. */
  const proposed = async (own = false): Promise<{ id: string; seq: number; terminalId: string }> => {
    const { id, terminalId } = await contradictedPayment(gateway());
    await (own ? visitor() : await someone()).post(PORTAL_PATHS.contradictionRefund(id), WORDS);
    const { rows } = await gateway().db.query<{ seq: number }>('select max(seq) as seq from payment_event where payment_id = $1', [id]);
    return { id, seq: rows[0]?.seq ?? 0, terminalId };
  };
  const on =
    (path: (id: string) => string): Call =>
    (who, { body, headers } = {}) =>
      who.post(path(randomUUID()), body, headers);
  const common = (path: (id: string) => string, body: unknown): Record<string, Scenario> => ({
    ...closedTo(bench, on(path), body),
    forbidden: async () => auditor().post(path(await contradicted()), body),
    'not-found': () => on(path)(visitor(), { body }),
    'validation-failed': async () => visitor().post(path(await contradicted()), {}),
    ...posted(async (who, { body: text, headers } = {}) => who.post(path(await contradicted()), text, headers), visitor),
  });
  const propose = async (changes: Record<string, unknown> = {}, id?: string): Promise<Answer> =>
    visitor().post(PORTAL_PATHS.contradictionRefund(id ?? (await contradicted())), { ...WORDS, ...changes });
  /** Confirms after the terminal has come into another state. */
  const confirmAfter = (change: string) => async (): Promise<Answer> => {
    const { id, seq, terminalId } = await proposed();
    await gateway().db.query(change, [terminalId]);
    return visitor().post(PORTAL_PATHS.confirmContradictionRefund(id), { seq });
  };
  const { contradictionRefund, confirmContradictionRefund, rejectContradictionRefund } = PORTAL_PATHS;
  return {
    proposeContradictionRefund: {
      200: () => propose(),
      ...common(contradictionRefund, WORDS),
      'not-contradicted': async () => {
        const { body } = await gateway().pay({ terminalId: await gateway().addTerminal(), reservation: { confirmationNumber: randomUUID() } });
        return propose({}, String(body['id']));
      },
      'resolution-proposed': async () => propose({}, (await proposed()).id),
      'terminal-not-found': () => propose({ terminalId: randomUUID() }),
      'original-not-refundable': async () => propose({ terminalId: await gateway().addTerminal({ mid: '684444440000' }) }),
      'invalid-amount': () => propose({ amount: '1,00' }),
      'refund-exceeds-original': () => propose({ amount: '1500.01' }),
    },
    confirmContradictionRefund: {
      200: confirmAfter('select $1::text'),
      ...common(confirmContradictionRefund, { seq: 1 }),
      'step-up-required': async () => stale().post(confirmContradictionRefund(await contradicted()), { seq: 1 }),
      'resolution-gone': async () => visitor().post(confirmContradictionRefund(await contradicted()), { seq: 1 }),
      'second-person-needed': async () => {
        const { id, seq } = await proposed(true);
        return visitor().post(confirmContradictionRefund(id), { seq });
      },
      // A refund of it that began elsewhere meanwhile.
      'refund-exceeds-original': confirmAfter(`
        with refund as (
          insert into payment (id, property_id, terminal_id, instance_id, kind, amount_minor, currency, status, idempotency_key, params, params_hash,
            device_reference, original_payment_id, created_at, updated_at)
          select gen_random_uuid(), property_id, terminal_id, instance_id, 'refund', -amount_minor, currency, 'accepted', gen_random_uuid()::text, '{}',
            params_hash, left(gen_random_uuid()::text, 8), id, now(), now() from payment where terminal_id = $1 returning id)
        insert into payment_event (payment_id, seq, at, type, to_status, cause, actor) select id, 1, now(), 'state', 'accepted', 'requested', 'test' from refund`),
      'operation-not-supported': async () => {
        const { id, seq } = await proposed();
        const { operations } = gateway().terminal;
        gateway().terminal.operations = ['sale'];
        const answer = await visitor().post(confirmContradictionRefund(id), { seq });
        gateway().terminal.operations = operations;
        return answer;
      },
      'terminal-disabled': confirmAfter('update terminal set enabled = false where id = $1'),
      'terminal-busy': confirmAfter(`
        insert into device_claim (address, terminal_id, holder, service, instance_id, taken_at)
        select t.device_address, t.id, 'service', 'link_test', g.id, now() from terminal t, gateway_instance g where t.id = $1 limit 1`),
      'terminal-offline': confirmAfter('update terminal set offline_since = now() where id = $1'),
    },
    rejectContradictionRefund: {
      200: async () => {
        const { id, seq } = await proposed();
        return visitor().post(rejectContradictionRefund(id), { seq, reason: 'не та сумма' });
      },
      ...common(rejectContradictionRefund, { seq: 1, reason: 'не та сумма' }),
      'resolution-gone': async () => visitor().post(rejectContradictionRefund(await contradicted()), { seq: 1, reason: 'не та сумма' }),
    },
  };
}
