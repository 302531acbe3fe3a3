/** One call to the Sonata API, as an integrator wants to see it. The key itself is not known here. */
export interface LoggedCall {
  readonly id: number;
  readonly at: number;
  readonly method: string;
  /** As Sonata would call it: below the gateway's own address. */
  readonly path: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  /** Null while the answer is awaited; 0: none came. */
  readonly status: number | null;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
  /** Data of the event stream, as far as it came. */
  readonly events: readonly unknown[];
  /** How often this very call was made one after the other. */
  readonly times: number;
}

/** Calls kept; a day of practice would otherwise fill the browser. */
const KEPT = 40;

type NewCall = Pick<LoggedCall, 'at' | 'method' | 'path' | 'requestHeaders' | 'requestBody'>;
export type Answered = Pick<LoggedCall, 'status' | 'responseHeaders' | 'responseBody'>;

/** The calls of this page, newest first, for a component to subscribe to. */
export class CallLog {
  #calls: readonly LoggedCall[] = [];
  #made = 0;
  readonly #listeners = new Set<() => void>();

  readonly snapshot = (): readonly LoggedCall[] => this.#calls;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The number of the entry, for what follows. The same look-up repeated is one entry that counts. */
  begin(call: NewCall): number {
    const [last] = this.#calls;
    if (last?.method === 'GET' && call.method === 'GET' && last.path === call.path && last.status !== null) {
      this.#put([{ ...last, at: call.at, times: last.times + 1 }, ...this.#calls.slice(1)]);
      return last.id;
    }
    this.#made += 1;
    const entry = { ...call, id: this.#made, status: null, responseHeaders: {}, responseBody: null, events: [], times: 1 };
    this.#put([entry, ...this.#calls].slice(0, KEPT));
    return entry.id;
  }

  answered(id: number, answer: Answered): void {
    this.#change(id, (call) => ({ ...call, ...answer }));
  }

  event(id: number, data: unknown): void {
    this.#change(id, (call) => ({ ...call, events: [...call.events, data] }));
  }

  clear(): void {
    this.#put([]);
  }

  #change(id: number, change: (call: LoggedCall) => LoggedCall): void {
    this.#put(this.#calls.map((call) => (call.id === id ? change(call) : call)));
  }

  #put(calls: readonly LoggedCall[]): void {
    this.#calls = calls;
    this.#listeners.forEach((listener) => listener());
  }
}
