// @ts-check
import { rmSync } from 'node:fs';
import path from 'node:path';
import { readJson, writePrivate } from './secrets.mjs';

/** @param {string} home */
export const trainingFile = (home) => path.join(home, 'training.json');

/** @param {string} root @returns {Map<string, string>} TID → the workstation whose default terminal it is */
function workstations(root) {
  const plan = /** @type {{terminals: Array<{tid: string, workstation: string}>}} */ (readJson(path.join(root, 'tools/start/demo-plan.json')));
  return new Map(plan.terminals.map(({ tid, workstation }) => [tid, workstation]));
}

/**
 * What the portal's server needs for its training page: where the simulated bank is, and each hotel's key to the
 * Sonata API. Private, whole or not at all; without the demonstration there is none.
 * @param {{root: string, home: string, seeded: import('./demo-file.mjs').Seeded, bankUrl: string}} what
 */
export function writeTrainingFile({ root, home, seeded: { sonata, terminals }, bankUrl }) {
  const desks = workstations(root);
  const properties = [sonata, sonata.otherProperty].map(({ property, apiKey }) => ({
    id: property,
    apiKey,
    terminals: terminals
      .filter((terminal) => terminal.property === property)
      .map(({ id, tid }) => ({ id, tid, workstation: desks.get(tid) ?? null })),
  }));
  writePrivate(trainingFile(home), `${JSON.stringify({ bank: { url: bankUrl }, properties }, null, 2)}\n`);
}

/** @param {string} home */
export const removeTrainingFile = (home) => rmSync(trainingFile(home), { force: true });
