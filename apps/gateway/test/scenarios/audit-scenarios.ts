import { PORTAL_PATHS } from '@payport/contracts';
import { randomUUID } from 'node:crypto';
import { closedTo, type Bench, type Call, type Scenarios } from './scenario.ts';

/** Ways to every answer of the audit's routes. */
export function auditScenarios(bench: Bench): Scenarios {
  const { visitor, auditor, finance } = bench;
  const get =
    (path: string): Call =>
    (who) =>
      who.get(path);
  const filtered = (path: string): Scenarios[string] => ({
    200: () => get(path)(auditor()),
    ...closedTo(bench, get(path)),
    forbidden: () => get(path)(finance()),
    'not-found': () => get(`${path}?property=${randomUUID()}`)(visitor()),
    'validation-failed': () => get(`${path}?topic=weather`)(visitor()),
  });
  return {
    audit: filtered(PORTAL_PATHS.audit),
    auditCheck: {
      200: () => get(PORTAL_PATHS.auditCheck)(auditor()),
      ...closedTo(bench, get(PORTAL_PATHS.auditCheck)),
      forbidden: () => get(PORTAL_PATHS.auditCheck)(finance()),
    },
    auditExport: filtered(PORTAL_PATHS.auditExport),
  };
}
