import type { TerminalOperation } from '@payport/terminals-core';
import { FIELD } from './constants.ts';
import type { InpasSettings } from './settings.ts';

/** The switch of the bank's program for a field that nobody has seen one for; null: it has none. */
export function switchOf({ fieldSwitches }: Pick<InpasSettings, 'fieldSwitches'>, field: number): string | null {
  const found = fieldSwitches.find((each) => each.startsWith(`${field}=`));
  return found === undefined ? null : found.slice(found.indexOf('=') + 1);
}

/** What a terminal can do over this connection. */
export interface Abilities {
  /** Refunds and voids: they must name what they go back to. */
  readonly giveBack: boolean;
  readonly partialReversal: boolean;
  /** Reports and the copy of the last operation. */
  readonly userCommands: boolean;
  /** Its answers come under our number. */
  readonly numbers: boolean;
  readonly stop: boolean;
  /** Undo of the last operation: only where the terminal tells by its number which one that is. */
  readonly undo: boolean;
}

/** On its own line a terminal takes every field; the bank's program only those that it has a switch for. */
export function abilitiesOf(settings: InpasSettings): Abilities {
  const byProgram = settings.connection === 'process';
  const takes = (field: number): boolean => !byProgram || switchOf(settings, field) !== null;
  const userCommands = takes(FIELD.command);
  return {
    giveBack: takes(FIELD.rrn),
    partialReversal: settings.partialReversal && takes(FIELD.rrn) && takes(FIELD.originalAmount),
    userCommands,
    numbers: takes(FIELD.transactionId),
    stop: settings.stopByEot && !byProgram,
    undo: settings.emergencyReversal && settings.transactionIds && userCommands && takes(FIELD.transactionId),
  };
}

export function operationsFor(settings: InpasSettings): readonly TerminalOperation[] {
  const { giveBack, stop } = abilitiesOf(settings);
  return ['sale', ...(giveBack ? (['refund', 'void'] as const) : []), 'settlement', 'status_query', ...(stop ? (['cancel'] as const) : [])];
}
