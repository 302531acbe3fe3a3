import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializePacket } from './serializer.ts';
import { replyFields } from './terminal-messages.ts';
import { approvalOf, bench, fallsSilent, order, PLACE, recoveryQuery, type Bench } from './testing/bench.ts';

const sell = (made: Bench) => made.clock.complete(made.driver.sale(order(), made.session));
const REPLY_BYTES = 1 + serializePacket(replyFields(approvalOf({ operation: 1, transactionId: '123456789', amountMinor: 12345n } as never))).length;

describe('a bad line', () => {
  it('never makes a sale anything but approved or unknown, wherever the reply is cut', async () => {
    for (let cutAt = 0; cutAt <= REPLY_BYTES; cutAt += 1) {
      const made = bench();
      made.wires.faults.toUs = { cutAt };
      const outcome = await sell(made);
      expect(outcome.outcome, `cut at ${cutAt}`).toBe(cutAt >= REPLY_BYTES ? 'approved' : 'unknown');
      if (outcome.outcome === 'unknown') expect(outcome.runEnded).toBe(false);
      expect(made.requests.length).toBeLessThanOrEqual(1);
    }
  });

  it('is outlasted where it only slices and delays', async () => {
    const made = bench();
    made.wires.faults = { toDevice: { sliceTo: 1, gapMs: 5 }, toUs: { sliceTo: 1, gapMs: 20, delayMs: 300 } };
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });

  it('loses or turns one byte of the reply, and the terminal is asked to repeat it', async () => {
    for (let at = 1; at < REPLY_BYTES; at += 7) {
      for (const fault of [{ flipAt: at }, { dropAt: [at] }]) {
        const made = bench();
        made.wires.faults.toUs = fault;
        const outcome = await sell(made);
        // Turned length bytes may swallow what follows; then silence ends the wait, and never a belief.
        expect(['approved', 'unknown'], JSON.stringify(fault)).toContain(outcome.outcome);
        expect(made.requests).toHaveLength(1);
      }
    }
    const made = bench();
    made.wires.faults.toUs = { flipAt: 60 };
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });

  it('loses the acknowledgement, and the answer under our number is believed all the same', async () => {
    const made = bench();
    made.wires.faults.toUs = { dropAt: [0] };
    expect(await sell(made)).toMatchObject({ outcome: 'approved', evidence: { acknowledged: false } });
  });

  it('repeats the reply, which counts once', async () => {
    const made = bench();
    made.wires.faults.toUs = { duplicateAt: 20 };
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });

  it('carries noise before the reply', async () => {
    const made = bench();
    made.wires.faults.toUs = { garbage: { at: 1, bytes: Buffer.from('\x02\x10zz\xff') } };
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });

  it('breaks before anything left: that is not known, and so not sent is never claimed', async () => {
    const made = bench();
    made.wires.faults.toDevice = { cutAt: 0 };
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', runEnded: false, evidence: { end: 'over', wire: 'ECONNRESET' } });
  });
});

describe('an order that the terminal did not take', () => {
  it('is never sent again, whatever the line says', async () => {
    const made = bench();
    made.wires.attach(PLACE, (line) => {
      line.listen((bytes) => {
        if (bytes[0] === 0x02) line.send(Buffer.from([0x15, 0x15, 0x15]));
      });
    });
    const startMs = made.clock.monotonic();
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', evidence: { end: 'silence', refusals: 3, acknowledged: false } });
    // A refusal that was none would be followed by the answer; nobody waits two minutes for it.
    expect(made.clock.monotonic() - startMs).toBeLessThanOrEqual(15_200);
    expect(made.wires.opened[0]?.line.log.filter(({ from, bytes }) => from === 'us' && bytes[0] === 0x02)).toHaveLength(1);
  });

  it('counts where the refusal was noise and the answer comes after it', async () => {
    const made = bench();
    made.wires.faults.toUs = { garbage: { at: 0, bytes: Buffer.of(0x15) } };
    expect(await sell(made)).toMatchObject({ outcome: 'approved', evidence: { refusals: 1 } });
  });

  it('is unknown after silence', async () => {
    const made = bench();
    made.script = [fallsSilent];
    const startMs = made.clock.monotonic();
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', runEnded: false, evidence: { end: 'silence', acknowledged: true } });
    expect(made.clock.monotonic() - startMs).toBeLessThanOrEqual(120_200);
  });
});

describe('a question that the terminal did not take', () => {
  it('is sent again twice, then given up', async () => {
    const made = bench();
    let packets = 0;
    made.wires.attach(PLACE, (line) => {
      line.listen((bytes) => {
        if (bytes[0] !== 0x02) return;
        packets += 1;
        line.send(Buffer.of(0x15));
      });
    });
    expect(await made.clock.complete(made.driver.testLink(made.session))).toMatchObject({ reachable: false, evidence: { end: 'refused' } });
    expect(packets).toBe(3);
    expect(made.session.calls.filter((call) => call === 'dispatched')).toHaveLength(1);
  });

  it('is given up after 15 s without an acknowledgement', async () => {
    const made = bench();
    made.wires.attach(PLACE, () => undefined);
    const startMs = made.clock.monotonic();
    expect(await made.clock.complete(made.driver.testLink(made.session))).toMatchObject({ reachable: false });
    expect(made.clock.monotonic() - startMs).toBeLessThanOrEqual(15_200);
  });
});

describe('a stop from the cash desk', () => {
  const stopping = async (over: Parameters<typeof bench>[0], afterEot: 'stops' | 'approves' | 'nothing') => {
    const made = bench(over);
    made.script = [
      async ({ clock, reply }) => {
        for (let waited = 0; waited < 60_000 && made.eots === 0; waited += 100) await clock.sleep(100);
        if (made.eots === 0) return reply();
        if (afterEot === 'nothing') return false;
        return reply(afterEot === 'stops' ? { status: 53, hostCode: null, rrn: null, authCode: null } : {});
      },
    ];
    const selling = made.driver.sale(order(), made.session);
    await made.clock.advance(1_000);
    made.session.controller.abort();
    const outcome = await made.clock.complete(selling);
    return { outcome, atMs: made.clock.monotonic() };
  };

  it('is what the terminal makes of it: cancelled, or approved all the same', async () => {
    expect((await stopping({ stopByEot: true }, 'stops')).outcome).toMatchObject({ outcome: 'cancelled', decline: { code: 'cancelled_by_cashier' } });
    expect((await stopping({ stopByEot: true }, 'approves')).outcome).toMatchObject({ outcome: 'approved' });
  });

  it('is unknown where the terminal says nothing any more', async () => {
    const { outcome, atMs } = await stopping({ stopByEot: true }, 'nothing');
    expect(outcome).toMatchObject({ outcome: 'unknown', runEnded: false, evidence: { end: 'not_stopped', stopped: true } });
    expect(atMs).toBeLessThanOrEqual(32_000);
  });

  it('does not exist without the setting: the terminal is waited for', async () => {
    const { outcome, atMs } = await stopping({}, 'stops');
    expect(outcome).toMatchObject({ outcome: 'approved' });
    expect(atMs).toBeGreaterThan(59_000);
  });
});

describe('whatever a terminal sends', () => {
  it('nothing but an answer to this order approves it, and memory and time stay bounded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 600 }), { maxLength: 10 }), async (chunks) => {
        const made = bench();
        made.wires.attach(PLACE, (line) => {
          line.listen(() => chunks.forEach((chunk) => line.send(chunk)));
        });
        expect(await sell(made)).toMatchObject({ outcome: 'unknown' });
      }),
      { numRuns: 25 },
    );
  });

  it('a flood ends the conversation, not the gateway', async () => {
    for (const flood of [Buffer.alloc(70_000, 0x55), Buffer.alloc(3_000, 0x06)]) {
      const made = bench();
      made.wires.attach(PLACE, (line) => {
        line.listen(() => line.send(flood));
      });
      expect(await sell(made)).toMatchObject({ outcome: 'unknown', evidence: { end: 'over', wire: 'noise' } });
      expect(made.session.frames.length).toBeLessThan(2_100);
    }
  });
});

describe('what is left on the line of an earlier order', () => {
  it('is no answer to the next one', async () => {
    const made = bench();
    made.script = [fallsSilent];
    await sell(made);
    made.wires.attach(PLACE, (line) => {
      // A terminal that kept the last order's answer hands it out as soon as somebody connects.
      line.send(serializePacket(replyFields(approvalOf({ operation: 1, transactionId: '123456789', amountMinor: 12345n } as never))));
    });
    const next = made.driver.sale(order({ reference: '222222222' as never }), made.session);
    expect(await made.clock.complete(next)).toMatchObject({ outcome: 'unknown' });
    expect((await made.clock.complete(made.driver.recover(recoveryQuery(made.clock.now()), made.session))).finding).not.toBe('approved');
  });
});
