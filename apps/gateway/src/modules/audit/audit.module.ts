import { Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import { CLOCK, LOGGER, PG_POOL, RANDOM } from '../../tokens.ts';
import { PaymentViews } from './payment-views.ts';

/** What was looked at last is written down before the gateway ends: when no request is under way that could be another look. */
@Injectable()
class PaymentViewsEnd implements OnApplicationShutdown {
  constructor(@Inject(PaymentViews) private readonly views: PaymentViews) {}

  onApplicationShutdown(): Promise<void> {
    return this.views.flush();
  }
}

/** Who looked at what, for every page that shows a guest's payment. */
@Module({
  providers: [
    PaymentViewsEnd,
    {
      provide: PaymentViews,
      inject: [PG_POOL, CLOCK, RANDOM, LOGGER],
      useFactory: (pool: Pool, clock: Clock, random: Random, log: Logger) => new PaymentViews(pool, clock, random, log),
    },
  ],
  exports: [PaymentViews],
})
export class AuditModule {}
