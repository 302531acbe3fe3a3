import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { between, oneOf, type Chance } from './chance.ts';
import type { ChaosTerminal } from './world.ts';

export interface TillPayment {
  readonly id: string;
  readonly kind: string;
  readonly amount: string;
  readonly status: string;
  readonly outcome: string;
  readonly final: boolean;
}

/** The last word about one key: a payment, or the name of a refusal. */
export type Told = { readonly payment: TillPayment } | { readonly refused: string };

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** What the guests' amounts end with; README, "The simulated bank", says what each does. */
const SALE_KOPECKS = ['00', '00', '00', '10', '05', '17', '71', '71', '72', '73', '74', '88'] as const;
const REFUND_KOPECKS = ['00', '00', '10', '71', '72'] as const;
const REFUNDS = 0.3;
const CANCELS = 0.5;
const AGAIN_MS = 100;
const HELD_S = 10;
/** A free terminal is not waited for actively: another guest comes. */
const BUSY_MS = 300;

/** A desk of the hotel with one terminal: one guest after the other, and the same key again after every broken connection. */
export class Till {
  readonly told = new Map<string, Told>();
  private guests = 0;
  /** Sales of this desk that may be given back, with what is left of them in whole rubles. */
  private readonly refundable: { readonly id: string; left: number }[] = [];

  constructor(
    private readonly url: string,
    private readonly apiKey: string,
    readonly terminal: ChaosTerminal,
    private readonly chance: Chance,
  ) {}

  /** Serves guests until told to stop, and then still follows the last one to the end. `patience`: when even that ends. */
  async serve(stop: AbortSignal, patience: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const original = this.chance() < REFUNDS ? this.refundable.find(({ left }) => left > 10) : undefined;
      if (original) await this.giveBack(original, patience);
      else await this.sell(patience);
    }
  }

  /** What the gateway says about a key now. */
  async look(idempotencyKey: string): Promise<TillPayment | null> {
    const { body } = await this.ask('GET', `/payments?idempotencyKey=${idempotencyKey}`);
    return (body['data'] as TillPayment[])[0] ?? null;
  }

  private async sell(patience: AbortSignal): Promise<void> {
    this.guests += 1;
    const rubles = 100 + this.guests;
    const kopecks = oneOf(this.chance, SALE_KOPECKS);
    const cancel = kopecks === '88' && this.chance() < CANCELS;
    const body = { amount: `${rubles}.${kopecks}`, reservation: { confirmationNumber: `CHAOS-${randomUUID()}` } };
    const payment = await this.order(body, patience, cancel);
    if (payment?.status === 'approved') this.refundable.push({ id: payment.id, left: rubles });
  }

  private async giveBack(original: { readonly id: string; left: number }, patience: AbortSignal): Promise<void> {
    const rubles = between(this.chance, 1, original.left - 1);
    const amount = `-${rubles}.${oneOf(this.chance, REFUND_KOPECKS)}`;
    const payment = await this.order({ amount, original: { paymentId: original.id } }, patience, false);
    // Only what certainly gave nothing back may be given again.
    if (payment && !['failed', 'declined', 'cancelled'].includes(payment.status)) original.left -= rubles + 1;
  }

  /** Sends until there is an answer, always under the same key; then follows the payment until it stands still. */
  private async order(body: Record<string, unknown>, patience: AbortSignal, cancel: boolean): Promise<TillPayment | null> {
    const key = randomUUID();
    const order = { terminalId: this.terminal.id, currency: 'RUB', cashier: this.terminal.tid, ...body };
    let answer = await this.insist(
      () => this.ask('POST', '/payments', order, { 'idempotency-key': key, prefer: `wait=${cancel ? 0 : HELD_S}` }),
      patience,
    );
    if (answer === null) return null;
    if (answer.status >= 400) {
      this.told.set(key, { refused: String(answer.body['code']) });
      await delay(BUSY_MS);
      return null;
    }
    let payment = this.note(key, answer);
    if (cancel) await this.insist(() => this.ask('POST', `/payments/${payment.id}/cancel`), patience);
    while (!payment.final && payment.status !== 'manual_review') {
      answer = await this.insist(() => this.ask('GET', `/payments/${payment.id}`), patience);
      if (answer === null) return null;
      if (answer.status === 200) payment = this.note(key, answer);
      await delay(AGAIN_MS);
    }
    return payment;
  }

  private note(key: string, { body }: Answer): TillPayment {
    const payment = body as unknown as TillPayment;
    this.told.set(key, { payment });
    return payment;
  }

  /** A broken connection, a 5xx and a 429 say nothing about the payment: the same again. Null when the patience is over. */
  private async insist(call: () => Promise<Answer>, patience: AbortSignal): Promise<Answer | null> {
    while (!patience.aborted) {
      const answer = await call().catch(() => null);
      if (answer && answer.status < 500 && answer.status !== 429) return answer;
      await delay(AGAIN_MS);
    }
    return null;
  }

  private async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await fetch(`${this.url}/sonata/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.apiKey}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout((HELD_S + 10) * 1000),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }
}
