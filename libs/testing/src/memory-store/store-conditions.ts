/** What may become of a commit: durable and answered; never made; durable, but its answer never came. */
export type CommitFate = 'done' | 'lost' | 'unanswered';

/** The world between one connection and its server: delays, outages, lost answers. */
export interface StoreConditions {
  /** Before each statement. May wait, or reject: then the connection is lost. Undefined: at once. */
  statement(name: string): Promise<void> | undefined;
  /** Before the answer to a statement is heard; a process that is asleep hears it when it wakes up. */
  answered?(): Promise<void> | undefined;
  /** When a commit reaches the server. */
  commit(durable: boolean): Promise<CommitFate> | CommitFate;
}

/** A server that is always there and answers at once. */
export const FAIR_CONDITIONS: StoreConditions = { statement: () => undefined, commit: () => 'done' };

export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly code = '08006';
}
