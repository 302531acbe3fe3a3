import type { Payment } from '@payport/contracts';
import type { SonataAnswer, SonataClient } from './sonata-client.ts';

/** Seconds that a waiting question is held by the gateway. */
const WAIT_SECONDS = 20;
/** Pause after a question that got no answer, ms. */
const PAUSE_MS = 2_000;

export interface Following {
  readonly client: Pick<SonataClient, 'stream' | 'awaitChange'>;
  readonly id: string;
  readonly onPayment: (payment: Payment) => void;
  /** True while nothing can be heard of the payment: what is on the screen may be old. */
  readonly onDeaf: (deaf: boolean) => void;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Hears of a payment until it is final: by the event stream, and where that breaks by waiting questions, for as long as
 * it takes. Giving up would leave a cashier with an old picture of somebody's money.
 */
export async function followPayment({ client, id, onPayment, onDeaf, pause, signal }: Following): Promise<void> {
  let final = false;
  const heard = (payment: Payment): void => {
    final = payment.final;
    onDeaf(false);
    onPayment(payment);
  };
  await client.stream(id, heard, signal).catch(() => onDeaf(!signal.aborted));
  let etag: string | null = null;
  while (!final && !signal.aborted) {
    const answer: SonataAnswer | null = await client.awaitChange(id, etag, WAIT_SECONDS, signal).catch(() => null);
    if (signal.aborted) return;
    if (answer?.status === 200) {
      etag = answer.headers.get('etag');
      heard(answer.body as Payment);
      // Without a tag the next question would be answered at once, again and again.
      if (etag === null) await pause(PAUSE_MS, signal);
    } else if (answer?.status !== 304) {
      onDeaf(true);
      await pause(PAUSE_MS, signal);
    } else onDeaf(false);
  }
}
