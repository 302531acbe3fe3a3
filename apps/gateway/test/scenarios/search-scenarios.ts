import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { addPerson, PortalVisitor } from '../portal-visitor.ts';
import { closedTo, type Bench, type Call, type Scenarios } from './scenario.ts';

/** The search box. */
export function searchScenarios(bench: Bench): Scenarios {
  const { gateway, visitor, posted } = bench;
  const call: Call = (who, { body = { q: '552' }, headers } = {}) => who.post(PORTAL_PATHS.search, body, headers);
  return {
    search: {
      200: () => call(visitor()),
      ...closedTo(bench, call),
      forbidden: async () => call(await PortalVisitor.signedIn(gateway(), await addPerson(gateway()))),
      'not-found': () => call(visitor(), { body: { q: '552', property: randomUUID() } }),
      'validation-failed': () => call(visitor(), { body: { q: '4111 1111 1111 1111' } }),
      ...posted(call, visitor),
    },
  };
}
