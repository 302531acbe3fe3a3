import { attendance } from '@/features/attendance/attendance.ts';
import type { BankCard, PadState } from '@/server/training/bank-answers.ts';

export type { BankCard, PadState };
export type GuestAction =
  { readonly action: 'present'; readonly brand: string; readonly by: 'tap' | 'insert' } | { readonly action: 'pin' | 'cancel' | 'remove' };
export type PadMode = { readonly manual: true; readonly forSeconds: number } | { readonly manual: false };

/** The simulated bank's side, where the guest stands. Throws what is no success: a key that came too late too. */
export class BankClient {
  readonly #door: string;

  constructor(door: string) {
    this.#door = `${door}/bank`;
  }

  readonly cards = (): Promise<readonly BankCard[]> => this.#ask('GET', '/cards') as Promise<readonly BankCard[]>;
  readonly pad = (terminal: string): Promise<PadState> => this.#ask('GET', `/terminals/${terminal}`) as Promise<PadState>;
  readonly act = (terminal: string, action: GuestAction): Promise<PadState> =>
    this.#ask('POST', `/terminals/${terminal}/card`, action) as Promise<PadState>;
  readonly mode = (terminal: string, mode: PadMode): Promise<PadState> => this.#ask('POST', `/terminals/${terminal}/mode`, mode) as Promise<PadState>;
  readonly script = (terminal: string, fault: Readonly<Record<string, unknown>>): Promise<PadState> =>
    this.#ask('POST', `/terminals/${terminal}/faults`, fault) as Promise<PadState>;
  readonly clearScript = async (terminal: string): Promise<void> => void (await this.#ask('DELETE', `/terminals/${terminal}/faults`));

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const init: RequestInit = { method, headers: { ...attendance.headers(), 'content-type': 'application/json' }, cache: 'no-store' };
    if (body !== undefined) init.body = JSON.stringify(body);
    const answer = await fetch(this.#door + path, init);
    if (!answer.ok) throw new Error(`the simulated bank answered ${answer.status}`);
    return answer.status === 204 ? null : answer.json();
  }
}
