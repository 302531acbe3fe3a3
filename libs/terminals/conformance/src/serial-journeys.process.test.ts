import type { DeviceReference } from '@payport/domain';
import type { DriverDefinition, TerminalDriver } from '@payport/terminals-core';
import { inpas, inpasSettings } from '@payport/terminals-inpas';
import { NodeWireHost, systemClock, systemRandom } from '@payport/terminals-transports';
import { zvt, zvtSettings } from '@payport/terminals-zvt';
import { ManualClock, ScriptedProgramHost, SerialPair, type DeviceLine } from '@payport/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plugInpas } from './adapters/inpas.ts';
import { plugSerial } from './adapters/zvt.ts';
import { LedgerDevice } from './device/ledger-device.ts';
import { PacedLine } from './paced-line.ts';
import { AMOUNT } from './orders.ts';
import { WatchedSession } from './session.ts';

interface Journey {
  readonly title: string;
  readonly tid: string;
  readonly currency: string;
  readonly pace: { readonly baudRate: number; readonly bits: number };
  readonly stopBits: 1 | 2;
  readonly plug: (line: DeviceLine, device: LedgerDevice) => void;
  readonly reference: () => DeviceReference;
  readonly driver: (path: string, wires: NodeWireHost) => TerminalDriver;
}

const make = <S>(definition: DriverDefinition<S>, settings: S, wires: NodeWireHost): TerminalDriver =>
  definition.create(settings, { clock: systemClock, random: systemRandom, programs: new ScriptedProgramHost(new ManualClock()), wires });

const JOURNEYS: readonly Journey[] = [
  {
    title: 'zvt at 9 600 baud',
    tid: '29001006',
    currency: 'EUR',
    pace: { baudRate: 9_600, bits: 11 },
    stopBits: 2,
    plug: plugSerial,
    reference: () => zvt.newReference(systemRandom),
    driver: (path, wires) => make(zvt, zvtSettings.parse({ connection: 'serial', serialPath: path, baudRate: '9600' }), wires),
  },
  {
    title: 'inpas at 115 200 baud',
    tid: '00123456',
    currency: 'RUB',
    pace: { baudRate: 115_200, bits: 10 },
    stopBits: 1,
    plug: plugInpas,
    reference: () => inpas.newReference(systemRandom),
    driver: (path, wires) => make(inpas, inpasSettings.parse({ connection: 'serial', serialPort: path, terminalId: '00123456' }), wires),
  },
];

const wires = new NodeWireHost();
let pair: SerialPair;
let line: PacedLine | null = null;

beforeEach(async () => {
  pair = await SerialPair.plugged();
});

afterEach(async () => {
  line?.hangUp();
  await line?.ended;
  await pair.end();
});

describe.each(JOURNEYS.map((journey) => [journey.title, journey] as const))('%s, in real time on a real port', (_title, journey) => {
  const attach = async (device: LedgerDevice): Promise<PacedLine> => {
    const { pace, stopBits } = journey;
    const wire = await wires.connectSerial(
      { path: pair.theirs },
      { baudRate: pace.baudRate, dataBits: 8, parity: 'none', stopBits, openTimeoutMs: 5_000 },
    );
    line = new PacedLine(wire, systemClock, pace);
    journey.plug(line, device);
    return line;
  };

  it('sells, loses its cable in the middle of a sale, and finds out what became of it', async () => {
    const device = new LedgerDevice(systemClock, journey.tid);
    const paced = await attach(device);
    const driver = journey.driver(pair.ours, wires);
    const order = { reference: journey.reference(), amountMinor: AMOUNT, currency: journey.currency, tid: journey.tid };
    const first = await driver.sale(order, new WatchedSession(systemClock));
    expect(first).toMatchObject({ outcome: 'approved', result: { approvedAmountMinor: AMOUNT } });
    expect(device.ledger.standingSince(0)).toHaveLength(1);
    expect(paced.busyMs).toBeGreaterThan(0);

    const session = new WatchedSession(systemClock);
    const second = { ...order, reference: journey.reference(), amountMinor: AMOUNT + 100n };
    const dispatchedAtMs = systemClock.now();
    const selling = driver.sale(second, session);
    while (!device.working) await systemClock.sleep(20);
    await pair.unplug();
    const outcome = await selling;
    expect(outcome.outcome).toBe('unknown');
    while (device.working) await systemClock.sleep(20);
    await pair.plug();
    await attach(device);
    const query = { operation: 'sale' as const, order: second, dispatchedAtMs, memoryIntact: true, alike: [], kept: session.kept };
    const found = await driver.recover(query, new WatchedSession(systemClock));
    const booked = device.ledger.standingSince(1);
    expect(booked.length).toBeLessThanOrEqual(1);
    expect(found.finding).toBe(booked.length === 1 ? 'approved' : 'cancelled');
    expect(device.begun).toHaveLength(2);
  });
});
