import type { DeviceAnswer } from './answer.ts';

/** What suspend, commit and rollback act on: the last successful operation only. */
export interface LastOperation {
  readonly rrn: string;
  readonly amountMinor: bigint;
  readonly authCode: string;
  readonly phase: 'normal' | 'suspended' | 'committed' | 'rolled_back';
}

/** What one run leaves in the device's memory; applied whole or not at all. */
export type DeviceChange =
  | {
      readonly type: 'answered';
      readonly requestId: string | null;
      readonly answer: DeviceAnswer;
      /** False: the record exists but cannot be read back. */
      readonly readable: boolean;
      /** Set when the operation succeeded. */
      readonly operation: LastOperation | null;
      /** What was asked for. Journals of the first release do not say. */
      readonly order?: OrderRecord | null;
    }
  | { readonly type: 'phase'; readonly phase: LastOperation['phase'] }
  /** `slip`: what the close printed, which can be printed again; null where it cannot. */
  | { readonly type: 'settled'; readonly slip: string | null; readonly requestId?: string | null };

export const ORDER_KINDS = ['sale', 'refund', 'cancel', 'preauthorization', 'capture'] as const;

/** An order as the device keeps it beside its answer. */
export interface OrderRecord {
  readonly kind: (typeof ORDER_KINDS)[number];
  readonly amountMinor: bigint;
}

/** What the device did last, whatever came of it. */
export type LastWork =
  | {
      readonly work: 'order';
      readonly requestId: string | null;
      readonly order: OrderRecord | null;
      readonly answer: DeviceAnswer;
      readonly readable: boolean;
    }
  | { readonly work: 'close'; readonly requestId: string | null; readonly slip: string | null };

export type Recollection =
  { readonly found: 'answer'; readonly answer: DeviceAnswer } | { readonly found: 'unreadable' } | { readonly found: 'nothing' };

/** An answer with the request it belongs to. */
export interface Remembered {
  readonly answer: DeviceAnswer;
  readonly requestId: string | null;
}

/**
 * The device's own records of the open batch. Settlement empties them, as in the field: after it "not found" proves
 * nothing. A record that could not be read stays unreadable for ever, so that it never turns into "not found".
 */
export class DeviceMemory {
  readonly #answers = new Map<string, DeviceAnswer>();
  readonly #unreadable = new Set<string>();
  #tapeReadable = true;
  #lastApproved: Remembered | null = null;
  #lastSlip: string | null = null;
  #lastOperation: LastOperation | null = null;
  #lastWork: LastWork | null = null;

  recall(requestId: string): Recollection {
    if (this.#unreadable.has(requestId)) return { found: 'unreadable' };
    const answer = this.#answers.get(requestId);
    return answer ? { found: 'answer', answer } : { found: 'nothing' };
  }

  /** False as long as the open batch holds a record that cannot be read. */
  get tapeReadable(): boolean {
    return this.#tapeReadable;
  }

  get lastApproved(): Remembered | null {
    return this.#lastApproved;
  }

  get lastWork(): LastWork | null {
    return this.#lastWork;
  }

  get lastSlip(): string | null {
    return this.#lastSlip;
  }

  get lastOperation(): LastOperation | null {
    return this.#lastOperation;
  }

  apply(change: DeviceChange): void {
    switch (change.type) {
      case 'answered':
        return this.#remember(change);
      case 'phase':
        if (this.#lastOperation) this.#lastOperation = { ...this.#lastOperation, phase: change.phase };
        return;
      case 'settled':
        this.#answers.clear();
        this.#tapeReadable = true;
        this.#lastOperation = null;
        this.#lastSlip = change.slip;
        this.#lastWork = { work: 'close', requestId: change.requestId ?? null, slip: change.slip };
        return;
    }
  }

  #remember({ requestId, answer, readable, operation, order }: Extract<DeviceChange, { type: 'answered' }>): void {
    this.#lastWork = { work: 'order', requestId, order: order ?? null, answer, readable };
    if (readable) {
      if (requestId !== null) this.#answers.set(requestId, answer);
      if (operation) this.#lastApproved = { answer, requestId };
      if (answer.slip !== null) this.#lastSlip = answer.slip;
    } else {
      if (requestId !== null) this.#unreadable.add(requestId);
      this.#tapeReadable = false;
      this.#lastSlip = null;
    }
    if (operation) this.#lastOperation = readable ? operation : null;
  }
}
