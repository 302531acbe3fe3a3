import { Inject, Injectable, Module, type OnModuleDestroy } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { createPool } from '@payport/persistence';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { BANK_FILE_READING, CLOCK, CONFIG, LOGGER, RANDOM } from '../../tokens.ts';
import { AuditLog } from '../audit/index.ts';
import { BankFilesController } from './bank-files.controller.ts';
import { BankFilesService } from './bank-files.service.ts';
import { BankMappingsController } from './mappings/bank-mappings.controller.ts';
import { BankMappingsService } from './mappings/bank-mappings.service.ts';
import { KeptFilesService } from './mappings/kept-files.service.ts';
import type { FileReading } from './reading/file-reading.ts';

/** Connections that files may use; never those of payments. */
const CONNECTIONS = 2;
const OWN_POOL = Symbol('BANK_FILE_POOL');

@Injectable()
class BankFilesEnd implements OnModuleDestroy {
  constructor(@Inject(OWN_POOL) private readonly pool: Pool) {}

  onModuleDestroy(): Promise<void> {
    return this.pool.end();
  }
}

/** Registries, statements and journals, from upload to what they say about payments. */
@Module({
  controllers: [BankFilesController, BankMappingsController],
  providers: [
    BankFilesEnd,
    {
      provide: OWN_POOL,
      inject: [CONFIG, LOGGER],
      useFactory: (config: GatewayConfig, logger: Logger) =>
        createPool(config.databaseUrl, {
          applicationName: 'payport-bank-files',
          max: CONNECTIONS,
          onError: (error) => logger.warn({ err: error }, 'idle_connection_broke'),
        }),
    },
    {
      provide: BankMappingsService,
      inject: [OWN_POOL, CLOCK, RANDOM],
      useFactory: (pool: Pool, clock: Clock, random: Random) => new BankMappingsService({ pool, clock, random, audit: new AuditLog(clock, random) }),
    },
    {
      provide: KeptFilesService,
      inject: [OWN_POOL, CLOCK, RANDOM, BANK_FILE_READING],
      useFactory: (pool: Pool, clock: Clock, random: Random, reading: FileReading) =>
        new KeptFilesService({ pool, clock, random, reading, audit: new AuditLog(clock, random) }),
    },
    {
      provide: BankFilesService,
      inject: [OWN_POOL, CLOCK, RANDOM, BANK_FILE_READING],
      useFactory: (pool: Pool, clock: Clock, random: Random, reading: FileReading) =>
        new BankFilesService({ pool, clock, random, reading, audit: new AuditLog(clock, random) }),
    },
  ],
})
export class BankFilesModule {}
