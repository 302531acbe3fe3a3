import type { Payment, Terminal } from '@payport/contracts';
import { attendance } from '@/features/attendance/attendance.ts';
import type { Attempt } from './attempt.ts';
import type { CallLog } from './call-log.ts';
import { EventStreamReader } from './event-stream.ts';

/** What an answer of the API is, whatever it says; `status` 0: none came. */
export interface SonataAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface Call {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

const SHOWN_HEADERS = ['content-type', 'etag', 'idempotent-replayed', 'location', 'preference-applied', 'retry-after', 'x-request-id'];
const NO_ANSWER: SonataAnswer = { status: 0, headers: new Headers(), body: null };

export interface SonataOptions {
  /** `/api/training/{property}` */
  readonly door: string;
  readonly locale: string;
  readonly log: CallLog;
  /** Stands in the log where the hotel's key would be. */
  readonly keyPlace: string;
}

/** Sonata's side of the API: every call as the contract describes it, in the cashier's language, and logged. */
export class SonataClient {
  readonly #options: SonataOptions;

  constructor(options: SonataOptions) {
    this.#options = options;
  }

  async terminals(workstation: string, signal?: AbortSignal): Promise<readonly Terminal[]> {
    const answer = await this.#call({ path: `/terminals?workstation=${encodeURIComponent(workstation)}`, ...(signal ? { signal } : {}) });
    return dataOf<Terminal>(answer);
  }

  start({ key, body }: Attempt): Promise<SonataAnswer> {
    return this.#call({ method: 'POST', path: '/payments', headers: { 'idempotency-key': key }, body });
  }

  /** The payment of this key: null where the gateway knows none, undefined where it could not be asked. */
  async byKey(key: string): Promise<Payment | null | undefined> {
    const answer = await this.#call({ path: `/payments?idempotencyKey=${encodeURIComponent(key)}` });
    return answer.status === 200 ? (dataOf<Payment>(answer)[0] ?? null) : undefined;
  }

  async ofReservation(confirmationNumber: string, signal?: AbortSignal): Promise<readonly Payment[]> {
    const path = `/payments?confirmationNumber=${encodeURIComponent(confirmationNumber)}&limit=50`;
    return dataOf<Payment>(await this.#call({ path, ...(signal ? { signal } : {}) }));
  }

  /** Holds until the resource differs from that tag, or so many seconds. */
  awaitChange(id: string, etag: string | null, seconds: number, signal: AbortSignal): Promise<SonataAnswer> {
    const headers = { prefer: `wait=${seconds}`, ...(etag === null ? {} : { 'if-none-match': etag }) };
    return this.#call({ path: `/payments/${id}`, headers, signal });
  }

  cancel(id: string): Promise<SonataAnswer> {
    return this.#call({ method: 'POST', path: `/payments/${id}/cancel` });
  }

  /** Every change from the start; resolves when the stream ended. Throws where it could not be opened or broke. */
  async stream(id: string, onPayment: (payment: Payment) => void, signal: AbortSignal): Promise<void> {
    const { log } = this.#options;
    const call: Call = { path: `/payments/${id}/events`, headers: { accept: 'text/event-stream' }, signal };
    const { response, entry } = await this.#send(call);
    log.answered(entry, { status: response.status, responseHeaders: shown(response.headers), responseBody: null });
    const reader = response.ok ? response.body?.getReader() : undefined;
    if (!reader) throw new Error(`the stream was answered with ${response.status}`);
    const events = new EventStreamReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      for (const { data } of events.push(part.value)) {
        // The gateway's own contract tests hold the shape.
        const payment = JSON.parse(data) as Payment;
        log.event(entry, payment);
        onPayment(payment);
      }
    }
  }

  async #call(call: Call): Promise<SonataAnswer> {
    try {
      const { response, entry } = await this.#send(call);
      const body: unknown = await response.json().catch(() => null);
      this.#options.log.answered(entry, { status: response.status, responseHeaders: shown(response.headers), responseBody: body });
      return { status: response.status, headers: response.headers, body };
    } catch (error) {
      if (call.signal?.aborted) throw error;
      return NO_ANSWER;
    }
  }

  async #send({ method = 'GET', path, headers = {}, body, signal }: Call): Promise<{ response: Response; entry: number }> {
    const { door, locale, log, keyPlace } = this.#options;
    const sent = { ...headers, 'accept-language': locale, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const requestHeaders = { authorization: `Bearer ${keyPlace}`, ...sent };
    const entry = log.begin({ at: Date.now(), method, path: `/sonata/v1${path}`, requestHeaders, requestBody: body ?? null });
    const init: RequestInit = { method, headers: { ...sent, ...attendance.headers() }, cache: 'no-store' };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal) init.signal = signal;
    try {
      return { response: await fetch(`${door}/sonata/v1${path}`, init), entry };
    } catch (error) {
      log.answered(entry, { status: 0, responseHeaders: {}, responseBody: null });
      throw error;
    }
  }
}

const shown = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    SHOWN_HEADERS.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );

/** A list's rows. Throws what is no list, so that nothing is shown as "there is none". */
function dataOf<T>({ status, body }: SonataAnswer): readonly T[] {
  const data: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'data') : null;
  if (status !== 200 || !Array.isArray(data)) throw new Error(`the list was answered with ${status}`);
  return data as T[];
}
