import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { paymentInReview } from '../payment-in-review.ts';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { closedTo, type Bench, type Scenario, type Scenarios } from './scenario.ts';

/** The queue of payments that people look after, and whose they are. */
export function queueScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, auditor, posted } = bench;
  const read = (query = '') => visitor().get(PORTAL_PATHS.queue + query);
  const file = (query = '') => visitor().get(`${PORTAL_PATHS.exportQueue}?format=csv${query}`);
  const change = (path: (id: string) => string, id: () => Promise<string>): Record<string, Scenario> => ({
    200: async () => visitor().post(path(await id())),
    ...closedTo(bench, (who, { body, headers } = {}) => who.post(path(randomUUID()), body, headers)),
    forbidden: async () => auditor().post(path(await id())),
    'not-found': () => visitor().post(path(randomUUID())),
    ...posted(async (who, { body, headers } = {}) => who.post(path(await id()), body, headers), visitor),
  });
  const inReview = (): Promise<string> => paymentInReview(gateway());
  const ended = async (): Promise<string> => {
    const id = await inReview();
    await visitor().post(PORTAL_PATHS.resolution(id), { outcome: 'failed', evidence: 'Банк подтвердил: такой операции не было' });
    return id;
  };
  return {
    queue: {
      200: () => read(),
      ...closedTo(bench, (who) => who.get(PORTAL_PATHS.queue)),
      forbidden: async () => (await PortalVisitor.signedIn(gateway(), await addPerson(gateway()))).get(PORTAL_PATHS.queue),
      'not-found': () => read(`?property=${randomUUID()}`),
      'validation-failed': () => read('?cursor=nothing'),
    },
    exportQueue: {
      200: () => file(),
      ...closedTo(bench, (who) => who.get(`${PORTAL_PATHS.exportQueue}?format=csv`)),
      forbidden: async () => (await PortalVisitor.signedIn(gateway(), await addPerson(gateway()))).get(`${PORTAL_PATHS.exportQueue}?format=csv`),
      'not-found': () => file(`&property=${randomUUID()}`),
      'validation-failed': () => file('&columns=nothing'),
    },
    takePayment: change(PORTAL_PATHS.takePayment, inReview),
    releasePayment: change(PORTAL_PATHS.releasePayment, inReview),
    finishPayment: {
      ...change(PORTAL_PATHS.finishPayment, ended),
      'not-ended': async () => visitor().post(PORTAL_PATHS.finishPayment(await inReview())),
    },
  };
}
