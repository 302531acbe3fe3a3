import { Inject, Injectable, Module, type OnModuleDestroy } from '@nestjs/common';
import type { Clock } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, LOGGER, PG_POOL } from '../../tokens.ts';
import { LiveForgetting } from './live-forgetting.ts';
import { LiveHub } from './live-hub.ts';
import { LiveStore } from './live-store.ts';
import { LiveController } from './live.controller.ts';

/** Ends the streams with the application. */
@Injectable()
class LiveEnd implements OnModuleDestroy {
  constructor(
    @Inject(LiveHub) private readonly hub: LiveHub,
    @Inject(LiveForgetting) private readonly forgetting: LiveForgetting,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.hub.stop();
    await this.forgetting.stop();
  }
}

/** Keeps open pages of the portal fresh. */
@Module({
  controllers: [LiveController],
  providers: [
    LiveEnd,
    { provide: LiveStore, inject: [PG_POOL], useFactory: (pool: Pool) => new LiveStore(pool) },
    {
      provide: LiveHub,
      inject: [LiveStore, CLOCK, LOGGER, CONFIG],
      useFactory: (store: LiveStore, clock: Clock, log: Logger, { sessionIdleMs }: GatewayConfig) =>
        new LiveHub({ store, clock, log, sessionIdleMs }),
    },
    {
      provide: LiveForgetting,
      inject: [LiveStore, CLOCK, LOGGER],
      useFactory: (store: LiveStore, clock: Clock, log: Logger) => new LiveForgetting({ store, clock, log }),
    },
  ],
})
export class LiveModule {}
