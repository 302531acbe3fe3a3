import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveLine } from './live-line.ts';
import type { LiveNews } from './live-state.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const event = (name: string, place: string): string => `id: ${place}\nevent: ${name}\ndata: {"topic":"payment","subject":"p${place}"}\n\n`;

/** A gateway by script: each connection is one entry, a stream that a test feeds or a status. */
function script(...answers: (number | 'away')[]) {
  const places: (string | null)[] = [];
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const connect = (place: string | null, signal: AbortSignal): Promise<Response> => {
    places.push(place);
    const next = answers.shift() ?? 200;
    if (next === 'away') return Promise.reject(new TypeError('fetch failed'));
    if (next !== 200) return Promise.resolve(new Response(null, { status: next }));
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        streams.push(controller);
        signal.addEventListener('abort', () => controller.error(new DOMException('cut', 'AbortError')));
      },
    });
    return Promise.resolve(new Response(body));
  };
  const heard: LiveNews[] = [];
  const lost = vi.fn();
  const over = vi.fn();
  const line = new LiveLine({ connect, onNews: (news) => heard.push(news), onLost: lost, onOver: over, chance: () => 1 }, null);
  const say = async (text: string): Promise<void> => {
    streams.at(-1)?.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { line, places, streams, heard, lost, over, say };
}

describe('the line to the gateway', () => {
  it('goes on from the last place that it heard of, also from a beat', async () => {
    const { line, places, streams, heard, lost, say } = script();
    void line.run();
    await vi.advanceTimersByTimeAsync(0);
    await say(event('ready', '1') + event('change', '2') + event('beat', '3'));
    streams[0]?.close();
    await vi.advanceTimersByTimeAsync(500);
    expect(lost).toHaveBeenCalledOnce();
    expect(places).toEqual([null, '3']);
    expect(heard.map(({ place }) => place)).toEqual(['1', '2', '3']);
    line.stop();
  });

  it('does not count an event whose end was cut off', async () => {
    const { line, places, streams, heard, say } = script();
    void line.run();
    await vi.advanceTimersByTimeAsync(0);
    await say(`${event('change', '7')}id: 8\nevent: change\nda`);
    streams[0]?.error(new Error('reset'));
    await vi.advanceTimersByTimeAsync(500);
    expect([places.at(-1), heard.length]).toEqual(['7', 1]);
    line.stop();
  });

  it('tries again after longer and longer pauses, and soon when the network is said to be back', async () => {
    const { line, places } = script('away', 'away', 503, 'away', 'away');
    void line.run();
    for (const [ms, tries] of [
      [0, 1],
      [500, 2],
      [999, 2],
      [1, 3],
      [2_000, 4],
    ] as const) {
      await vi.advanceTimersByTimeAsync(ms);
      expect(places.length, `after another ${ms} ms`).toBe(tries);
    }
    line.now();
    await vi.advanceTimersByTimeAsync(0);
    expect(places.length).toBe(5);
    line.stop();
  });

  it('takes 40 s of silence for a line that is dead', async () => {
    const { line, places, lost, say } = script();
    void line.run();
    await vi.advanceTimersByTimeAsync(0);
    await say(event('ready', '1'));
    await vi.advanceTimersByTimeAsync(30_000);
    await say(event('beat', '2'));
    await vi.advanceTimersByTimeAsync(39_999);
    expect(lost).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(501);
    expect([lost.mock.calls.length, places]).toEqual([1, [null, '2']]);
    line.stop();
  });

  it('is lost at once when the network is said to be gone, and goes on from its place', async () => {
    const { line, places, lost, say } = script();
    void line.run();
    await vi.advanceTimersByTimeAsync(0);
    await say(event('change', '9'));
    line.drop();
    await vi.advanceTimersByTimeAsync(500);
    expect([lost.mock.calls.length, places]).toEqual([1, [null, '9']]);
    line.stop();
  });

  it.each([
    [401, 'ended'],
    [403, 'off'],
  ])('does not knock again where the answer is %i', async (status, why) => {
    const { line, places, over } = script(status);
    await line.run();
    expect([places.length, over.mock.calls]).toEqual([1, [[why]]]);
  });

  it('is over with the session', async () => {
    const { line, places, streams, over, say } = script();
    const run = line.run();
    await vi.advanceTimersByTimeAsync(0);
    await say(event('ready', '1') + event('ended', '1'));
    streams[0]?.close();
    await run;
    expect([places.length, over.mock.calls]).toEqual([1, [['ended']]]);
  });
});
