import type { ApiKeyId, Clock } from '@payport/domain';
import type { Pool } from 'pg';
import { SIGNATURE_WINDOW_MS } from './request-signature.ts';

/** Kept longer than the window: two gateways' clocks need not agree. */
const KEPT_MS = 2 * SIGNATURE_WINDOW_MS;
const CLEAN_INTERVAL_MS = 60_000;
const TAKE = {
  name: 'api_key_nonce_take',
  text: 'insert into api_key_nonce (api_key_id, nonce, expires_at) values ($1, $2, $3) on conflict do nothing',
};
const CLEAN = { name: 'api_key_nonce_clean', text: 'delete from api_key_nonce where expires_at <= $1' };

/** Nonces that were used, in the database: of two gateways that hear the same request only one takes it. */
export class NonceRepository {
  private cleanedMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pool: Pick<Pool, 'query'>,
    private readonly clock: Pick<Clock, 'now' | 'monotonic'>,
  ) {}

  /** True for the first one who brings it. */
  async take(keyId: ApiKeyId, nonce: string, atMs: number): Promise<boolean> {
    await this.clean();
    const { rowCount } = await this.pool.query({ ...TAKE, values: [keyId, nonce, new Date(atMs + KEPT_MS)] });
    return rowCount === 1;
  }

  private async clean(): Promise<void> {
    const now = this.clock.monotonic();
    if (now - this.cleanedMs < CLEAN_INTERVAL_MS) return;
    this.cleanedMs = now;
    await this.pool.query({ ...CLEAN, values: [new Date(this.clock.now())] });
  }
}
