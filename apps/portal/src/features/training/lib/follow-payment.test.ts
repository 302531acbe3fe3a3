import type { Payment } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { followPayment } from './follow-payment.ts';
import type { SonataAnswer } from './sonata-client.ts';

const payment = (status: string, final = false): Payment => ({ id: 'p', status, final }) as Payment;
const answer = (status: number, body: unknown = null, etag?: string): SonataAnswer => ({
  status,
  body,
  headers: new Headers(etag === undefined ? {} : { etag }),
});

/** Plays one stream and then waiting questions from a script; tells what was heard. */
async function follow(streamed: readonly Payment[] | 'broken', answers: readonly (SonataAnswer | 'none')[]) {
  const heard: string[] = [];
  const tags: (string | null)[] = [];
  const left = [...answers];
  let pauses = 0;
  const abort = new AbortController();
  await followPayment({
    client: {
      stream: async (_id, onPayment) => {
        if (streamed === 'broken') throw new Error('broken');
        streamed.forEach(onPayment);
      },
      awaitChange: async (_id, etag) => {
        tags.push(etag);
        const next = left.shift();
        if (next === undefined) abort.abort();
        if (next === undefined || next === 'none') throw new Error('no answer');
        return next;
      },
    },
    id: 'p',
    onPayment: ({ status }) => heard.push(status),
    onDeaf: (deaf) => heard.push(deaf ? 'deaf' : ''),
    pause: async () => void (pauses += 1),
    signal: abort.signal,
  });
  return { heard: heard.filter((word) => word !== ''), tags, pauses, gaveUp: abort.signal.aborted };
}

describe('following a payment', () => {
  it('hears everything by the stream and stops after the final event', async () => {
    expect(await follow([payment('in_progress'), payment('approved', true)], [])).toEqual({
      heard: ['in_progress', 'approved'],
      tags: [],
      pauses: 0,
      gaveUp: false,
    });
  });

  it('goes on with waiting questions where the stream broke before the end', async () => {
    const { heard, tags } = await follow(
      [payment('in_progress')],
      [answer(200, payment('unknown'), '"7"'), answer(304), answer(200, payment('approved', true), '"8"')],
    );
    expect(heard).toEqual(['in_progress', 'unknown', 'approved']);
    expect(tags).toEqual([null, '"7"', '"7"']);
  });

  it('says that it hears nothing, pauses, and does not give up', async () => {
    const { heard, pauses } = await follow('broken', ['none', answer(503), answer(200, payment('declined', true), '"9"')]);
    expect(heard).toEqual(['deaf', 'deaf', 'deaf', 'declined']);
    expect(pauses).toBe(2);
  });

  it('never ends on an outcome that is not known yet', async () => {
    expect((await follow([payment('unknown')], [answer(200, payment('manual_review'), '"1"')])).gaveUp).toBe(true);
  });
});
