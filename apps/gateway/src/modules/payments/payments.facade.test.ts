import { ok, type PaymentRecord } from '@payport/domain';
import { ManualClock } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import type { StartCommand } from './payment-commands.ts';
import { PaymentFeed } from './payment-feed.ts';
import { Payments, type FacadePorts } from './payments.facade.ts';

const COMMAND = {} as StartCommand;
const PAYMENT = { id: 'p1' } as unknown as PaymentRecord;

describe('payments when the gateway stops', () => {
  it('a payment whose intent is being written is begun before the stop goes on, and a later one is refused', async () => {
    const told: string[] = [];
    let written = (): void => undefined;
    const intent = new Promise<void>((resolve) => {
      written = resolve;
    });
    const payments = new Payments({
      service: {
        start: async () => {
          await intent;
          return ok({ replayed: false, payment: PAYMENT });
        },
      },
      runner: { begin: () => told.push('begun') },
      feed: new PaymentFeed(new ManualClock()),
      permit: () => () => Promise.resolve(),
    } as unknown as FacadePorts);
    const starting = payments.start(COMMAND);
    const stopped = payments.stopAccepting().then(() => told.push('stopped'));
    expect(payments.isAccepting()).toBe(false);
    expect(await payments.start(COMMAND)).toEqual({ ok: false, error: { code: 'unavailable' } });
    written();
    await Promise.all([starting, stopped]);
    expect(told).toEqual(['begun', 'stopped']);
  });
});
