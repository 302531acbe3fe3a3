import {
  amended,
  IntentConflict,
  type Contradiction,
  type FolioPosting,
  type Hold,
  type NewClaim,
  type NewCodeAlarm,
  type NewFrame,
  type NewPaymentAlarm,
  type NewQuarantine,
  type OutcomeUpdate,
  type PaymentAlarmKind,
  type PaymentEvent,
  type PaymentId,
  type PaymentIntent,
  type PaymentRecord,
  type PaymentTx,
} from '@payport/domain';
import { applyContradiction, applyEvents, applyOutcome } from './event-rules.ts';
import { newPayment } from './memory-rows.ts';
import type { Ids } from './memory-payment-view.ts';
import { MemoryPaymentReads } from './memory-payment-reads.ts';
import { clashes, uniqueKeys, type Keyed } from './memory-keys.ts';

/** The payment rules' view of one transaction in memory: what is committed, and what it wrote itself. */
export class MemoryPaymentTx extends MemoryPaymentReads implements PaymentTx {
  insert(intent: PaymentIntent): Promise<void> {
    return this.tx.send('insert_payment', () => {
      const terminal = this.db.terminals.get(intent.terminalId);
      if (!terminal || !this.db.properties.has(intent.propertyId)) throw new Error('a payment of no terminal or property');
      return this.tx.under(uniqueKeys(intent), () => {
        const clash = this.where(this.alike(intent), (payment) => clashes(payment, intent));
        if (clash.length > 0) throw new IntentConflict('the intent was recorded meanwhile');
        return this.tx.under([`payment ${intent.id}`], () => {
          this.own.inserted.add(intent.id);
          this.own.payments.set(
            intent.id,
            newPayment(intent, { terminalName: terminal.name, timeZone: this.db.properties.get(intent.propertyId)?.timeZone ?? 'UTC' }),
          );
        });
      });
    });
  }

  addAlias(intent: Pick<PaymentIntent, 'propertyId' | 'idempotencyKey' | 'params' | 'createdAtMs'>, paymentId: PaymentId): Promise<void> {
    const key = `${intent.propertyId} ${intent.idempotencyKey}`;
    return this.tx.run('add_alias', async () => {
      await this.tx.lock(`alias ${key}`);
      if (this.own.aliases.has(key) || this.db.aliases.has(key)) throw new IntentConflict('the key was taken meanwhile');
      this.own.aliases.set(key, { paymentId, params: intent.params });
    });
  }

  append(...events: readonly PaymentEvent[]): Promise<void> {
    const [first] = events;
    if (!first) return Promise.resolve();
    return this.change('append_events', first.paymentId, (payment) => {
      const moved = applyEvents(payment, events);
      this.own.events.set(first.paymentId, [...(this.own.events.get(first.paymentId) ?? []), ...events]);
      return moved;
    });
  }

  saveOutcome(id: PaymentId, update: OutcomeUpdate): Promise<void> {
    return this.change('save_outcome', id, (payment) => applyOutcome(payment, update));
  }

  savePosting(id: PaymentId, posting: FolioPosting): Promise<void> {
    return this.change('save_posting', id, (payment) => amended(payment, { posting }));
  }

  saveHold(id: PaymentId, hold: Hold): Promise<void> {
    return this.change('save_hold', id, (payment) => amended(payment, { hold }));
  }

  saveContradiction(id: PaymentId, contradiction: Contradiction): Promise<void> {
    return this.change('save_contradiction', id, (payment) => {
      const events = [...(this.db.events.get(id) ?? []), ...(this.own.events.get(id) ?? [])];
      return applyContradiction(payment, contradiction, events);
    });
  }

  /** The audit is Postgres' own: nothing of money is read from it. */
  addAudit(): Promise<void> {
    return this.tx.send('payment_audit', () => undefined);
  }

  quarantineTerminal({ alarm, ...quarantine }: NewQuarantine): Promise<void> {
    return this.tx.send('quarantine_terminal', async () => {
      await this.tx.lock(`terminal ${alarm.terminalId}`);
      if (this.db.terminals.get(alarm.terminalId)?.quarantine) return;
      if (!this.own.quarantines.has(alarm.terminalId)) this.own.quarantines.set(alarm.terminalId, quarantine);
    });
  }

  raisePaymentAlarm(alarm: NewPaymentAlarm): Promise<void> {
    return this.tx.send('raise_payment_alarm', async () => {
      const key = `${alarm.paymentId} ${alarm.kind}` as const;
      await this.tx.lock(`alarm ${key}`);
      const open = this.own.alarms.has(key) ? this.own.alarms.get(key) : this.db.alarms.get(key);
      if (!open) this.own.alarms.set(key, alarm);
    });
  }

  raiseCodeAlarm(alarm: NewCodeAlarm): Promise<void> {
    return this.tx.send('raise_code_alarm', async () => {
      const key = `${alarm.terminalId} ${alarm.code}` as const;
      await this.tx.lock(`alarm ${key}`);
      if (!this.db.codeAlarms.has(key)) this.own.codeAlarms.set(key, alarm);
    });
  }

  clearPaymentAlarms(id: PaymentId, kinds: readonly PaymentAlarmKind[]): Promise<void> {
    return this.tx.send('clear_payment_alarms', () => {
      for (const kind of kinds) this.own.alarms.set(`${id} ${kind}`, null);
    });
  }

  countRecoveryAttempt(id: PaymentId): Promise<void> {
    return this.change('count_attempt', id, (payment) => amended(payment, { recoveryAttempts: payment.recoveryAttempts + 1 }));
  }

  addFrames(payment: Pick<PaymentRecord, 'id' | 'terminalId'>, frames: readonly NewFrame[]): Promise<void> {
    if (frames.length === 0) return Promise.resolve();
    return this.tx.send('add_frame', () => {
      for (const frame of frames) this.own.frames.push({ paymentId: payment.id, terminalId: payment.terminalId, frame });
    });
  }

  addOutbox(topic: string, payment: Pick<PaymentRecord, 'id' | 'propertyId'>, seq: number, atMs: number): Promise<void> {
    return this.tx.send('add_outbox', () => {
      this.own.outbox.push({ topic, paymentId: payment.id, propertyId: payment.propertyId, seq, atMs });
    });
  }

  takeClaim(claim: NewClaim): Promise<bigint | null> {
    const take = (): bigint | null => {
      if (this.claimAt(claim.address) !== null) {
        if (!this.own.claims.has(claim.address)) this.tx.unlock(`claim ${claim.address}`);
        return null;
      }
      if (claim.paymentId !== null && this.claimHeldBy(claim.paymentId)) throw new Error('a payment holds one device only');
      const fencingToken = this.db.nextToken();
      const { address, terminalId, holder, paymentId, commandId, cashier, instanceId, takenAtMs } = claim;
      const isWatch = holder === 'service' && commandId === null;
      this.own.claims.set(address, { address, terminalId, holder, paymentId, commandId, isWatch, cashier, instanceId, fencingToken, takenAtMs });
      return fencingToken;
    };
    return this.tx.run('take_claim', () => this.tx.under([`claim ${claim.address}`], take));
  }

  releaseClaim(paymentId: PaymentId): Promise<void> {
    return this.tx.send('release_claim', () => {
      const held = this.claimHeldBy(paymentId);
      if (!held) return;
      return this.tx.under([`claim ${held.address}`], () => {
        if (this.claimAt(held.address)?.paymentId === paymentId) this.own.claims.set(held.address, null);
      });
    });
  }

  /** Every committed row that a unique index could hold against the newcomer. */
  private alike({ id, propertyId, idempotencyKey, terminalId, deviceReference, pmsTransactionNumber }: Keyed): Ids {
    const { index } = this.db;
    const natural = pmsTransactionNumber === null ? [] : index.ofPmsNumber(pmsTransactionNumber);
    return new Set([id, ...index.ofKey(propertyId, idempotencyKey), ...index.ofReference(terminalId, deviceReference), ...natural]);
  }
}
