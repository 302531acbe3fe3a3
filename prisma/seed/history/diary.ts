import { minutesMs } from './local-time.ts';

/** Orders on one device never overlap: the longest takes two minutes. */
const APART_MS = minutesMs(3);

/** What a device was busy with. */
export class Diary {
  readonly #taken = new Map<string, number[]>();

  /** The first free moment from `wantedMs` on; it is then taken. */
  take(device: string, wantedMs: number): number {
    const taken = this.#taken.get(device) ?? [];
    this.#taken.set(device, taken);
    let atMs = wantedMs;
    while (taken.some((other) => Math.abs(other - atMs) < APART_MS)) atMs += minutesMs(1);
    taken.push(atMs);
    return atMs;
  }
}
