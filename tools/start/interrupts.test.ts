import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Interrupted, watchInterrupts } from './interrupts.mjs';

let interrupts: ReturnType<typeof watchInterrupts>;
const said: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  said.length = 0;
  interrupts = watchInterrupts((line) => said.push(line));
});
afterEach(() => {
  interrupts.dispose();
  vi.useRealTimers();
});

describe('a wish to end', () => {
  it('halts with its name', () => {
    process.emit('SIGHUP', 'SIGHUP');
    expect(interrupts.halt.signal.reason).toEqual(new Interrupted('SIGHUP'));
    expect(interrupts.hurry.aborted).toBe(false);
  });

  it('that npm passes on as well is one wish; said again later it is a wish to hurry', () => {
    process.emit('SIGHUP', 'SIGHUP');
    vi.advanceTimersByTime(50);
    process.emit('SIGHUP', 'SIGHUP');
    expect(interrupts.hurry.aborted).toBe(false);
    vi.advanceTimersByTime(500);
    process.emit('SIGHUP', 'SIGHUP');
    expect(interrupts.hurry.aborted).toBe(true);
    expect(said.join()).toMatch(/Stopping \(SIGHUP\)[^]*Hurrying/);
  });

  it('after a part has died does not hide why everything ends', () => {
    interrupts.halt.abort(new Error('the gateway died'));
    process.emit('SIGHUP', 'SIGHUP');
    expect(interrupts.halt.signal.reason).toEqual(new Error('the gateway died'));
    expect(interrupts.hurry.aborted).toBe(false);
  });
});
