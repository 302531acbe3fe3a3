import { EventEmitter } from 'node:events';
import { WireOver } from '@payport/terminals-core';
import { ManualClock } from '@payport/testing';
import type { SerialPort } from 'serialport';
import { beforeEach, describe, expect, it } from 'vitest';
import { SerialWire } from './serial-wire.ts';

type Done = (error: Error | null) => void;

/** A port as the library gives it, without a system behind it. */
class FakePort extends EventEmitter {
  isOpen = true;
  baudRate = 9_600;
  readonly written: Buffer[] = [];
  drains = 0;
  onWrite: (done: Done) => void = (done) => done(null);
  onDrain: (done: Done) => void = (done) => done(null);
  onClose: (done: Done) => void = (done) => {
    done(null);
    this.emit('close', null);
  };
  readonly #corked: { readonly bytes: Buffer; readonly done: Done }[] = [];
  #cork = false;
  cork(): void {
    this.#cork = true;
  }
  /** As the library does: what was gathered is one write. */
  uncork(): void {
    this.#cork = false;
    const gathered = this.#corked.splice(0);
    if (gathered.length === 0) return;
    this.written.push(Buffer.concat(gathered.map(({ bytes }) => bytes)));
    this.onWrite((error) => gathered.forEach(({ done }) => done(error)));
  }
  write(bytes: Buffer, done: Done): void {
    this.#corked.push({ bytes, done });
    if (!this.#cork) this.uncork();
  }
  drain(done: Done): void {
    this.drains += 1;
    this.onDrain(done);
  }
  close(done: Done): void {
    this.isOpen = false;
    this.onClose(done);
  }
}

let clock: ManualClock;
let port: FakePort;
let wire: SerialWire;
beforeEach(() => {
  clock = new ManualClock();
  port = new FakePort();
  wire = new SerialWire(port as unknown as SerialPort, clock);
});

describe('a serial wire', () => {
  it('hands on whatever comes to everybody who listens, and to nobody who has stopped', () => {
    const [one, two]: string[][] = [[], []];
    const stop = wire.listen((bytes) => one?.push(Buffer.from(bytes).toString('hex')));
    wire.listen((bytes) => two?.push(Buffer.from(bytes).toString('hex')));
    port.emit('data', Buffer.from([0x10]));
    stop();
    port.emit('data', Buffer.from([0x02]));
    expect([one, two]).toEqual([['10'], ['10', '02']]);
  });

  it('sends what follows from one piece in one write, however many promises lie between: the line is not left idle', async () => {
    wire.listen(() => {
      void wire.send(Uint8Array.of(0x06));
      void Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => Promise.resolve())
        .then(() => wire.send(Uint8Array.of(0x80, 0, 0)));
    });
    port.emit('data', Buffer.from([0x10]));
    expect(port.written).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(port.written.map((bytes) => bytes.toString('hex'))).toEqual(['06800000']);
  });

  it('holds nothing back for what comes later', async () => {
    const first = wire.send(Uint8Array.of(0x06));
    await first;
    await wire.send(Uint8Array.of(0x15));
    expect(port.written.map((bytes) => bytes.toString('hex'))).toEqual(['06', '15']);
  });

  it('hands over what was said before it is closed', async () => {
    const said = wire.send(Uint8Array.of(0x04));
    wire.close();
    await said;
    expect(port.written.map((bytes) => bytes.toString('hex'))).toEqual(['04']);
  });

  it('sends a frame as one write: the line is not left idle between its bytes', async () => {
    await wire.send(Uint8Array.of(1, 2, 3));
    expect(port.written.map((bytes) => bytes.toString('hex'))).toEqual(['010203']);
  });

  it('refuses bytes that the system does not take', async () => {
    port.onWrite = (done) => done(new Error('EIO'));
    await expect(wire.send(Uint8Array.of(1))).rejects.toThrow(WireOver);
  });

  it('ends as broken with the system’s own word when the port reports an error', async () => {
    port.emit('error', Object.assign(new Error('gone'), { code: 'EIO' }));
    expect(await wire.ended).toEqual({ reason: 'broken', detail: 'EIO' });
    await expect(wire.send(Uint8Array.of(1))).rejects.toThrow(WireOver);
  });

  it('ends as broken when the library tells of a disconnection', async () => {
    port.emit('close', new Error('bad file descriptor'));
    expect(await wire.ended).toEqual({ reason: 'broken', detail: 'bad file descriptor' });
  });

  it('ends also where the port cannot even be closed', async () => {
    port.onClose = (done) => done(new Error('Port is not open'));
    wire.close();
    expect(await wire.ended).toEqual({ reason: 'closed_by_us', detail: null });
  });

  it('closed twice is closed once', async () => {
    let closes = 0;
    port.onClose = (done) => {
      closes += 1;
      done(null);
      port.emit('close', null);
    };
    wire.close();
    wire.close();
    await wire.ended;
    expect(closes).toBe(1);
  });
});

describe('a serial wire on a system that takes bytes at once', () => {
  const hex = (list: readonly Uint8Array[]): readonly string[] => list.map((bytes) => Buffer.from(bytes).toString('hex'));
  let taken: Uint8Array[];
  let takes: (bytes: Uint8Array) => number;
  beforeEach(() => {
    taken = [];
    takes = (bytes) => bytes.length;
    wire = new SerialWire(port as unknown as SerialPort, clock, (bytes) => {
      const count = takes(bytes);
      if (count > 0) taken.push(bytes.subarray(0, count));
      return count;
    });
  });

  it('hands over what is said in one breath in one call, past the threads that all lines share', async () => {
    await Promise.all([wire.send(Uint8Array.of(0x06)), wire.send(Uint8Array.of(0x80, 0, 0))]);
    expect([hex(taken), hex(port.written)]).toEqual([['06800000'], []]);
  });

  it.each([
    [0, [], ['010203']],
    [2, ['0102'], ['03']],
  ] as const)('leaves to the library what is not taken: of three bytes %i are', async (count, now, later) => {
    takes = () => count;
    await wire.send(Uint8Array.of(1, 2, 3));
    expect([hex(taken), hex(port.written)]).toEqual([now, later]);
  });

  it('overtakes nothing that the library still holds', async () => {
    let finish: Done = () => undefined;
    port.onWrite = (done) => void (finish = done);
    takes = () => 0;
    const first = wire.send(Uint8Array.of(1));
    await new Promise((resolve) => setImmediate(resolve));
    takes = (bytes) => bytes.length;
    const second = wire.send(Uint8Array.of(2));
    await new Promise((resolve) => setImmediate(resolve));
    expect([hex(taken), hex(port.written)]).toEqual([[], ['01', '02']]);
    finish(null);
    await second;
    void first;
  });

  it('refuses what was said in the breath in which the port ended', async () => {
    const said = wire.send(Uint8Array.of(1));
    port.isOpen = false;
    await expect(said).rejects.toThrow(WireOver);
    expect([taken, port.written]).toEqual([[], []]);
  });
});

describe('the look at a silent port', () => {
  it('comes every second, and ends the wire within a second of the port’s end', async () => {
    await clock.advance(3_500);
    expect(port.drains).toBe(3);
    port.onDrain = (done) => done(new Error('EIO'));
    await clock.advance(1_000);
    expect(await wire.ended).toEqual({ reason: 'broken', detail: 'EIO' });
  });

  it('does not come while our own bytes are on the line: it would hold a thread until they have left', async () => {
    await clock.advance(900);
    // 4 800 bits and more at 9 600 a second.
    await wire.send(new Uint8Array(400));
    await clock.advance(400);
    expect(port.drains).toBe(0);
    await clock.advance(200);
    expect(port.drains).toBe(1);
  });

  it('is over with the wire', async () => {
    wire.close();
    await wire.ended;
    await clock.advance(5_000);
    expect(port.drains).toBe(0);
  });

  it('that is answered after the wire was closed changes nothing', async () => {
    let answer: Done = () => undefined;
    port.onDrain = (done) => (answer = done);
    await clock.advance(1_000);
    wire.close();
    await wire.ended;
    answer(new Error('late'));
    await clock.advance(5_000);
    expect(port.drains).toBe(1);
  });
});
