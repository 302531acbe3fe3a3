import type { TerminalId } from '@payport/domain';
import type { AuditLog } from '../audit/index.ts';
import type { PortalUser } from '../access/index.ts';
import { secretsOf } from './settings-form.ts';
import type { DriverDefinition } from '@payport/terminals-core';
import type { Settings } from './settings-input.ts';
import type { StoredTerminal, TerminalTx } from './terminal-writes.ts';

/** What the history calls it; the portal has words for each. */
export type TerminalAction =
  | 'terminal.registered'
  | 'terminal.registered_untested'
  | 'terminal.changed'
  | 'terminal.enabled'
  | 'terminal.disabled'
  | 'terminal.quarantine_lifted'
  | 'terminal.workstation_lost';

type Facts = Readonly<Record<string, unknown>>;

/** A terminal as the history keeps it: one flat list of facts, secrets as a mark only. */
export function factsOf(terminal: StoredTerminal, workstations: readonly string[], definition: DriverDefinition | null): Facts {
  const secrets = definition ? secretsOf(definition) : Object.keys(terminal.settings);
  const settings = Object.entries(terminal.settings).map(([key, value]) => [`settings.${key}`, secrets.includes(key) ? secretMark(value) : value]);
  const { name, driver, tid, mid, enabled, settle_at: settleAt } = terminal;
  return { name, driver, tid, mid, enabled, settleAt, workstations: [...workstations], ...Object.fromEntries(settings) };
}

const secretMark = (value: unknown): string | null => (value === null || value === '' ? null : 'secret');

/** Only what differs. A secret that was replaced differs, though both sides read the same. */
export function difference(before: Facts, after: Facts, replaced: readonly string[] = []): { readonly before: Facts; readonly after: Facts } {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => replaced.includes(key) || JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const only = (facts: Facts): Facts => Object.fromEntries(changed.map((key) => [key, facts[key] ?? null]));
  return { before: only(before), after: only(after) };
}

/** Secrets whose value is another one now. */
export const replacedSecrets = (definition: DriverDefinition | null, before: Settings, after: Settings): readonly string[] =>
  definition ? secretsOf(definition).flatMap((key) => (before[key] === after[key] ? [] : [`settings.${key}`])) : [];

export interface Recorded {
  readonly action: TerminalAction;
  readonly terminal: Pick<StoredTerminal, 'id' | 'property_id'>;
  readonly before?: Facts | null;
  readonly after?: Facts | null;
}

/** Writes into the history of terminals, in the change's own transaction. */
export class TerminalRecorder {
  constructor(private readonly audit: AuditLog) {}

  async add(tx: TerminalTx, user: PortalUser, { action, terminal, before = null, after = null }: Recorded): Promise<void> {
    await this.audit.add(tx.client, { by: user, propertyId: terminal.property_id, action, subject: terminal.id, before, after });
  }

  /** A workstation has one default: the terminal that lost it says so in its own history. */
  async workstationsTaken(
    tx: TerminalTx,
    user: PortalUser,
    winner: StoredTerminal,
    taken: readonly { readonly terminalId: TerminalId; readonly workstation: string }[],
  ): Promise<void> {
    for (const { terminalId, workstation } of taken) {
      const terminal = { id: terminalId, property_id: winner.property_id };
      await this.add(tx, user, { action: 'terminal.workstation_lost', terminal, before: { workstation }, after: { terminal: winner.name } });
    }
  }
}
