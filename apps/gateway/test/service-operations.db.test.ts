import { PORTAL_PATHS, type PortalServiceCommand, type PortalServiceCommandList } from '@payport/contracts';
import type { UserId } from '@payport/domain';
import { approveAtOnce, scriptedDecline } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatewayHarness, type Answer } from './gateway-harness.ts';
import { addPerson, PortalVisitor } from './portal-visitor.ts';

let gateway: GatewayHarness;
let manager: PortalVisitor;
let terminalId: string;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  manager = await PortalVisitor.signedIn(gateway, await addPerson(gateway, { [gateway.propertyId]: 'manager' }, 'Анна'));
});
afterAll(() => gateway.close());
beforeEach(async () => {
  terminalId = await gateway.addTerminal();
  gateway.terminal.onOrder = approveAtOnce;
  gateway.terminal.onRecover = () => Promise.resolve({ finding: 'cannot_tell', conclusive: false, evidence: {} });
  gateway.terminal.onService = () => Promise.resolve({ outcome: 'done', text: 'DIAGNOSE', note: null, evidence: { end: 'completed' } });
});

type Kind = 'diagnosis' | 'initialisation';
const KINDS: readonly Kind[] = ['diagnosis', 'initialisation'];
const order = (kind: Kind, more: Record<string, unknown> = {}): Promise<Answer> =>
  manager.post(PORTAL_PATHS.terminalCommands(terminalId), { kind, ...more });
async function listed(): Promise<PortalServiceCommandList> {
  return (await manager.get(PORTAL_PATHS.terminalCommands(terminalId))).body as unknown as PortalServiceCommandList;
}
/** Orders it, and waits for what came of it. */
async function done(kind: Kind, more: Record<string, unknown> = {}): Promise<PortalServiceCommand> {
  const { status, body } = await order(kind, more);
  expect([status, body['kind']]).toEqual([202, kind]);
  return vi.waitFor(async () => {
    const [newest] = (await listed()).data;
    expect(newest).toMatchObject({ id: body['id'], status: expect.stringMatching(/done|failed|unknown/) as string });
    return newest!;
  }, 20_000);
}
const claims = async (): Promise<number> => (await gateway.db.query('select from device_claim where terminal_id = $1', [terminalId])).rowCount ?? 0;
/** Money and batches as the books have them: no service operation may change them. */
const books = async (): Promise<unknown> =>
  (
    await gateway.db.query(
      `select (select count(*) from payment) as payments, (select count(*) from settlement) as closes,
              (select count(*) from payment_event) as events, (select count(*) from outbox) as told`,
    )
  ).rows;
async function loseOne(): Promise<string> {
  gateway.terminal.onOrder = () =>
    Promise.resolve({ outcome: 'unknown', decline: scriptedDecline({ code: 'outcome_unknown' }), runEnded: true, evidence: {} });
  return String((await gateway.pay({ terminalId })).body['id']);
}

describe.each(KINDS)('the %s of a terminal', (kind) => {
  it('is offered where its driver has it, runs, and keeps its paper with whose word it was', async () => {
    expect((await listed()).may.commands).toContain(kind);
    expect(await done(kind)).toMatchObject({
      status: 'done',
      text: 'DIAGNOSE',
      message: kind === 'diagnosis' ? 'The diagnosis is done' : 'The initialisation is done',
      requestedBy: { kind: 'user', name: 'Анна' },
      settlementId: null,
      totals: null,
    });
    expect(await claims()).toBe(0);
  });

  it('says what the terminal says of itself afterwards', async () => {
    const note = { ru: 'Терминал к оплате не готов', en: 'The terminal is not ready' };
    gateway.terminal.onService = () => Promise.resolve({ outcome: 'done', text: null, note, evidence: {} });
    expect(await done(kind)).toMatchObject({
      status: 'done',
      text: null,
      message: expect.stringMatching(/ is done\. The terminal is not ready/) as string,
    });
  });

  it('that the terminal refuses has failed in its words, and the terminal serves the next guest', async () => {
    const reason = { ru: 'Терминал отказал: есть незакрытый день (F0)', en: 'The terminal refused: a day is open (F0)' };
    gateway.terminal.onService = () => Promise.resolve({ outcome: 'failed', sent: true, reason, text: 'FEHLER', evidence: { error: 'F0' } });
    expect(await done(kind)).toMatchObject({ status: 'failed', text: 'FEHLER', message: reason.en, evidence: { error: 'F0' } });
    expect((await gateway.pay({ terminalId })).body['status']).toBe('approved');
  });

  it.each([
    ['told so', () => Promise.resolve({ outcome: 'unknown', evidence: { end: 'broken' } } as const)],
    ['by an exception', () => Promise.reject(new Error('the line broke'))],
  ])('whose answer is lost (%s) is unknown, holds nothing, and claims nothing of money or a day', async (_name, lost) => {
    const before = await books();
    gateway.terminal.onService = lost;
    const command = await done(kind);
    expect(command).toMatchObject({ status: 'unknown', text: null });
    expect(command.message).toMatch(/Neither money nor the day’s close is concerned/);
    expect([await claims(), await books()]).toEqual([0, before]);
    expect((await gateway.pay({ terminalId })).body['status']).toBe('approved');
  });

  it('moves no money, closes no batch, tells the PMS nothing', async () => {
    const before = await books();
    await done(kind);
    expect(await books()).toEqual(before);
  });

  it('takes the terminal alone: a guest waits meanwhile, and it waits for a guest', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    gateway.terminal.onService = () => gate.then(() => ({ outcome: 'done', text: null, note: null, evidence: {} }) as const);
    await order(kind);
    expect(await gateway.pay({ terminalId })).toMatchObject({ status: 409, body: { code: 'terminal-busy', busyWith: { kind: 'service' } } });
    expect(await order(kind)).toMatchObject({ status: 409, body: { code: 'terminal-busy' } });
    open();
    await vi.waitFor(async () => expect(await claims()).toBe(0), 20_000);
  });
});

describe('a payment of unknown outcome', () => {
  it('that holds its terminal keeps a diagnosis away', async () => {
    await loseOne();
    expect(await order('diagnosis')).toMatchObject({ status: 409, body: { code: 'terminal-busy' } });
  });

  it('keeps an initialisation away until somebody takes the loss of its evidence upon himself, which its history tells', async () => {
    const lost = await loseOne();
    expect(await order('initialisation')).toMatchObject({ status: 409, body: { code: 'open-payment', payment: { id: lost } } });
    const command = await done('initialisation', { acknowledge: { openPayment: lost } });
    const { rows } = await gateway.db.query(`select actor, evidence from payment_event where payment_id = $1 and cause = 'initialised_over'`, [lost]);
    expect(rows).toEqual([{ actor: 'user:Анна', evidence: { commandId: command.id } }]);
  });

  it('is no longer proven absent by a terminal that was set up anew since, even where that was refused half-way', async () => {
    const lost = await loseOne();
    gateway.terminal.onService = () =>
      Promise.resolve({ outcome: 'failed', sent: true, reason: { ru: 'прервано', en: 'given up' }, text: null, evidence: {} });
    await done('initialisation', { acknowledge: { openPayment: lost } });
    const before = gateway.terminal.journal.questions.length;
    await gateway.db.query('update payment set holds_terminal = true where id = $1', [lost]);
    await gateway.engine.payments.askAgain(lost as never, { id: randomUUID() as UserId, name: 'Анна' });
    await vi.waitFor(() => expect(gateway.terminal.journal.questions.length).toBeGreaterThan(before), 20_000);
    expect(gateway.terminal.journal.questions.at(-1)?.memoryIntact).toBe(false);
  });
});
