import { parseArgs } from 'node:util';
import { PlainError } from '../start/progress.mjs';
import { asOwner, type Database } from './owner-database.ts';

/** What stands after an option's name in the usage. `optional` ones may be left out, `flag` ones take no value. */
export interface Option {
  readonly value: string;
  readonly hint: string;
  readonly optional?: true;
  readonly flag?: true;
}

export type Given = Readonly<Record<string, string | undefined>>;

export interface AdminCommand<T> {
  /** As in `npm run <name> -- …`. */
  readonly name: string;
  readonly does: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Checks what was given, before the database is touched. @throws PlainError */
  readonly read: (given: Given) => T | Promise<T>;
  /** Runs in one transaction. Gives the lines to print. @throws PlainError */
  readonly run: (db: Database, input: T) => Promise<readonly string[]>;
}

/** The command line was not understood: the usage is shown with it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function usageOf({ name, does, options }: Pick<AdminCommand<unknown>, 'name' | 'does' | 'options'>): string {
  const lines = Object.entries(options).map(([option, { value, hint, optional, flag }]) => {
    const shown = flag ? `--${option}` : `--${option} ${value}`;
    return `  ${shown.padEnd(34)} ${optional ? `optional: ${hint}` : hint}`;
  });
  return [`npm run ${name} -- <options>`, does, ...lines].join('\n');
}

/** Reads `--name value` pairs. @throws UsageError */
export function readOptions(options: AdminCommand<unknown>['options'], args: readonly string[]): Given {
  const shapes = Object.fromEntries(Object.entries(options).map(([name, { flag }]) => [name, { type: flag ? 'boolean' : 'string' } as const]));
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({ args: [...args], options: shapes, allowPositionals: false }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const given: Record<string, string | undefined> = {};
  for (const [name, { optional }] of Object.entries(options)) {
    const value = values[name];
    const text = value === true ? 'yes' : typeof value === 'string' ? value.trim() : '';
    if (text === '' && !optional) throw new UsageError(`--${name} is missing.`);
    given[name] = text === '' ? undefined : text;
  }
  return given;
}

/** Runs one command of the command line and sets the exit code: 0 done, 1 refused, 2 not understood. */
export async function runAdmin<T>(command: AdminCommand<T>, args: readonly string[] = process.argv.slice(2)): Promise<void> {
  const say = (line: string): void => console.log(line);
  if (args.includes('--help') || args.includes('-h')) return say(usageOf(command));
  try {
    const input = await command.read(readOptions(command.options, args));
    for (const line of await asOwner(say, (db) => command.run(db, input))) say(line);
  } catch (error) {
    process.exitCode = error instanceof UsageError ? 2 : 1;
    if (error instanceof UsageError) console.error(`${error.message}\n\n${usageOf(command)}`);
    else if (error instanceof PlainError) console.error(error.message);
    else console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  }
}
