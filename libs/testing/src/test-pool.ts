import { once } from 'node:events';
import pg from 'pg';

/**
 * A pool whose `end` resolves when the server has let go of each connection. pg's own only says goodbye: a server that stops
 * next cuts off what is still leaving, and the pool tells that outside of any test.
 */
export function testPool(url: string, more: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, ...more });
  const open = new Set<pg.PoolClient>();
  pool.on('connect', (client) => open.add(client));
  pool.on('remove', (client) => open.delete(client));
  const sayGoodbye: { (): Promise<void> } = pool.end.bind(pool);
  const end = async (): Promise<void> => {
    await sayGoodbye();
    while (open.size > 0) await once(pool, 'remove');
  };
  return Object.assign(pool, { end });
}
