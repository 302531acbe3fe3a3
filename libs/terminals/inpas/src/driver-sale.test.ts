import { COMMON_CAUSES } from '@payport/terminals-core';
import { describe, expect, it } from 'vitest';
import { MAX_AMOUNT_MINOR } from './constants.ts';
import { serializePacket } from './serializer.ts';
import { progressFields, replyFields, waitFields } from './terminal-messages.ts';
import { answers, approvalOf, bench, fallsSilent, order, PLACE, SLIP, TID, type Bench, type Script } from './testing/bench.ts';

const sell = (made: Bench) => made.clock.complete(made.driver.sale(order(), made.session));

describe('a sale', () => {
  it('is approved with what the terminal said, and the exchange is ended in order', async () => {
    const made = bench();
    expect(await sell(made)).toMatchObject({
      outcome: 'approved',
      result: {
        approvedAmountMinor: 12345n,
        currency: 'RUB',
        rrn: '331116000321',
        authCode: '871341',
        responseCode: '00',
        responseText: 'ОДОБРЕНО',
        cardMask: '411111******1111',
        cardBrand: 'VISA',
        cardExpiry: '12/27',
        terminalTid: TID,
        merchantMid: '684444445555',
        hostTime: '2026-01-15T12:00:05',
        executedAs: 'sale',
        slip: SLIP,
      },
      evidence: { status: 1, hostCode: '00', echo: '123456789', acknowledged: true, end: 'answered', distrust: null },
    });
    expect(made.requests).toEqual([expect.objectContaining({ kind: 'sale', amountMinor: 12345n, transactionId: '123456789', terminalId: TID })]);
    await made.clock.advance(1_000);
    expect(made.eots).toBe(1);
    expect(made.wires.opened.every(({ line }) => line.over)).toBe(true);
    expect(made.clock.pendingTimers).toBe(0);
  });

  it('asks for the right to send after the connection stands and before the first byte', async () => {
    const made = bench();
    await sell(made);
    expect(made.session.calls).toEqual(['beforeFirstByte', 'dispatched']);
    const refused = bench();
    refused.session.mayNotSend = true;
    expect(await sell(refused)).toMatchObject({ outcome: 'not_sent', decline: { code: 'not_sent' } });
    expect(refused.wires.opened[0]?.line.log).toEqual([]);
    expect(refused.wires.opened[0]?.line.over).toBe(true);
  });

  it('sends the time of the cash desk in its own zone', async () => {
    const made = bench({ timeZone: 'Asia/Vladivostok' });
    await sell(made);
    expect(made.session.frames[0]?.fields).toMatchObject({ cashTime: '20260115190000', amount: '12345', currency: '643', operation: '1' });
  });

  it('keeps every byte of the exchange cleaned, in order', async () => {
    const made = bench();
    made.script = [answers({ card: '4111111111111111' })];
    const outcome = await sell(made);
    expect(made.session.frames.map(({ direction, fields }) => `${direction} ${fields['control'] ?? fields['operation'] ?? ''}`)).toEqual([
      'outbound 1',
      'inbound ACK',
      'inbound 1',
      'outbound ACK',
      'outbound EOT',
    ]);
    expect(new Set(made.session.frames.map(({ channel }) => channel))).toEqual(new Set(['tcp']));
    const kept = JSON.stringify(
      [made.session.frames.map(({ bytes, fields }) => [Buffer.from(bytes).toString('latin1'), fields]), outcome],
      (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    );
    expect(kept).toContain('411111******1111');
    expect(kept).not.toContain('4111111111111111');
    expect(made.session.alertKinds).toEqual(['full_card_number']);
  });

  it('reads an answer that comes in parts', async () => {
    const made = bench();
    made.script = [({ request, terminal }) => terminal.send(replyFields(approvalOf(request)), 40)];
    expect(await sell(made)).toMatchObject({ outcome: 'approved', result: { slip: SLIP } });
  });

  it('waits as long as the terminal asks to, and no longer than an operation may take', async () => {
    const made = bench();
    made.script = [
      async ({ terminal, clock, reply }) => {
        for (let turn = 0; turn < 2; turn += 1) {
          await clock.sleep(100_000);
          terminal.tell(waitFields(TID));
        }
        await clock.sleep(90_000);
        await reply();
      },
    ];
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });

    const endless = bench();
    endless.script = [
      async ({ terminal, clock }) => {
        for (let turn = 0; turn < 20; turn += 1) {
          await clock.sleep(60_000);
          terminal.tell(waitFields(TID));
        }
      },
    ];
    const startMs = endless.clock.monotonic();
    const outcome = await endless.clock.complete(endless.driver.sale(order(), endless.session), 2_000_000);
    expect(outcome).toMatchObject({ outcome: 'unknown', runEnded: false, evidence: { end: 'time_limit' } });
    expect(endless.clock.monotonic() - startMs).toBeLessThanOrEqual(300_200);
  });

  it('acknowledges progress and goes on waiting', async () => {
    const made = bench();
    made.script = [
      async ({ terminal, reply }) => {
        await terminal.send(progressFields(TID, 'ВСТАВЬТЕ КАРТУ'));
        await reply();
      },
    ];
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });
});

describe('a sale that is not sent', () => {
  it.each([
    ['another currency', { currency: 'EUR' }, 'terminal_setup'],
    ['more than the bank’s library can count', { amountMinor: MAX_AMOUNT_MINOR + 1n }, 'limit_exceeded'],
    ['nothing', { amountMinor: 0n }, 'terminal_setup'],
    ['a number that is none of ours', { reference: 'FB98B5D4' as never }, 'terminal_setup'],
    ['the number of another terminal', { tid: '00999999' }, 'terminal_setup'],
  ])('because of %s', async (_why, over, code) => {
    const made = bench();
    const outcome = await made.clock.complete(made.driver.sale(order(over), made.session));
    expect(outcome).toMatchObject({ outcome: 'not_sent', decline: { code } });
    expect(made.wires.opened).toEqual([]);
  });

  it('because the terminal cannot be reached', async () => {
    const made = bench();
    made.wires.refuseNext('EHOSTUNREACH');
    expect(await sell(made)).toMatchObject({
      outcome: 'not_sent',
      decline: { code: 'terminal_setup', retry: 'later' },
      evidence: { refused: 'EHOSTUNREACH' },
    });
  });

  it.each(['port_held', 'port_missing', 'port_forbidden', 'address_refused', 'address_silent', 'address_unknown'] as const)(
    'because of what the system says of its place: %s',
    async (place) => {
      const made = bench();
      const { message, step } = COMMON_CAUSES[place];
      made.wires.refuseNext('no way', place);
      expect(await sell(made)).toMatchObject({ outcome: 'not_sent', decline: { message }, evidence: { cause: place } });
      made.wires.refuseNext('no way', place);
      expect(await made.clock.complete(made.driver.testLink(made.session))).toMatchObject({ reachable: false, reason: message, step });
    },
  );

  it('because the terminal hung up before the first byte', async () => {
    const made = bench();
    made.wires.attach(PLACE, (line) => line.break());
    expect(await sell(made)).toMatchObject({
      outcome: 'not_sent',
      decline: { code: 'terminal_setup' },
      evidence: { cause: 'line_dropped', hungUp: 'ECONNRESET' },
    });
    expect(made.session.calls).not.toContain('dispatched');
  });

  it('because it was stopped before', async () => {
    const made = bench();
    made.session.controller.abort();
    expect(await sell(made)).toMatchObject({ outcome: 'not_sent', decline: { code: 'cancelled_by_cashier' } });
    expect(made.requests).toEqual([]);
  });

  it('because another conversation with the terminal runs', async () => {
    const made = bench();
    made.script = [fallsSilent];
    const first = made.driver.sale(order(), made.session);
    await made.clock.advance(10);
    expect(await made.driver.sale(order(), made.session)).toMatchObject({ outcome: 'not_sent', evidence: { cause: 'device_busy' } });
    await made.clock.complete(first);
    expect(made.requests).toHaveLength(1);
  });
});

describe('answers that say no', () => {
  it.each([
    ['16 with 51', { status: 16, hostCode: '51' }, 'declined', 'insufficient_funds'],
    ['16 with 55', { status: 16, hostCode: '55' }, 'declined', 'wrong_pin'],
    ['16 with a code of the bank that no table has', { status: 16, hostCode: 'Q1' }, 'declined', 'issuer_refused'],
    ['16 without a code', { status: 16, hostCode: null }, 'declined', 'card_refused'],
    ['53', { status: 53, hostCode: null }, 'cancelled', 'cancelled_on_device'],
    ['54', { status: 54, hostCode: null }, 'cancelled', 'cancelled_on_device'],
  ])('%s', async (_name, over, outcome, code) => {
    const made = bench();
    made.script = [answers({ ...over, rrn: null, authCode: null, text: 'ОТКАЗ' })];
    expect(await sell(made)).toMatchObject({ outcome, decline: { code } });
  });

  it('34 by setting only', async () => {
    const made = bench();
    made.script = [answers({ status: 34, hostCode: null })];
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', runEnded: true });
    const told = bench({ noConnection: 'declined' });
    told.script = made.script;
    expect(await sell(told)).toMatchObject({ outcome: 'declined', decline: { code: 'link_failed', retry: 'later' } });
  });
});

describe('answers that prove nothing', () => {
  const unproven: readonly (readonly [string, Script, object])[] = [
    ['status 0', answers({ status: 0 }), {}],
    ['no status', answers({ status: null }), {}],
    ['approved, and the bank’s code says no', answers({ status: 1, hostCode: '51' }), {}],
    ['refused, and the bank’s code says yes', answers({ status: 16, hostCode: '00' }), {}],
    ['stopped, and the bank’s code says yes', answers({ status: 53, hostCode: '000' }), {}],
    ['another amount', answers({ amountMinor: 12344n }), { distrust: 'other_amount' }],
    ['another operation under our number', answers({ operation: 29 }), { distrust: 'other_operation' }],
    ['another terminal', answers({ terminalId: '00999999' }), { distrust: 'other_terminal' }],
    ['no number', answers({ transactionId: null }), { distrust: 'no_number' }],
  ];
  it.each(unproven)('%s', async (_name, script, evidence) => {
    const made = bench();
    made.script = [script];
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', runEnded: true, decline: { retry: 'do_not_retry_check_first' }, evidence });
  });

  it('a status that no table explains is unknown, and people are told', async () => {
    const made = bench();
    made.script = [answers({ status: 77 })];
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', decline: { code: 'unmapped' } });
    expect(made.session.alerts).toEqual([{ kind: 'unmapped_code', code: '77', detail: 'code 77 on sale' }]);
  });

  it('people are told of another terminal’s answer', async () => {
    const made = bench();
    made.script = [answers({ terminalId: '00999999' })];
    await sell(made);
    expect(made.session.alertKinds).toEqual(['terminal_mismatch']);
  });

  it('an answer with another number is nobody’s business of ours', async () => {
    const made = bench();
    made.script = [
      async ({ reply }) => {
        await reply({ transactionId: '999999999' });
        await reply({ transactionId: '999999999' });
      },
    ];
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', runEnded: false, evidence: { end: 'silence', foreignAnswers: 2 } });
    expect(made.session.alertKinds).toEqual(['foreign_answer']);
  });

  it('a late answer under another number and another TID is never ours, and tells that another terminal is on the line', async () => {
    const made = bench();
    made.script = [
      async ({ reply }) => {
        await reply({ transactionId: '999999999', terminalId: '00999999' });
        await reply({ transactionId: '999999999', terminalId: '00999999' });
      },
    ];
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', evidence: { foreignAnswers: 2 } });
    expect(made.session.alertKinds).toEqual(['terminal_mismatch', 'foreign_answer']);
  });

  it('our own answer counts after a foreign one', async () => {
    const made = bench();
    made.script = [
      async ({ reply }) => {
        await reply({ transactionId: '999999999', status: 16 });
        await reply({ transactionId: '00123456789' });
      },
    ];
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });
});

describe('a terminal that never repeats numbers', () => {
  it('is believed after it has acknowledged the order', async () => {
    const made = bench({ transactionIds: false });
    made.script = [answers({ transactionId: null })];
    expect(await sell(made)).toMatchObject({ outcome: 'approved' });
  });

  it('is not believed before', async () => {
    const made = bench({ transactionIds: false });
    made.wires.attach(PLACE, (line) => {
      line.listen((bytes) => {
        if (bytes[0] !== 0x02) return;
        const request = { kind: 'sale', operation: 1, transactionId: null, amountMinor: 12345n } as never;
        line.send(serializePacket(replyFields(approvalOf(request))));
      });
    });
    expect(await sell(made)).toMatchObject({ outcome: 'unknown', runEnded: false });
  });
});
