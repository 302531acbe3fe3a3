import { inpas, inpasSettings } from '@payport/terminals-inpas';
import { nothingKept, type CleanFrame, type DriverSession, type TerminalDriver } from '@payport/terminals-core';
import { ScriptedProgramHost, ScriptedWireHost, SeededRandom } from '@payport/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../pinpad/fault.ts';
import { PROFILE, TestWorld } from '../testing/test-world.ts';
import { BankDoor } from './bank-door.ts';
import { InpasTerminal } from './inpas-terminal.ts';

const PLACE = { host: '10.0.0.5', port: 8888 };
const BANK = { host: '10.9.9.9', port: 443 };
const TID = '00123456';
let world: TestWorld;
let wires: ScriptedWireHost;
let frames: CleanFrame[];
let ids: SeededRandom;

/** The real driver between the simulated device and the simulated bank's door, in virtual time. */
beforeEach(() => {
  world = new TestWorld([{ ...PROFILE, tid: TID, driver: 'inpas', port: 0, bankThroughDesk: true }]);
  frames = [];
  ids = new SeededRandom(99);
  const door = new BankDoor(world.clock);
  wires = new ScriptedWireHost(world.clock);
  wires.attach(BANK, (line) => door.serve({ send: (bytes) => line.send(bytes), listen: (heard) => line.listen(heard), drop: () => line.hangUp() }));
  wires.attach(PLACE, (line) => {
    const port = {
      send: (bytes: Uint8Array) => line.send(bytes),
      listen: (heard: (bytes: Uint8Array) => void) => line.listen(heard),
      drop: () => line.break(),
    };
    const fail = (error: unknown): never => {
      throw error;
    };
    const terminal = new InpasTerminal(world.pad(TID), port, fail, { ...BANK, door });
    void line.ended.then(() => terminal.end());
  });
});

const driverWith = (over: object = {}): TerminalDriver =>
  inpas.create(
    inpasSettings.parse({ ...PLACE, terminalId: TID, bankHosts: ['10.9.9.9:443'], copyProvesAbsence: true, timeLimitMs: 200_000, ...over }),
    {
      clock: world.clock,
      random: new SeededRandom(5),
      programs: new ScriptedProgramHost(world.clock),
      wires,
    },
  );
const session = (): DriverSession => ({
  abort: new AbortController().signal,
  beforeFirstByte: () => Promise.resolve(),
  dispatched: () => undefined,
  stage: () => undefined,
  frame: (frame) => void frames.push(frame),
  keep: nothingKept,
  alert: () => undefined,
});
const order = (amountMinor: bigint) => ({ reference: inpas.newReference(ids), amountMinor, currency: 'RUB', tid: TID });
const sell = (driver: TerminalDriver, of = order(150_000n)) => world.clock.complete(driver.sale(of, session()), 900_000);
const spoil = (fault: Fault): void => world.pad(TID).faults.add({ fault, on: 'order', count: 1 });

describe('a sale whose bank is reached through the gateway', () => {
  it('is approved, its bytes go both ways, and the connection is closed', async () => {
    const outcome = await sell(driverWith());
    expect(outcome).toMatchObject({ outcome: 'approved', evidence: { bankLink: '10.9.9.9:443 connected' } });
    expect(Number(outcome.evidence['bytesToBank'])).toBeGreaterThan(50);
    expect(Number(outcome.evidence['bytesFromBank'])).toBeGreaterThan(10);
    expect(world.ledger()).toEqual(['sale 150000 captured']);
    await world.clock.advance(1_000);
    expect(wires.opened.every(({ line }) => line.over)).toBe(true);
  });

  it('leaves nothing of what passed, in no frame and in no evidence', async () => {
    const outcome = await sell(driverWith());
    const kept = JSON.stringify(
      [outcome, frames.map(({ bytes, text, fields }) => [Buffer.from(bytes).toString('latin1'), text, fields])],
      (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    );
    expect(kept).not.toContain('4000000000000002');
    expect(kept).not.toContain('REQUEST');
    expect(kept).toMatch(/<[0-9]+ bytes>/);
  });

  it('refunds go the same way', async () => {
    const driver = driverWith();
    const sale = await sell(driver);
    const original = { rrn: sale.outcome === 'approved' ? sale.result.rrn : null, authCode: null };
    const back = await world.clock.complete(driver.refund!({ ...order(50_000n), original }, session()), 900_000);
    expect(back).toMatchObject({ outcome: 'approved', evidence: { bankLink: '10.9.9.9:443 connected' } });
  });
});

describe('a bank that is not reached', () => {
  it.each([
    ['because its host is not on the list', { bankHosts: ['10.9.9.9:444'] }, '10.9.9.9:443 not allowed'],
    ['because the list is empty', { bankHosts: [] }, '10.9.9.9:443 not allowed'],
  ])('%s: nothing is captured', async (_why, over, bankLink) => {
    expect(await sell(driverWith(over))).toMatchObject({ outcome: 'unknown', evidence: { status: 34, bankLink } });
    expect(await sell(driverWith({ ...over, noConnection: 'declined' }))).toMatchObject({ outcome: 'declined', decline: { code: 'link_failed' } });
    expect(wires.opened.filter(({ place }) => place.startsWith(BANK.host))).toEqual([]);
    expect(world.ledger()).toEqual([]);
  });

  it('because nobody listens there: nothing is captured', async () => {
    wires.detach(BANK);
    expect(await sell(driverWith())).toMatchObject({ outcome: 'unknown', evidence: { status: 34 } });
    expect(world.ledger()).toEqual([]);
  });

  it('because it hangs up on the request: nothing is captured', async () => {
    spoil({ fault: 'bank_hangs_up' });
    expect(await sell(driverWith())).toMatchObject({ outcome: 'unknown', evidence: { status: 34, bankLink: 'broken' } });
    expect(world.ledger()).toEqual([]);
  });

  it('is tried anew by the next sale', async () => {
    spoil({ fault: 'bank_hangs_up' });
    const driver = driverWith();
    await sell(driver);
    expect(await sell(driver)).toMatchObject({ outcome: 'approved' });
  });
});

describe('a bank that takes its time', () => {
  it('is waited for: the terminal asks again and again', async () => {
    spoil({ fault: 'bank_late', ms: 12_000 });
    const startMs = world.clock.monotonic();
    expect(await sell(driverWith())).toMatchObject({ outcome: 'approved' });
    expect(world.clock.monotonic() - startMs).toBeGreaterThan(12_000);
  });

  it('longer than the terminal waits: “no connection” for money that is captured, so that the outcome stays open', async () => {
    for (const fault of [{ fault: 'bank_silent' }, { fault: 'bank_late', ms: 90_000 }] as const) {
      spoil(fault);
      const of = order(150_000n);
      const atMs = world.clock.now();
      const driver = driverWith();
      expect(await sell(driver, of)).toMatchObject({ outcome: 'unknown', evidence: { status: 34 } });
      await world.clock.advance(300_000);
      const query = { operation: 'sale', order: of, dispatchedAtMs: atMs, memoryIntact: true, alike: [], kept: [] } as const;
      expect(await world.clock.complete(driver.recover(query, session()))).toMatchObject({ finding: 'cannot_tell', conclusive: true });
    }
    expect(world.ledger()).toEqual(['sale 150000 captured', 'sale 150000 captured']);
  });

  it('is why status 34 is no refusal by itself', async () => {
    spoil({ fault: 'bank_silent' });
    // Who sets this has the bank's word that it got nothing; this bank's word would be wrong.
    expect(await sell(driverWith({ noConnection: 'declined' }))).toMatchObject({ outcome: 'declined' });
    expect(world.ledger()).toEqual(['sale 150000 captured']);
  });
});

describe('replies that are lost between terminal and gateway', () => {
  it.each([30, 90, 150, 220, 300, 400])('with the line cut after %d bytes of ours: never anything but approved or unknown', async (cutAt) => {
    wires.faults.toDevice = { cutAt };
    const outcome = await sell(driverWith());
    expect(['approved', 'unknown']).toContain(outcome.outcome);
    if (outcome.outcome === 'approved') expect(world.ledger()).toEqual(['sale 150000 captured']);
    expect(world.ledger().length).toBeLessThanOrEqual(1);
  });

  it('with single bytes of ours lost the wish is asked again, and the bank hears the request once', async () => {
    for (let at = 80; at < 260; at += 20) {
      wires.faults.toDevice = { dropAt: [at] };
      const before = world.ledger().length;
      const outcome = await sell(driverWith());
      expect(['approved', 'unknown']).toContain(outcome.outcome);
      expect(world.ledger().length - before).toBeLessThanOrEqual(1);
      if (outcome.outcome === 'approved') expect(world.ledger().length - before).toBe(1);
    }
  });
});
