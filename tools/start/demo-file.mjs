// @ts-check
import path from 'node:path';
import { PlainError } from './progress.mjs';
import { readJson, writePrivate } from './secrets.mjs';

/**
 * @typedef {object} Seeded what the seed made
 * @property {Array<{email: string, password: string, role: string}>} users
 * @property {{property: string, apiKey: string, otherProperty: {property: string, apiKey: string}}} sonata
 * @property {Array<{id: string, tid: string, name: string, driver: string, property: string}>} terminals
 */

/** @param {string} home */
export const demoFile = (home) => path.join(home, 'demo.json');

/** @param {string} file @returns {Seeded} */
export function readSeeded(file) {
  const seeded = /** @type {Partial<Seeded> | undefined} */ (readJson(file));
  if (!seeded?.users?.length || !seeded.sonata?.apiKey || !seeded.terminals?.length)
    throw new PlainError(`The demonstration's seed did not write ${file} as it should.`);
  return /** @type {Seeded} */ (seeded);
}

/**
 * Says where all is, for people's scripts and for tests.
 * @param {string} home
 * @param {Seeded} seeded
 * @param {{gateway: string, portal: string, simulator: string}} urls
 */
export function writeDemoFile(home, { users, sonata, terminals }, urls) {
  const demo = { gateway: { url: urls.gateway }, portal: { url: urls.portal, users }, sonata, terminals, bank: { url: urls.simulator } };
  writePrivate(demoFile(home), `${JSON.stringify(demo, null, 2)}\n`);
}

/**
 * The payment and its slip, framed like a strip of paper.
 * @param {import('./demo-payment.mjs').Payment} payment
 * @param {string | undefined} slip
 */
export function paymentText({ status, amount, currency, result, decline }, slip) {
  const facts = [result?.rrn && `RRN ${result.rrn}`, result?.authCode && `authorization code ${result.authCode}`, result?.cardMask]
    .filter(Boolean)
    .join(', ');
  const head = `Demonstration payment ${amount} ${currency}: ${status.toUpperCase()}${facts ? ` (${facts})` : ''}${decline?.message ? ` — ${decline.message}` : ''}`;
  if (slip === undefined) return head;
  const lines = slip.replaceAll('\r', '').replace(/\n+$/, '').split('\n');
  const width = Math.max(...lines.map((line) => line.length));
  const paper = lines.map((line) => `  │ ${line.padEnd(width)} │`);
  return [head, `  ┌${'─'.repeat(width + 2)}┐`, ...paper, `  └${'─'.repeat(width + 2)}┘`].join('\n');
}

/**
 * @param {string} home
 * @param {Seeded} seeded
 * @param {{gateway: string, portal: string, simulator: string}} urls
 */
export function addressesText(home, { users }, urls) {
  const widest = Math.max(...users.map(({ email }) => email.length));
  return [
    `Portal          ${urls.portal}`,
    ...users.map(({ email, password, role }) => `  sign in       ${email.padEnd(widest)}  ${password}  (${role})`),
    `Sonata API      ${urls.gateway}/sonata/v1`,
    `Simulated bank  ${urls.simulator}`,
    `Bank files      ${path.join(home, 'demo-files')} (to be brought in under Bank files)`,
    `API keys and all of this: ${demoFile(home)}`,
  ].join('\n');
}
