// @ts-check
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { PlainError } from './progress.mjs';

/** @typedef {{id: string, status: string, outcome: string, final: boolean, amount: string, currency: string, decline?: {message?: string} | null, result?: {rrn?: string | null, authCode?: string | null, cardMask?: string | null} | null}} Payment */
/** @typedef {{code?: string, title?: string, detail?: string, payment?: {id: string}}} Problem */
/** @typedef {{url: string, apiKey: string, terminalId: string, workstation?: string, signal: AbortSignal, log: (line: string) => void}} Order */

/** Plain kopecks: the simulated bank approves after a short moment. */
const AMOUNT = '1500.00';
const WAIT_SECONDS = 60;
/** A payment of a killed former run may hold the terminal until recovery has asked the device. */
const PATIENCE_MS = 180_000;
const RETRY_MS = 1_000;
const ONLINE_MS = 30_000;

/**
 * @param {Order} order
 * @param {string} path
 * @param {RequestInit} [init]
 */
function ask({ url, apiKey, signal }, path, init = {}) {
  return fetch(`${url}/sonata/v1${path}`, {
    ...init,
    signal,
    headers: { Authorization: `Bearer ${apiKey}`, 'Accept-Language': 'en', ...init.headers },
  });
}

/**
 * Orders the payment as a till would: where the gateway warns (the same guest paid the same amount in the start
 * before), it reads the warning and goes on; where the terminal is not free yet, it waits.
 * @param {Order} order
 * @returns {Promise<Payment>}
 */
async function orderPayment(order) {
  const key = randomUUID();
  /** @type {{duplicateOf: string[], openPayment: string[]}} */
  const acknowledge = { duplicateOf: [], openPayment: [] };
  const body = {
    terminalId: order.terminalId,
    amount: AMOUNT,
    currency: 'RUB',
    pmsTransactionNumber: `DEMO-${key}`,
    reservation: { confirmationNumber: 'RMS285', room: '552', guestName: 'Иванов Пётр' },
    cashier: 'npm start',
    ...(order.workstation ? { workstation: order.workstation } : {}),
  };
  for (const deadline = performance.now() + PATIENCE_MS; ;) {
    const seen = Object.fromEntries(Object.entries(acknowledge).filter(([, ids]) => ids.length > 0));
    const answer = await ask(order, '/payments', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, Prefer: `wait=${WAIT_SECONDS}` },
      body: JSON.stringify({ ...body, ...(Object.keys(seen).length > 0 ? { acknowledge: seen } : {}) }),
    });
    if (answer.ok) return /** @type {Promise<Payment>} */ (answer.json());
    const problem = /** @type {Problem} */ (await answer.json().catch(() => ({})));
    const warned =
      problem.code === 'possible-duplicate' ? acknowledge.duplicateOf : problem.code === 'open-payment' ? acknowledge.openPayment : undefined;
    if (warned && problem.payment && !warned.includes(problem.payment.id)) {
      warned.push(problem.payment.id);
      continue;
    }
    const later = answer.status === 503 || answer.status === 429 || ['terminal-busy', 'terminal-offline'].includes(problem.code ?? '');
    if (!later || performance.now() > deadline) {
      throw new PlainError(
        `The gateway refused the demonstration payment: ${answer.status} ${problem.code ?? ''} ${problem.detail ?? problem.title ?? ''}`.trim(),
      );
    }
    order.log(`  the terminal is not free yet (${problem.code ?? answer.status}): trying again …`);
    await delay(RETRY_MS, undefined, { signal: order.signal });
  }
}

/**
 * Takes one real payment through the Sonata API and waits until the gateway can say how it ended.
 * @param {Order} order
 * @returns {Promise<{payment: Payment, slip: string | undefined}>}
 */
export async function demoPayment(order) {
  let payment = await orderPayment(order);
  for (const deadline = performance.now() + PATIENCE_MS; !payment.final && performance.now() < deadline;) {
    const from = performance.now();
    const answer = await ask(order, `/payments/${payment.id}`, { headers: { Prefer: `wait=${WAIT_SECONDS}` } });
    if (!answer.ok) throw new PlainError(`The gateway does not show the demonstration payment: ${answer.status}.`);
    payment = /** @type {Payment} */ (await answer.json());
    // An `unknown` payment answers at once: recovery has its own clock.
    if (!payment.final && performance.now() - from < RETRY_MS) await delay(RETRY_MS, undefined, { signal: order.signal });
  }
  const slip = await ask(order, `/payments/${payment.id}/slip`, { headers: { Accept: 'text/plain' } });
  return { payment, slip: slip.ok ? await slip.text() : undefined };
}

/**
 * Waits until every terminal of the property is free and reachable, as the demonstration promises.
 * @param {Omit<Order, 'terminalId'>} order
 * @returns {Promise<string[]>} the names of those that are still not, after some time
 */
export async function terminalsNotOnline(order) {
  for (const deadline = performance.now() + ONLINE_MS; ;) {
    const answer = await ask({ ...order, terminalId: '' }, '/terminals');
    if (!answer.ok) throw new PlainError(`The gateway does not show its terminals: ${answer.status}.`);
    const { data } = /** @type {{data: Array<{name: string, status: string}>}} */ (await answer.json());
    const waiting = data.filter(({ status }) => status !== 'online').map(({ name }) => name);
    if (waiting.length === 0 || performance.now() > deadline) return waiting;
    await delay(RETRY_MS / 4, undefined, { signal: order.signal });
  }
}
