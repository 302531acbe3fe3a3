import type { Payment } from '@payport/contracts';
import { describe, expect, it } from 'vitest';
import { acknowledged, atTerminal, withOriginal, type Attempt } from './attempt.ts';
import { flowReducer, START, type Flow, type FlowEvent } from './flow.ts';
import { warningOf, type Warning } from './warning.ts';

const ATTEMPT: Attempt = {
  key: 'key-1',
  body: {
    terminalId: 't1',
    amount: '1500.00',
    currency: 'RUB',
    reservation: { confirmationNumber: 'TRN-1' },
    folio: { window: '1', name: 'Гость' },
    cashier: 'Анна',
    workstation: 'RECEPTION-1',
  },
  startedAtMs: 0,
};
const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
const payment = (status: Payment['status'], second: number, more: Partial<Payment> = {}): Payment =>
  ({ id: 'p1', status, outcome: 'pending', final: false, stage: null, stageText: null, updatedAt: at(second), ...more }) as Payment;
const APPROVED = payment('approved', 9, { outcome: 'approved', final: true });
const EARLIER = {
  id: 'p0',
  status: 'approved',
  kind: 'sale',
  amount: '1500.00',
  currency: 'RUB',
  createdAt: at(0),
  terminal: { name: 'л' },
  cashier: null,
};
const DUPLICATE = warningOf({ code: 'possible-duplicate', title: 'a', detail: 'b', payment: EARLIER }) as Extract<Warning, { payment: unknown }>;

const play = (flow: Flow, ...events: FlowEvent[]): Flow => events.reduce(flowReducer, flow);
const sending = play(START, { type: 'pay', amount: '1500.00' }, { type: 'send', attempt: ATTEMPT });

describe('a payment from the advance to its end', () => {
  it('goes through the EFT window, the call and its stages', () => {
    const running = play(
      sending,
      { type: 'payment', payment: payment('accepted', 0) },
      { type: 'payment', payment: payment('in_progress', 2, { stage: 'present_card' }) },
    );
    expect(running).toMatchObject({ at: 'running', steps: [{ status: 'accepted' }, { status: 'in_progress', stage: 'present_card' }] });
    expect(play(running, { type: 'payment', payment: APPROVED })).toMatchObject({ at: 'ended', payment: { status: 'approved' } });
  });

  it('puts steps in order by their time, each once, and never goes back to an older picture', () => {
    const flow = play(
      sending,
      ...[payment('in_progress', 4), payment('accepted', 0), payment('in_progress', 4), payment('dispatched', 1)].map((told) => ({
        type: 'payment' as const,
        payment: told,
      })),
    );
    expect(flow).toMatchObject({ at: 'running', payment: { status: 'in_progress' } });
    expect(flow.at === 'running' && flow.steps.map(({ status }) => status)).toEqual(['accepted', 'dispatched', 'in_progress']);
  });

  it('does not take another payment’s news for its own', () => {
    const running = play(sending, { type: 'payment', payment: payment('accepted', 0) });
    expect(play(running, { type: 'payment', payment: { ...APPROVED, id: 'p2' } })).toBe(running);
  });

  it('a final payment stays final, though its history may be told later', () => {
    const ended = play(sending, { type: 'payment', payment: APPROVED });
    const told = play(ended, { type: 'payment', payment: payment('unknown', 5, { outcome: 'unknown' }) });
    expect(told).toMatchObject({ at: 'ended', payment: { status: 'approved' }, steps: [{ status: 'unknown' }, { status: 'approved' }] });
  });

  it('cannot be started twice, nor left while the guest is at the device', () => {
    expect(play(sending, { type: 'send', attempt: { ...ATTEMPT, key: 'key-2' } })).toBe(sending);
    const running = play(sending, { type: 'payment', payment: payment('in_progress', 2) });
    expect(play(running, { type: 'close' }, { type: 'back' }, { type: 'pay', amount: '1.00' })).toBe(running);
  });

  it('may be left while its outcome is being found out', () => {
    expect(play(sending, { type: 'payment', payment: payment('unknown', 2, { outcome: 'unknown' }) }, { type: 'close' })).toBe(START);
  });
});

describe('warnings', () => {
  const warned = play(sending, { type: 'warning', warning: DUPLICATE });

  it('stop the call, and "go on" is the same wish under the same key', () => {
    expect(warned).toMatchObject({ at: 'warned', warning: { payment: { id: 'p0' } } });
    const again = acknowledged(ATTEMPT, DUPLICATE);
    expect(again).toEqual({ ...ATTEMPT, body: { ...ATTEMPT.body, acknowledge: { duplicateOf: ['p0'] } } });
    expect(play(warned, { type: 'send', attempt: again })).toMatchObject({ at: 'sending', attempt: { key: 'key-1' } });
  });

  it('one after the other are acknowledged together', () => {
    const open: Warning = { ...DUPLICATE, code: 'open-payment', payment: { ...EARLIER, id: 'p9' } };
    expect(acknowledged(acknowledged(ATTEMPT, DUPLICATE), open).body.acknowledge).toEqual({ duplicateOf: ['p0'], openPayment: ['p9'] });
  });

  it('can be obeyed: back to the advance', () => {
    expect(play(warned, { type: 'back' })).toBe(START);
  });

  it('an ambiguous refund goes on with the chosen original, under the same key', () => {
    const warning = warningOf({ code: 'original-ambiguous', title: '', detail: '', candidates: [{ id: 'c1' }, { id: 'c2' }] });
    if (warning?.code !== 'original-ambiguous') throw new Error('expected candidates');
    const [, second] = warning.candidates;
    expect(second && withOriginal(ATTEMPT, second)).toMatchObject({ key: 'key-1', body: { original: { paymentId: 'c2' } } });
  });

  it('a refusal that asks for no decision is no warning', () => {
    expect([warningOf({ code: 'terminal-busy' }), warningOf({ code: 'open-payment' }), warningOf(null)]).toEqual([null, null, null]);
    expect(play(sending, { type: 'refusal', problem: { code: 'terminal-busy', title: '', detail: '' } })).toMatchObject({ at: 'refused' });
  });

  it('another terminal is another request: a new key, and nothing acknowledged for it', () => {
    const moved = atTerminal(acknowledged(ATTEMPT, DUPLICATE), 't2', 'key-2');
    expect(moved).toEqual({ ...ATTEMPT, key: 'key-2', body: { ...ATTEMPT.body, terminalId: 't2' } });
    expect(atTerminal(ATTEMPT, 't1', 'key-2')).toBe(ATTEMPT);
  });
});

describe('a call without an answer', () => {
  const lost = play(sending, { type: 'no-answer' });

  it('is no end: the payment is found again by its key', () => {
    expect(lost).toMatchObject({ at: 'lost', attempt: { key: 'key-1' } });
    expect(play(lost, { type: 'back' }, { type: 'close' })).toBe(lost);
    expect(play(lost, { type: 'payment', payment: APPROVED })).toMatchObject({ at: 'ended', payment: { status: 'approved' } });
  });

  it('that the gateway does not know may be sent again, under the same key', () => {
    const absent = play(lost, { type: 'not-known' });
    expect(absent).toMatchObject({ at: 'absent', attempt: { key: 'key-1' } });
    expect(play(absent, { type: 'send', attempt: ATTEMPT })).toMatchObject({ at: 'sending', attempt: { key: 'key-1' } });
  });

  it('after a reload of the page is taken up by the key that was kept', () => {
    const found = play(START, { type: 'recover', attempt: ATTEMPT }, { type: 'payment', payment: payment('in_progress', 3) });
    expect(found).toMatchObject({ at: 'running', attempt: { key: 'key-1' }, payment: { status: 'in_progress' } });
  });
});
