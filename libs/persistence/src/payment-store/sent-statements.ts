/**
 * Statements of one transaction that were sent without waiting for their answers. After the first one that fails,
 * Postgres refuses the others ("current transaction is aborted"), so the first error is the cause.
 */
export class SentStatements {
  readonly #sent: Promise<unknown>[] = [];

  add(statement: Promise<unknown>): void {
    // Its failure is told by `ended` or `firstError`, both of which may come later than the failure itself.
    statement.catch(() => undefined);
    this.#sent.push(statement);
  }

  /** Resolves when all have succeeded. @throws the first error, after the last statement has ended */
  async ended(): Promise<void> {
    for (const one of await Promise.allSettled(this.#sent)) if (one.status === 'rejected') throw one.reason;
  }

  /** The error that came first, where one did; else what was thrown by somebody who only read. */
  async firstError(thrown: unknown): Promise<unknown> {
    for (const one of await Promise.allSettled(this.#sent)) if (one.status === 'rejected') return one.reason;
    return thrown;
  }
}
