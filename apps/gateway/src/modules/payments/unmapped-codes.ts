import { uuidV7, type Clock, type PaymentEvent, type PaymentTx, type PropertyId, type Random, type TerminalId } from '@payport/domain';
import type { DriverAlert, Evidence } from '@payport/terminals-core';
import { alarmText } from '../alarms/index.ts';

const CODES = 'unmappedCodes';
/** Terminals write some digits; what is longer comes from a broken answer. */
const LONGEST = 40;

export interface TerminalOfAlarm {
  readonly propertyId: PropertyId;
  readonly terminalId: TerminalId;
  readonly terminalName: string;
}

/** The codes of one conversation that no table explains. */
export class UnmappedCodes {
  private readonly codes = new Set<string>();

  readonly hear = (alert: DriverAlert): void => {
    const code = alert.kind === 'unmapped_code' ? alert.code.replaceAll(/\s+/g, '').slice(0, LONGEST) : '';
    if (code !== '') this.codes.add(code);
  };

  /** For the evidence of what came of it: from there they get into the outcome's transaction, also by way of the journal. */
  evidence(): Evidence {
    // In one order, so that two transactions never wait for each other's codes.
    return this.codes.size === 0 ? {} : { [CODES]: [...this.codes].sort().join(' ') };
  }
}

/** What codes an evidence carries. */
export function codesIn({ [CODES]: codes, device }: PaymentEvent['evidence']): readonly string[] {
  if (typeof codes === 'string') return codes.split(' ');
  // Beside the bank's proof what the device said stands apart.
  return typeof device === 'object' && device !== null ? codesIn(device as PaymentEvent['evidence']) : [];
}

/** Tells people which codes the evidence carries: one open alarm for each terminal and code. */
export async function raiseCodeAlarms(
  tx: Pick<PaymentTx, 'raiseCodeAlarm'>,
  { propertyId, terminalId, terminalName }: TerminalOfAlarm,
  evidence: PaymentEvent['evidence'],
  { clock, random }: { readonly clock: Pick<Clock, 'now'>; readonly random: Random },
): Promise<void> {
  for (const code of codesIn(evidence)) {
    const told = alarmText('unmapped_code', { terminal: terminalName, code });
    const id = uuidV7(clock, random);
    await tx.raiseCodeAlarm({ id, propertyId, terminalId, code, kind: 'unmapped_code', ...told, sinceMs: clock.now() });
  }
}
