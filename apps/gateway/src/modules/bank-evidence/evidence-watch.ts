import {
  isFinal,
  type BankOperationStore,
  type Clock,
  type DoubtfulPayments,
  type PaymentId,
  type PaymentStore,
  type RecoveryEvidence,
} from '@payport/domain';
import type { EngineLog } from '../payments/index.ts';
import type { BankProofs } from './bank-proofs.ts';
import { matchLines, mayConcern } from './match-lines.ts';

/** How soon lines of an import that ran elsewhere are seen, ms. Where nothing is new this asks one partial index. */
const LOOK_MS = 60_000;
/** Lines taken together. */
const PAGE = 200;
/** Payments whose acquirer is asked in one look: a provider's patience has limits. */
const ASKED_AT_ONCE = 20;
/** The pause after the first question to the acquirer about a payment in review; it doubles up to an hour, ms. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** How long after its end a payment that was in doubt is asked about once more, ms. */
const CHECKED_FOR_MS = 3 * 86_400_000;

export interface EvidenceWatchPorts {
  readonly lines: BankOperationStore & DoubtfulPayments;
  readonly proofs: Pick<BankProofs, 'apply'>;
  readonly store: Pick<PaymentStore, 'find'>;
  /** Rung 3, where it is configured, and the delay after which it also tells of absence, ms. */
  readonly acquirer: { readonly evidence: RecoveryEvidence; readonly delayMs: number } | null;
  readonly clock: Clock;
  readonly log: Pick<EngineLog, 'warn'>;
}

/** The slow clock of the upper rungs: goes on where the device can tell no more, and looks whether what ended is true. */
export class EvidenceWatch {
  private stopped = false;
  private cancel = (): void => undefined;
  private round: Promise<void> = Promise.resolve();
  private readonly pauses = new Map<PaymentId, { readonly nextMs: number; readonly pauseMs: number }>();
  /** Ended payments that the acquirer has told of. */
  private readonly checked = new Set<PaymentId>();

  constructor(private readonly ports: EvidenceWatchPorts) {}

  start(): void {
    if (this.stopped) return;
    this.cancel = this.ports.clock.after(LOOK_MS, () => void this.look().finally(() => this.start()));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.cancel();
    await this.round;
  }

  /** An import has added lines: they are looked at now. */
  newLines(): Promise<void> {
    return this.look();
  }

  private look(): Promise<void> {
    this.round = this.round.then(async () => {
      for (const part of [() => this.readLines(), () => this.askAcquirer()]) {
        await part().catch((error: unknown) => this.ports.log.warn('bank_evidence_failed', {}, error));
      }
    });
    return this.round;
  }

  private async readLines(): Promise<void> {
    const { lines, clock } = this.ports;
    await lines.passAgreeing(clock.now());
    let after: string | null = null;
    while (!this.stopped) {
      const page = await lines.pending(after, PAGE);
      const last = page.at(-1);
      if (!last) return;
      after = last.id;
      await this.readPage(page.map(({ id }) => id));
    }
  }

  private async readPage(ids: readonly string[]): Promise<void> {
    const { lines, proofs, clock } = this.ports;
    const look = await lines.around(ids);
    const settled = new Set<PaymentId>();
    for (const [id, evidence] of matchLines(look)) if ((await proofs.apply(id, evidence)) === 'settled') settled.add(id);
    // While something that a line may be about is open, the line can still prove something later.
    const open = look.payments.filter(({ payment }) => !isFinal(payment.status) && !settled.has(payment.id));
    const done = look.lines.filter((line) => ids.includes(line.id) && !open.some((subject) => mayConcern(line, subject)));
    await lines.consider(
      done.map(({ id }) => id),
      clock.now(),
    );
  }

  private async askAcquirer(): Promise<void> {
    const { acquirer, lines, clock } = this.ports;
    if (!acquirer) return;
    const nowMs = clock.now();
    const waiting = await lines.inReview(PAGE);
    const known = new Set(waiting.map(({ id }) => id));
    for (const id of this.pauses.keys()) if (!known.has(id)) this.pauses.delete(id);
    const due = waiting.filter(({ id }) => (this.pauses.get(id)?.nextMs ?? 0) <= nowMs).slice(0, ASKED_AT_ONCE);
    for (const { id } of due) {
      const pauseMs = Math.min(2 * (this.pauses.get(id)?.pauseMs ?? FIRST_PAUSE_MS / 2), LONGEST_PAUSE_MS);
      this.pauses.set(id, { nextMs: nowMs + pauseMs, pauseMs });
      await this.ask(id, acquirer.evidence);
    }
    const ended = await lines.endedAfterDoubt(nowMs - CHECKED_FOR_MS, nowMs - acquirer.delayMs, PAGE);
    const ids = new Set(ended.map(({ id }) => id));
    for (const id of this.checked) if (!ids.has(id)) this.checked.delete(id);
    for (const { id } of ended.filter((one) => !this.checked.has(one.id)).slice(0, ASKED_AT_ONCE)) {
      if (await this.ask(id, acquirer.evidence)) this.checked.add(id);
    }
  }

  /** True when the acquirer has told something. */
  private async ask(id: PaymentId, source: RecoveryEvidence): Promise<boolean> {
    const payment = await this.ports.store.find(id);
    const evidence = payment && (await source.about(payment));
    if (evidence) await this.ports.proofs.apply(id, evidence);
    return evidence !== null;
  }
}
