import { closed } from '@payport/testing';
import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { GatewayHarness } from './gateway-harness.ts';

const never = (): Promise<never> => new Promise(() => undefined);

/** A gateway that is killed with a command under way, and the next one on the same database. */
async function killedDuring(kind: 'settlement' | 'totals_report', sent: boolean) {
  const gateway = await GatewayHarness.start();
  const terminalId = await gateway.addTerminal();
  const { terminal, engine } = gateway;
  terminal.onSettle = never;
  terminal.onReport = never;
  // The intent is durable, and the gateway dies before it comes to the device.
  if (!sent) Object.assign(engine['commandRunner'], { begin: () => undefined });
  const started = await engine.commands.start({
    propertyId: gateway.propertyId as never,
    terminalId: terminalId as never,
    kind,
    requestedBy: { kind: 'user', name: 'Анна', id: null },
    acknowledged: [],
    idempotencyKey: null,
    dueAtMs: null,
  });
  const id = started.ok ? started.value.command.id : '';
  const row = async () => (await gateway.db.query('select * from terminal_command where id = $1', [id])).rows[0];
  if (sent) await vi.waitFor(async () => expect((await row()).status).toBe('in_progress'), 20_000);
  return { gateway, terminalId, id, row, next: await gateway.restart() };
}

const claims = async ({ db }: GatewayHarness): Promise<number> => (await db.query('select from device_claim')).rowCount ?? 0;

describe('a command under way when the gateway dies', () => {
  it('that is a close becomes unknown, keeps its terminal, and is settled by asking', async () => {
    const { gateway, terminalId, row, next } = await killedDuring('settlement', true);
    next.terminal.onRecoverSettlement = () =>
      Promise.resolve({ finding: 'done', result: { totals: null, hostAgrees: true, slip: 'СВЕРКА', hostTime: null }, evidence: {} });
    await next.engine.start();
    await vi.waitFor(async () => expect(await row()).toMatchObject({ status: 'done', text: 'СВЕРКА' }), { timeout: 10_000 });
    expect(next.terminal.journal.closes).toHaveLength(0);
    expect(await claims(gateway)).toBe(0);
    next.terminal.onSettle = () => Promise.resolve(closed());
    const again = await next.call('POST', `/sonata/v1/terminals/${terminalId}/settlements`, undefined, {
      'idempotency-key': randomUUID(),
      prefer: 'wait=10',
    });
    expect(again.body['status']).toBe('done');
    await next.engine.stop();
    await next.app.close();
    await gateway.close();
  });

  it('has failed when not a byte had left', async () => {
    const { gateway, row, next } = await killedDuring('settlement', false);
    await next.engine.start();
    expect(await row()).toMatchObject({ status: 'failed', evidence: { interruptedAs: 'accepted' } });
    expect([next.terminal.journal.closes.length, await claims(gateway)]).toEqual([0, 0]);
    await next.engine.stop();
    await next.app.close();
    await gateway.close();
  });

  it('that moves nothing lets the terminal go, and says that its answer is lost', async () => {
    const { gateway, row, next } = await killedDuring('totals_report', true);
    await next.engine.start();
    expect(await row()).toMatchObject({ status: 'unknown', holds_terminal: false, message: { en: expect.stringContaining('Ask again') } });
    expect(await claims(gateway)).toBe(0);
    await next.engine.stop();
    await next.app.close();
    await gateway.close();
  });
});
