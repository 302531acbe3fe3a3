import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { paymentInReview } from '../payment-in-review.ts';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { closedTo, type Bench, type Call, type Scenario, type Scenarios } from './scenario.ts';

const WORDS = { outcome: 'failed', evidence: 'Банк подтвердил: такой операции не было' };

/** Deciding by hand about payments that no terminal can tell of. */
export function resolutionScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, stale, posted } = bench;
  const inReview = (): Promise<string> => paymentInReview(gateway(), { amount: '90.00' });
  /** Above the hotel's limit and proposed by somebody else; by the visitor, where `own`. */
  const proposed = async (own = false): Promise<{ id: string; seq: number }> => {
    const { db, propertyId } = gateway();
    await db.query(
      `insert into property_limit (property_id, currency, max_refund_minor) values ($1, 'RUB', 1) on conflict (property_id, currency) do update set max_refund_minor = 1`,
      [propertyId],
    );
    const id = await inReview();
    const who = own ? visitor() : await PortalVisitor.signedIn(gateway(), await addPerson(gateway(), { [propertyId]: 'finance' }));
    await who.post(PORTAL_PATHS.resolution(id), WORDS);
    await db.query('delete from property_limit where property_id = $1', [propertyId]);
    const { rows } = await db.query<{ seq: number }>('select max(seq) as seq from payment_event where payment_id = $1', [id]);
    return { id, seq: rows[0]?.seq ?? 0 };
  };
  const on =
    (path: (id: string) => string): Call =>
    (who, { body, headers } = {}) =>
      who.post(path(randomUUID()), body, headers);
  /** Answers that do not depend on the payment's state. */
  const common = (path: (id: string) => string, body: unknown): Record<string, Scenario> => ({
    ...closedTo(bench, on(path), body),
    forbidden: async () => auditor().post(path(await inReview()), body),
    'not-found': () => on(path)(visitor(), { body }),
    'validation-failed': async () => visitor().post(path(await inReview()), {}),
    ...posted(async (who, { body: text, headers } = {}) => who.post(path(await inReview()), text, headers), visitor),
  });
  return {
    resolvePayment: {
      200: async () => visitor().post(PORTAL_PATHS.resolution(await inReview()), WORDS),
      ...common(PORTAL_PATHS.resolution, WORDS),
      'step-up-required': async () => stale().post(PORTAL_PATHS.resolution(await inReview()), WORDS),
      'not-in-review': async () => {
        const { body } = await gateway().pay({ terminalId: await gateway().addTerminal(), reservation: { confirmationNumber: randomUUID() } });
        return visitor().post(PORTAL_PATHS.resolution(String(body['id'])), WORDS);
      },
      'resolution-proposed': async () => visitor().post(PORTAL_PATHS.resolution((await proposed()).id), WORDS),
    },
    confirmResolution: {
      200: async () => {
        const { id, seq } = await proposed();
        return visitor().post(PORTAL_PATHS.confirmResolution(id), { seq });
      },
      ...common(PORTAL_PATHS.confirmResolution, { seq: 1 }),
      'step-up-required': async () => stale().post(PORTAL_PATHS.confirmResolution(await inReview()), { seq: 1 }),
      'resolution-gone': async () => visitor().post(PORTAL_PATHS.confirmResolution(await inReview()), { seq: 1 }),
      'second-person-needed': async () => {
        const { id, seq } = await proposed(true);
        return visitor().post(PORTAL_PATHS.confirmResolution(id), { seq });
      },
    },
    rejectResolution: {
      200: async () => {
        const { id, seq } = await proposed();
        return visitor().post(PORTAL_PATHS.rejectResolution(id), { seq, reason: 'не тот счёт' });
      },
      ...common(PORTAL_PATHS.rejectResolution, { seq: 1, reason: 'не тот счёт' }),
      'resolution-gone': async () => visitor().post(PORTAL_PATHS.rejectResolution(await inReview()), { seq: 1, reason: 'не тот счёт' }),
    },
  };
}
