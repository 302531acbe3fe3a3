import { describe, expect, it } from 'vitest';
import { readNow } from './read-now.ts';

type Read = NonNullable<Parameters<typeof readNow>[2]>;
type Port = {
  fd: number | null;
  poller: { once: (event: 'readable', done: (error: Error | null) => void) => void };
  read: (buffer: Buffer, offset: number, length: number) => Promise<{ bytesRead: number }>;
};

const again = (): never => {
  throw Object.assign(new Error('again'), { code: 'EAGAIN' });
};

/** A port whose system answers each read by the next of `answers`; `polled` are those who wait until there is something. */
function portOf(
  answers: readonly (() => number)[],
  fd: number | null = 7,
): { readonly port: Port; readonly polled: ((error: Error | null) => void)[]; readonly reads: unknown[] } {
  const polled: ((error: Error | null) => void)[] = [];
  const reads: unknown[] = [];
  const left = [...answers];
  const port: Port = {
    fd,
    poller: { once: (_event, done) => void polled.push(done) },
    read: () => Promise.reject(new Error('the library reads')),
  };
  const read = ((...args: unknown[]) => (reads.push([args[0], args[2], args[3]]), left.shift()?.() ?? again())) as unknown as Read;
  readNow({ port }, 'linux', read);
  return { port, polled, reads };
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Says so often that something is there, each time somebody waits for it. */
async function ready(polled: readonly ((error: Error | null) => void)[], times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await settled();
    polled[time]?.(null);
  }
}

const hangsUp = (): number => 0;
const goes = (): number => {
  throw Object.assign(new Error('gone'), { code: 'EIO' });
};

describe('the read that does not wait', () => {
  it('takes what is there as soon as the system says so, into the place that it was given', async () => {
    const { port, polled, reads } = portOf([() => 3]);
    const reading = port.read(Buffer.alloc(9), 4, 5);
    await settled();
    // A read in vain is an exception, and costs more than all the rest.
    expect(reads).toEqual([]);
    await ready(polled);
    expect(await reading).toMatchObject({ bytesRead: 3 });
    expect(reads).toEqual([[7, 4, 5]]);
  });

  it('waits again where the system was mistaken', async () => {
    const { port, polled } = portOf([again, again, () => 1]);
    const reading = port.read(Buffer.alloc(9), 0, 9);
    await ready(polled, 3);
    expect(await reading).toMatchObject({ bytesRead: 1 });
    expect(polled).toHaveLength(3);
  });

  it.each<readonly [string, () => number, string]>([
    ['the adapter was pulled out', hangsUp, 'hung up'],
    ['the system says what is wrong', goes, 'gone'],
  ])('fails where %s, and does not try for ever', async (_what, answer, message) => {
    const { port, polled, reads } = portOf([answer]);
    const reading = port.read(Buffer.alloc(9), 0, 9);
    const failed = expect(reading).rejects.toThrow(message);
    await ready(polled);
    await failed;
    expect(reads).toHaveLength(1);
  });

  it('is called off with the port, which is no fault of the line', async () => {
    const closed = portOf([], null);
    await expect(closed.port.read(Buffer.alloc(9), 0, 9)).rejects.toMatchObject({ canceled: true });
    const { port, polled } = portOf([]);
    const reading = port.read(Buffer.alloc(9), 0, 9);
    const failed = expect(reading).rejects.toMatchObject({ canceled: true });
    await settled();
    polled[0]?.(Object.assign(new Error('called off'), { canceled: true }));
    await failed;
  });

  it('is none on Windows, whose ports have handles, and of a port that is not open', async () => {
    const port = { fd: 7, poller: { once: () => undefined }, read: () => Promise.resolve('by the library') };
    readNow({ port }, 'win32');
    expect(await port.read()).toBe('by the library');
    expect(() => readNow({}, 'linux')).not.toThrow();
  });
});
