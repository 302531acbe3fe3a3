import { approvedResult } from '@payport/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FileOutcomeJournal } from '../src/modules/outcome-journal/index.ts';
import { GatewayHarness } from './gateway-harness.ts';

let gateway: GatewayHarness;
let terminalId: string;
beforeEach(async () => {
  gateway = await GatewayHarness.start();
  terminalId = await gateway.addTerminal();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await gateway.close();
});

it('a stop lets go of the outcome journal, and only after what was on the device has ended', async () => {
  const order: string[] = [];
  const { close } = FileOutcomeJournal.prototype;
  vi.spyOn(FileOutcomeJournal.prototype, 'close').mockImplementation(function (this: FileOutcomeJournal) {
    order.push('journal closed');
    return close.call(this);
  });
  let prompted = (): void => undefined;
  const onDevice = new Promise<void>((resolve) => (prompted = resolve));
  let pays = (): void => undefined;
  const paid = new Promise<void>((resolve) => (pays = resolve));
  gateway.terminal.onOrder = async (sale) => {
    prompted();
    await paid;
    order.push('paid');
    return { outcome: 'approved', result: approvedResult(sale), evidence: {} };
  };
  const answer = gateway.pay({ terminalId });
  await onDevice;
  const stopped = gateway.engine.stop();
  pays();
  expect((await answer).body).toMatchObject({ status: 'approved' });
  await stopped;
  expect(order).toEqual(['paid', 'journal closed']);
});
