import { Inject, Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { CLOCK, CONFIG, LOGGER, PG_POOL, RANDOM } from '../../tokens.ts';
import { AuditLog } from '../audit/index.ts';
import { Mailer, MailModule } from '../mail/index.ts';
import { AlarmMailStore } from './alarm-mail.store.ts';
import { AlarmMailer } from './alarm-mailer.ts';
import { AlarmRepository } from './alarm.repository.ts';
import { AlarmsController } from './alarms.controller.ts';
import { AlarmsService } from './alarms.service.ts';
import { CodeAlarms } from './code-alarms.ts';

/** Ends the mailing with the application. */
@Injectable()
class AlarmMailEnd implements OnModuleDestroy {
  constructor(@Inject(AlarmMailer) private readonly mailer: AlarmMailer) {}

  onModuleDestroy(): Promise<void> {
    return this.mailer.stop();
  }
}

@Injectable()
class CodeAlarmsLife implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(@Inject(CodeAlarms) private readonly codes: CodeAlarms) {}

  onApplicationBootstrap(): void {
    this.codes.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.codes.stop();
  }
}

/** What a person should look at. Raised in the transaction of its cause, and told from the outbox. */
@Module({
  imports: [MailModule],
  controllers: [AlarmsController],
  providers: [
    AlarmMailEnd,
    CodeAlarmsLife,
    {
      provide: CodeAlarms,
      inject: [PG_POOL, CLOCK, LOGGER],
      useFactory: (pool: Pool, clock: Clock, log: Logger) => new CodeAlarms({ pool, clock, log }),
    },
    { provide: AlarmRepository, inject: [PG_POOL], useFactory: (pool: Pool) => new AlarmRepository(pool) },
    {
      provide: AlarmsService,
      inject: [PG_POOL, CLOCK, RANDOM],
      useFactory: (pool: Pool, clock: Clock, random: Random) => new AlarmsService({ pool, clock, audit: new AuditLog(clock, random) }),
    },
    {
      provide: AlarmMailer,
      inject: [PG_POOL, CLOCK, LOGGER, CONFIG, Mailer],
      useFactory: (pool: Pool, clock: Clock, log: Logger, { portalUrl }: GatewayConfig, mailer: Mailer) =>
        new AlarmMailer({ store: new AlarmMailStore(pool), mailer, clock, log, portalUrl }),
    },
  ],
})
export class AlarmsModule {}
