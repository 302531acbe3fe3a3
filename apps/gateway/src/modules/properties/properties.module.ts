import { Inject, Injectable, Module, type OnModuleDestroy } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, LOGGER, PG_POOL, RANDOM } from '../../tokens.ts';
import { AuditLog } from '../audit/index.ts';
import { ApiKeysService } from './api-keys.service.ts';
import { KeyEnds } from './key-ends.ts';
import { PropertiesController } from './properties.controller.ts';
import { PropertiesService } from './properties.service.ts';

const WORLD = [PG_POOL, CLOCK, RANDOM];

@Injectable()
class KeyEndsStop implements OnModuleDestroy {
  constructor(@Inject(KeyEnds) private readonly ends: KeyEnds) {}

  onModuleDestroy(): Promise<void> {
    return this.ends.stop();
  }
}

/** Hotels, and the keys of their systems. */
@Module({
  controllers: [PropertiesController],
  providers: [
    KeyEndsStop,
    {
      provide: KeyEnds,
      inject: [...WORLD, LOGGER],
      useFactory: (pool: Pool, clock: Clock, random: Random, log: Logger) => new KeyEnds({ pool, clock, random, log }),
    },
    {
      provide: PropertiesService,
      inject: WORLD,
      useFactory: (pool: Pool, clock: Clock, random: Random) => new PropertiesService({ pool, clock, random, audit: new AuditLog(clock, random) }),
    },
    {
      provide: ApiKeysService,
      inject: [...WORLD, CONFIG],
      useFactory: (pool: Pool, clock: Clock, random: Random, { authSecret }: GatewayConfig) =>
        new ApiKeysService({ pool, clock, random, audit: new AuditLog(clock, random), authSecret }),
    },
  ],
})
export class PropertiesModule {}
