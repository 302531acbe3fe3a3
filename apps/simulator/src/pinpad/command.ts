import { ok, refuse, type Result } from '@payport/domain';
import { MAX_AMOUNT_MINOR, parseArguments, type PilotCommand } from '@payport/terminals-sberbank';
import { CODE } from './result-codes.ts';

/** A command line that the program understands. */
export type Command = Exclude<PilotCommand, { kind: 'invalid' }>;
export type MoneyCommand = Extract<Command, { kind: 'sale' | 'refund' | 'cancel' | 'preauthorization' | 'capture' }>;
export type PhaseCommand = Extract<Command, { kind: 'rollback' | 'suspend' | 'commit' }>;
/** `close_day` has an order of its own: it changes the bank's books and can be lost. */
export type ServiceCommand = Exclude<Command, MoneyCommand | { kind: 'close_day' }>;

const MONEY: ReadonlySet<Command['kind']> = new Set<MoneyCommand['kind']>(['sale', 'refund', 'cancel', 'preauthorization', 'capture']);

export const movesMoney = (command: Command): command is MoneyCommand => MONEY.has(command.kind);

/** Reads the arguments of one run; a refusal is the result code that the program answers with. */
export function readCommand(args: readonly string[]): Result<Command, number> {
  const command = parseArguments(args);
  if (command.kind === 'invalid') return refuse(command.code);
  return 'amountMinor' in command && command.amountMinor > MAX_AMOUNT_MINOR ? refuse(CODE.amountTooBig) : ok(command);
}
