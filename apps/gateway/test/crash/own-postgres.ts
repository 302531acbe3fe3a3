import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A durable Postgres of a test's own, which it may stop and start again on the same files and port. */
export interface OwnPostgres {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly appRole: string;
  readonly port: number;
  stop(): Promise<void>;
}

interface Launcher {
  startPostgres(options: { readonly home: string; readonly port: number }): Promise<OwnPostgres>;
}

/** The launcher starts it; it is a program beside the product, and no library of the gateway. */
const LAUNCHER = pathToFileURL(path.resolve(import.meta.dirname, '../../../../tools/start/postgres.mjs')).href;

/** `port` 0: any free one. */
export async function startOwnPostgres(home: string, port = 0): Promise<OwnPostgres> {
  const { startPostgres } = (await import(LAUNCHER)) as Launcher;
  return startPostgres({ home, port });
}
