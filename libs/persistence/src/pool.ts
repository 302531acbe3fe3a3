import pg, { type Pool } from 'pg';

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
  return pool;
}
