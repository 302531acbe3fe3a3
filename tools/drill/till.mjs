// @ts-check
import { randomUUID } from 'node:crypto';

/** @typedef {{id: string, status: string, final: boolean, amount: string}} Payment */

/** A till that talks to the gateway's Sonata API, as the hotel system does. */
export class Till {
  /** @param {string} url @param {string} apiKey */
  constructor(url, apiKey) {
    this.url = url;
    this.apiKey = apiKey;
  }

  /**
   * @param {string} path
   * @param {{body?: object, wait?: number}} [how]
   */
  async ask(path, { body, wait } = {}) {
    const answer = await fetch(`${this.url}/sonata/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${this.apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        ...(wait === undefined ? {} : { prefer: `wait=${wait}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, payment: /** @type {Payment} */ (await answer.json()) };
  }

  /**
   * A sale, or with a negative amount a refund of the stay's sale.
   * @param {string} terminalId
   * @param {string} amount
   * @param {string} stay
   * @param {number} [wait]
   */
  pay(terminalId, amount, stay, wait) {
    const body = { terminalId, amount, currency: 'RUB', reservation: { confirmationNumber: stay }, cashier: 'Drill' };
    return this.ask('/payments', { body, ...(wait === undefined ? {} : { wait }) });
  }

  /**
   * Sales and refunds, one after the other, until told to stop.
   * @param {string} terminalId
   * @param {AbortSignal} signal
   * @param {() => void} counted
   */
  async keepSelling(terminalId, signal, counted) {
    for (let i = 1; !signal.aborted; i += 1) {
      const stay = `DRILL-${randomUUID()}`;
      const sale = await this.pay(terminalId, `${100 + i}.00`, stay, 30).catch(() => null);
      if (sale?.status === 201) counted();
      if (i % 3 === 0 && sale?.payment.status === 'approved') {
        const refund = await this.pay(terminalId, `-${100 + i}.00`, stay, 30).catch(() => null);
        if (refund?.status === 201) counted();
      }
    }
  }
}
