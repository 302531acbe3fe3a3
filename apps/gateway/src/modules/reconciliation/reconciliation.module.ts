import { Inject, Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { createPool } from '@payport/persistence';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, LOGGER, RANDOM, RECONCILES } from '../../tokens.ts';
import { ReconciliationRuns } from './reconciliation-runs.ts';

const OWN_POOL = Symbol('RECONCILIATION_POOL');

@Injectable()
class ReconciliationLife implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @Inject(OWN_POOL) private readonly pool: Pool,
    @Inject(ReconciliationRuns) private readonly runs: ReconciliationRuns,
    @Inject(RECONCILES) private readonly reconciles: boolean,
  ) {}

  onApplicationBootstrap(): void {
    if (this.reconciles) this.runs.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.runs.stop();
    await this.pool.end();
  }
}

/** The matching of payments, registries, postings and statements. */
@Module({
  providers: [
    ReconciliationLife,
    {
      provide: OWN_POOL,
      inject: [CONFIG, LOGGER],
      // One connection: hotels are reconciled one after the other, and payments never wait for them.
      useFactory: (config: GatewayConfig, logger: Logger) =>
        createPool(config.databaseUrl, {
          applicationName: 'payport-reconciliation',
          max: 1,
          onError: (error) => logger.warn({ err: error }, 'idle_connection_broke'),
        }),
    },
    {
      provide: ReconciliationRuns,
      inject: [OWN_POOL, CLOCK, RANDOM, LOGGER],
      useFactory: (pool: Pool, clock: Clock, random: Random, log: Logger) => new ReconciliationRuns({ pool, clock, random, log }),
    },
  ],
  exports: [ReconciliationRuns],
})
export class ReconciliationModule {}
