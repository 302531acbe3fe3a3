import type { Writable } from 'node:stream';
import pg, { type Pool, type PoolClient } from 'pg';

export interface PoolOptions {
  /** Statements are sent one behind the other without waiting for answers; the connection takes no cursors then. */
  readonly pipeline?: boolean;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly max?: number | undefined;
  /** An idle connection broke. The pool makes another one; the log should know. */
  readonly onError: (error: Error) => void;
}

/**
 * Connections for the payment path. bigint arrives as text and timestamptz as Date: pg's own defaults, unchanged.
 * Named statements live in a session, so nothing that hands sessions around per transaction may stand between.
 */
export function createPool(url: string, { applicationName, max, onError, pipeline = false }: PoolOptions): Pool {
  const pool = new pg.Pool({ connectionString: url, application_name: applicationName, max: max ?? 10, connectionTimeoutMillis: 5_000, pipeline });
  pool.on('error', onError);
  if (pipeline) pool.on('connect', (client) => gatherWrites((client as PoolClient & { connection: { stream: Writable } }).connection.stream));
  return pool;
}

/**
 * What is written to a stream within one turn leaves as one. pg writes each message of a statement by itself; behind a
 * pipeline's dozen statements that is a system call each, a quarter of the gateway's own time.
 */
export function gatherWrites(stream: Writable): void {
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  let gathering = false;
  stream.write = (...args: unknown[]): boolean => {
    if (!gathering) {
      gathering = true;
      stream.cork();
      process.nextTick(() => {
        gathering = false;
        stream.uncork();
      });
    }
    return write(...args);
  };
}
