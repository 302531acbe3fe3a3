import { compactLocalTime, type Clock, type Stage } from '@payport/domain';
import { fateOf, hostCodeOf, type Fate } from './scenario-amounts.ts';
import { endsOriginal, Ledger, type EntryKind, type LedgerEntry } from './ledger.ts';
import { SecondPhase, type PhaseAnswer, type PhaseOrder } from './second-phase.ts';

/** An order as the terminal has understood it. */
export interface DeviceOrder {
  readonly kind: EntryKind;
  readonly amountMinor: bigint;
  /** The cash desk's own mark of it, where the protocol carries one. */
  readonly reference: string | null;
  /** The operation that this one goes back to; null: the cash desk named none that is known. */
  readonly original?: LedgerEntry | null;
  /** The amount that its answer names, where that is another one. */
  readonly toldMinor?: bigint;
}

export interface DeviceAnswer {
  readonly order: DeviceOrder;
  readonly verdict: 'approved' | 'declined' | 'cancelled' | 'timed_out' | 'no_original';
  readonly hostCode: string | null;
  readonly entry: LedgerEntry | null;
  readonly at: string;
}

/** The cash desk that the terminal works for. */
export interface Desk {
  /** Aborted when the desk wants the order to stop. */
  readonly stop: AbortSignal;
  /** Aborted when the connection is over. */
  readonly gone: AbortSignal;
  /** Resolves when the desk has been told, or cannot be. */
  stage(stage: Stage): Promise<void>;
}

export interface LastWork {
  readonly answer: DeviceAnswer;
  readonly readable: boolean;
}

/** What a hostile or broken terminal says of itself or of somebody else. */
export interface Lies {
  readonly tid?: string;
  readonly amountMinor?: bigint;
  readonly reference?: string;
  readonly currency?: string;
}

const CARD_MS = 1_000;
const SLOW_CARD_MS = 5_000;
const PIN_MS = 500;
const BANK_MS = 500;
const SLOW_BANK_MS = 2_000;
const GUEST_LIMIT_MS = 90_000;
const REBOOT_MS = 5_000;
const TIME_ZONE = 'Europe/Moscow';

type Wait = 'time' | 'stopped' | 'power';

/**
 * A terminal with a guest in front and a bank behind it, without any protocol. It obeys the scenario amounts, and goes on with
 * an order whose cash desk is gone: the guest has the card in the reader.
 */
export class LedgerDevice {
  readonly ledger = new Ledger();
  readonly phase = new SecondPhase(this.ledger);
  /** Every order that reached the terminal and was begun. */
  readonly begun: DeviceOrder[] = [];
  last: LastWork | null = null;
  /** Refuses everything, as with a menu open on its screen. */
  busy = false;
  power: 'on' | 'off' = 'on';
  /** Lines that it prints on its receipts besides. */
  paper: readonly string[] = [];
  /** A full card number that this terminal prints into the named field. */
  leak: { readonly field: string; readonly pan: string } | null = null;
  lies: Lies = {};
  /** What becomes of the next order, whatever its amount says. */
  fate: Fate | null = null;
  readonly #byReference = new Map<string, LastWork>();
  readonly #connections = new Set<() => void>();
  #cut = new AbortController();
  #working = 0;

  constructor(
    readonly clock: Clock,
    readonly tid: string,
  ) {}

  get working(): boolean {
    return this.#working > 0;
  }

  /** The device's own clock. */
  get localTime(): string {
    return compactLocalTime(this.clock.now(), TIME_ZONE);
  }

  /** A connection that ends with the power. Returns the way to forget it. */
  connected(drop: () => void): () => void {
    this.#connections.add(drop);
    return () => void this.#connections.delete(drop);
  }

  recall(reference: string): LastWork | null {
    return this.#byReference.get(reference) ?? null;
  }

  /** Power fails and comes back: what ran is over, what is booked stays. */
  reboot(): void {
    this.power = 'off';
    this.phase.lapse();
    this.#cut.abort();
    this.#cut = new AbortController();
    for (const drop of [...this.#connections]) drop();
    this.clock.after(REBOOT_MS, () => (this.power = 'on'));
  }

  /** Null: the terminal says nothing about it, whether it happened or not. */
  async perform(order: DeviceOrder, desk: Desk): Promise<DeviceAnswer | null> {
    this.#working += 1;
    this.begun.push(order);
    this.phase.lapse();
    try {
      return await this.#work(order, desk);
    } finally {
      this.#working -= 1;
    }
  }

  /** A step of the last operation's second phase; null: nothing is said about it, whether it was taken or not. */
  async takeStep(order: PhaseOrder): Promise<PhaseAnswer | null> {
    this.#working += 1;
    const { fate } = this;
    this.fate = null;
    try {
      if ((await this.#wait(fate === 'slow' ? SLOW_BANK_MS : BANK_MS, null)) === 'power') return null;
      if (fate === 'link_drops') return this.#drop(null);
      const answer = this.phase.take(order);
      if (fate === 'reboot') this.reboot();
      if (fate === 'lost_reply') this.#drop(null);
      return fate === 'reboot' || fate === 'lost_reply' ? null : answer;
    } finally {
      this.#working -= 1;
    }
  }

  /** Nobody took the answer of an operation that needs the desk's word: it is not booked. */
  undo(answer: DeviceAnswer): void {
    if (answer.entry === null) return;
    this.ledger.reverse(answer.entry);
    const { original, kind } = answer.order;
    if (original && endsOriginal(kind)) original.state = 'captured';
    this.#remember({ ...answer, verdict: 'cancelled' }, true);
  }

  async #work(order: DeviceOrder, desk: Desk): Promise<DeviceAnswer | null> {
    const fate = this.fate ?? fateOf(order.amountMinor);
    this.fate = null;
    const slow = fate === 'slow';
    await desk.stage('present_card');
    const shown = await this.#wait(fate === 'waits_for_card' ? GUEST_LIMIT_MS : slow ? SLOW_CARD_MS : CARD_MS, desk);
    if (shown !== 'time') return this.#stopped(order, shown);
    if (fate === 'waits_for_card') return this.#refuse(order, 'timed_out');
    if (fate === 'guest_cancels') return this.#refuse(order, 'cancelled');
    await desk.stage('enter_pin');
    const entered = await this.#wait(PIN_MS, desk);
    if (entered !== 'time') return this.#stopped(order, entered);
    await desk.stage('authorizing');
    // From here on nobody stops it any more.
    if ((await this.#wait(slow ? SLOW_BANK_MS : BANK_MS, null)) === 'power') return null;
    if (fate === 'link_drops') return this.#drop(null);
    if (fate === 'host_decline') return this.#refuse(order, 'declined', hostCodeOf(order.amountMinor));
    if (order.original === null) return this.#refuse(order, 'no_original');
    return this.#capture(order, fate);
  }

  #capture(order: DeviceOrder, fate: Fate): DeviceAnswer | null {
    const entry = this.ledger.post(order.kind, order.amountMinor, this.localTime);
    if (order.original && endsOriginal(order.kind)) order.original.state = 'reversed';
    const answer: DeviceAnswer = { order, verdict: 'approved', hostCode: '00', entry, at: entry.at };
    this.#remember(answer, fate !== 'unreadable');
    if (fate === 'reboot') {
      this.reboot();
      return null;
    }
    return fate === 'lost_reply' || fate === 'unreadable' ? this.#drop(answer) : answer;
  }

  #drop(_lost: DeviceAnswer | null): null {
    for (const drop of [...this.#connections]) drop();
    return null;
  }

  #stopped(order: DeviceOrder, why: Exclude<Wait, 'time'>): DeviceAnswer | null {
    return why === 'power' ? null : this.#refuse(order, 'cancelled');
  }

  #refuse(order: DeviceOrder, verdict: DeviceAnswer['verdict'], hostCode: string | null = null): DeviceAnswer {
    const answer: DeviceAnswer = { order, verdict, hostCode, entry: null, at: this.localTime };
    this.#remember(answer, true);
    return answer;
  }

  #remember(answer: DeviceAnswer, readable: boolean): void {
    this.last = { answer, readable };
    if (answer.order.reference !== null) this.#byReference.set(answer.order.reference, this.last);
  }

  #wait(ms: number, desk: Desk | null): Promise<Wait> {
    const cut = this.#cut.signal;
    return new Promise((resolve) => {
      const done = (why: Wait): void => {
        cancel();
        cut.removeEventListener('abort', onCut);
        desk?.stop.removeEventListener('abort', onStop);
        resolve(why);
      };
      const onCut = (): void => done('power');
      const onStop = (): void => done('stopped');
      const cancel = this.clock.after(ms, () => done('time'));
      cut.addEventListener('abort', onCut, { once: true });
      desk?.stop.addEventListener('abort', onStop, { once: true });
      if (desk?.stop.aborted === true) done('stopped');
    });
  }
}
