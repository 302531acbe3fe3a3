import type { DeviceAddress, DeviceReference } from '@payport/domain';
import {
  ReceiveBuffer,
  type CleanFrame,
  type DriverDefinition,
  type DriverSession,
  type OrderOutcome,
  type PaymentOrder,
  type RecoveryFinding,
  type RecoveryQuery,
  type TerminalDriver,
  type TerminalIo,
  type Wire,
} from '@payport/terminals-core';
import { approvedResult } from '@payport/testing';
import { z } from 'zod';

const settings = z.object({ host: z.string(), port: z.number().int() });
type Settings = z.infer<typeof settings>;

const LINE_FEED = 10;
const ANSWER_LIMIT_MS = 5_000;

/**
 * One kept connection to a device that approves at once: `SALE <reference> <amount>` is answered `OK <reference>`, and so is
 * `ASK <reference>` of a sale that it took.
 */
class TcpScriptedDriver implements TerminalDriver {
  #wire: Wire | null = null;

  constructor(
    private readonly place: Settings,
    private readonly io: TerminalIo,
  ) {}

  async sale(order: PaymentOrder, session: DriverSession): Promise<OrderOutcome> {
    const wire = await this.wire();
    const request = `SALE ${order.reference} ${order.amountMinor}\n`;
    await session.beforeFirstByte();
    const answer = this.answer(wire);
    session.frame(this.frame('outbound', request));
    await wire.send(Buffer.from(request));
    session.dispatched();
    const text = await answer;
    session.frame(this.frame('inbound', text));
    if (text !== `OK ${order.reference}\n`) throw new Error('a foreign answer');
    return { outcome: 'approved', result: approvedResult(order), evidence: { reference: order.reference } };
  }

  async recover({ order }: RecoveryQuery, session: DriverSession): Promise<RecoveryFinding> {
    const wire = await this.wire();
    await session.beforeFirstByte();
    const answer = this.answer(wire);
    await wire.send(Buffer.from(`ASK ${order.reference}\n`));
    if ((await answer) !== `OK ${order.reference}\n`) return { finding: 'cannot_tell', conclusive: false, evidence: {} };
    return { finding: 'approved', rung: 1, result: approvedResult(order), evidence: { reference: order.reference } };
  }

  testLink(): ReturnType<TerminalDriver['testLink']> {
    return Promise.resolve({ reachable: true, evidence: {} });
  }

  private async wire(): Promise<Wire> {
    return (this.#wire ??= await this.io.wires.connectTcp(this.place, { connectTimeoutMs: 1_000, idleTimeoutMs: null, keepAliveMs: 8_000 }));
  }

  private answer(wire: Wire): Promise<string> {
    const buffer = new ReceiveBuffer();
    return new Promise((resolve, reject) => {
      const cancel = this.io.clock.after(ANSWER_LIMIT_MS, () => {
        stop();
        reject(new Error('no answer'));
      });
      const stop = wire.listen((bytes) => {
        buffer.push(bytes);
        const line = buffer.takeThrough(LINE_FEED);
        if (line === null) return;
        cancel();
        stop();
        resolve(Buffer.from(line).toString('latin1'));
      });
    });
  }

  private frame(direction: CleanFrame['direction'], text: string): CleanFrame {
    return { direction, channel: 'tcp', atMs: this.io.clock.now(), bytes: Buffer.from(text), text, fields: {}, checksumOk: null };
  }
}

/** The driver whose own cost is next to nothing: what a payment takes with it is what the gateway itself takes. */
export const tcpScriptedDriver: DriverDefinition<Settings> = {
  id: 'nexo',
  title: { ru: 'Без задержки', en: 'Without delay' },
  settings,
  operations: ['sale'],
  reportsStages: false,
  deviceStepLimitMs: () => 10_000,
  deviceAddress: ({ host, port }) => `tcp:${host}:${port}` as DeviceAddress,
  newReference: (random) => Buffer.from(random.bytes(4)).toString('hex').toUpperCase() as DeviceReference,
  create: (place, io) => new TcpScriptedDriver(place, io),
};
