import type { CommandKind, CommandRecord, PropertyId, Requester, TerminalId } from '@payport/domain';

/** A wish to have a terminal do something beside payments, already checked for syntax and rights. */
export interface CommandRequest {
  readonly propertyId: PropertyId;
  readonly terminalId: TerminalId;
  readonly kind: CommandKind;
  readonly requestedBy: Requester;
  /** Payments of unknown outcome whose evidence a close or an initialisation destroys, and who asks knows it. */
  readonly acknowledged: readonly string[];
  /** Null where the caller has none: the portal and the schedule. */
  readonly idempotencyKey: string | null;
  readonly dueAtMs: number | null;
}

export interface StartedCommand {
  readonly replayed: boolean;
  readonly command: CommandRecord;
}

/** Written as the actor of events: `user:Анна`, `pms:HRS Sonata`, `schedule`. */
export const actorOf = ({ kind, name }: Requester): string => (name === null ? kind : `${kind}:${name}`);
