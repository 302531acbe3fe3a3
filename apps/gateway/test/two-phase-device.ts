import { approvedResult, scriptedDecline, type LastScript, type OrderScript, type RecoveryScript, type ScriptedTerminal } from '@payport/testing';
import type { OrderOutcome } from '@payport/terminals-core';

/** A device that keeps one operation in mind, as Sberbank's do: what is suspended and not committed it undoes at the next session. */
export class TwoPhaseDevice {
  phase: 'none' | 'normal' | 'suspended' | 'committed' | 'undone' = 'none';
  /** Every thing that it really did, in order. */
  readonly did: string[] = [];
  /** Answers that get lost on the way, by step; the device has done the step all the same. */
  readonly lose = new Set<string>();
  /** Steps that it cannot do. */
  readonly refuse = new Set<string>();

  play(terminal: ScriptedTerminal): void {
    terminal.operations = ['sale', 'refund', 'void', 'two_phase', 'cancel', 'status_query'];
    terminal.onOrder = this.order;
    terminal.onLast = this.last;
    terminal.onRecover = this.recover;
  }

  /** Whether the guest has paid, whatever anybody believes. */
  get charged(): boolean {
    return this.phase === 'normal' || this.phase === 'committed';
  }

  private readonly order: OrderScript = (order) => {
    const isVoid = 'original' in order;
    const step = isVoid ? 'void' : 'sale';
    if (this.refuse.has(step)) return Promise.resolve({ outcome: 'declined', decline: scriptedDecline(), result: null, evidence: {} });
    this.did.push(step);
    this.phase = isVoid ? 'undone' : 'normal';
    const lost: OrderOutcome = { outcome: 'unknown', decline: scriptedDecline(), runEnded: true, evidence: {} };
    return Promise.resolve(this.lose.delete(step) ? lost : { outcome: 'approved', result: approvedResult(order), evidence: {} });
  };

  readonly last: LastScript = (step) => {
    const pending = this.phase === 'suspended' || (this.phase === 'normal' && step !== 'commit');
    const decline = scriptedDecline({ code: 'terminal_setup' });
    if (this.refuse.has(step)) return Promise.resolve({ outcome: 'refused', already: false, decline, evidence: { code: 4140 } });
    if (!pending) return Promise.resolve({ outcome: 'refused', already: true, decline, evidence: { code: 4141 } });
    this.did.push(step);
    this.phase = step === 'suspend' ? 'suspended' : step === 'commit' ? 'committed' : 'undone';
    if (this.lose.delete(step)) return Promise.resolve({ outcome: 'unknown', decline, evidence: {} });
    return Promise.resolve({ outcome: 'done', evidence: { code: 0 } });
  };

  private readonly recover: RecoveryScript = (query) => {
    const ran = this.did.includes(query.operation);
    if (!ran) return Promise.resolve({ finding: 'not_found_proven', rung: 1, evidence: {} });
    return Promise.resolve({ finding: 'approved', rung: 1, result: approvedResult(query.order), evidence: {} });
  };
}
