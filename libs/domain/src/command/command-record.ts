import type { BatchTotals } from '../batch-totals.ts';
import type { Bilingual } from '../card-result.ts';
import type { CommandId, DeviceReference, PropertyId, TerminalId } from '../ids.ts';

/** What a terminal is told to do beside payments. */
export const COMMAND_KINDS = ['link_test', 'totals_report', 'control_tape', 'reprint', 'diagnosis', 'initialisation', 'settlement'] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/** After these the device may know nothing any more of orders that ran before. */
export const FORGETTING_KINDS: readonly CommandKind[] = ['settlement', 'initialisation'];

/** `failed` is proof that nothing was changed, `unknown` that there is no proof either way. */
export type CommandStatus = 'accepted' | 'in_progress' | 'done' | 'failed' | 'unknown';

/** Who asked: a person of the portal, the PMS by its key, or the clock. */
export interface Requester {
  readonly kind: 'user' | 'pms' | 'schedule';
  readonly name: string | null;
  readonly id: string | null;
}

/** What was asked for; it never changes. */
export interface CommandIntent {
  readonly id: CommandId;
  readonly propertyId: PropertyId;
  readonly terminalId: TerminalId;
  readonly kind: CommandKind;
  readonly requestedBy: Requester;
  /** The scheduled moment of a close; null where somebody asked for it. */
  readonly dueAtMs: number | null;
  readonly deviceReference: DeviceReference;
  readonly instanceId: string;
  readonly createdAtMs: number;
}

export interface CommandRecord extends CommandIntent {
  readonly terminalName: string;
  readonly status: CommandStatus;
  readonly holdsTerminal: boolean;
  readonly recoveryAttempts: number;
  readonly text: string | null;
  readonly message: Bilingual | null;
  readonly totals: BatchTotals | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly demo: boolean;
  readonly dispatchedAtMs: number | null;
  readonly unknownSinceMs: number | null;
  readonly finalAtMs: number | null;
}

/** A close of a batch with both sides of it. */
export interface SettlementRecord extends CommandRecord {
  readonly currency: string;
  readonly propertyName: string;
  readonly timeZone: string;
  /** The close before this one; null for the first that we know. */
  readonly openedAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly hostAgrees: boolean | null;
  readonly gatewayTotals: BatchTotals | null;
  readonly matches: boolean | null;
  readonly unresolved: readonly string[];
  readonly acknowledged: readonly string[];
}

/** What came of a command, as it is written down. */
export interface CommandUpdate {
  readonly status: CommandStatus;
  readonly holdsTerminal: boolean;
  readonly text: string | null;
  readonly message: Bilingual | null;
  readonly totals: BatchTotals | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}

/** Our side of a closed batch. */
export interface ClosedBatch {
  readonly openedAtMs: number | null;
  readonly closedAtMs: number;
  readonly hostAgrees: boolean | null;
  readonly gatewayTotals: BatchTotals;
  readonly matches: boolean | null;
  readonly unresolved: readonly string[];
}
