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
    }
  | { readonly type: 'phase'; readonly phase: LastOperation['phase'] }
  /** `slip`: what the close printed, which can be printed again; null where it cannot. */
  | { readonly type: 'settled'; readonly slip: string | null };

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
        return;
    }
  }

  #remember({ requestId, answer, readable, operation }: Extract<DeviceChange, { type: 'answered' }>): void {
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
