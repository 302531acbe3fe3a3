import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { PG_POOL } from '../../tokens.ts';
import { AlarmRepository } from './alarm.repository.ts';
import { AlarmsController } from './alarms.controller.ts';

/** What a person should look at. Raised by the engine, in the transaction of their cause. */
@Module({
  controllers: [AlarmsController],
  providers: [{ provide: AlarmRepository, inject: [PG_POOL], useFactory: (pool: Pool) => new AlarmRepository(pool) }],
})
export class AlarmsModule {}
