import { Inject, Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import { createPool } from '@payport/persistence';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../../config/config.ts';
import { BANK_FILE_READING, CLOCK, CONFIG, ENGINE, LOGGER, RANDOM } from '../../tokens.ts';
import { AuditLog } from '../audit/index.ts';
import type { Engine } from '../engine/index.ts';
import { ReconciliationModule, ReconciliationRuns } from '../reconciliation/index.ts';
import { BankFileUpload } from './bank-file-upload.ts';
import { BankFilesController } from './bank-files.controller.ts';
import { BankFilesService } from './bank-files.service.ts';
import { BankFolders, folderOf } from './folder/bank-folders.ts';
import { KeptForgetting } from './lines/kept-forgetting.ts';
import { BankMappingsController } from './mappings/bank-mappings.controller.ts';
import { BankMappingsService } from './mappings/bank-mappings.service.ts';
import { KeptFilesService } from './mappings/kept-files.service.ts';
import type { FileReading } from './reading/file-reading.ts';

/** Connections that files may use; never those of payments. */
const CONNECTIONS = 2;
const OWN_POOL = Symbol('BANK_FILE_POOL');
const LOCK_POOL = Symbol('BANK_FOLDER_POOL');

const poolOf = (config: GatewayConfig, logger: Logger, applicationName: string, max: number): Pool =>
  createPool(config.databaseUrl, { applicationName, max, onError: (error) => logger.warn({ err: error }, 'idle_connection_broke') });

@Injectable()
class BankFilesLife implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @Inject(OWN_POOL) private readonly pool: Pool,
    @Inject(KeptForgetting) private readonly forgetting: KeptForgetting,
  ) {}

  onApplicationBootstrap(): void {
    this.forgetting.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.forgetting.stop();
    await this.pool.end();
  }
}

/** Looks at the folders for as long as the gateway runs, where there are any. */
@Injectable()
class BankFoldersLife implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @Inject(LOCK_POOL) private readonly locks: Pool,
    @Inject(BankFolders) private readonly folders: BankFolders | null,
  ) {}

  onApplicationBootstrap(): void {
    this.folders?.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.folders?.stop();
    await this.locks.end();
  }
}

/** Registries, statements and journals, from upload to what they say about payments. */
@Module({
  imports: [ReconciliationModule],
  controllers: [BankFilesController, BankMappingsController],
  providers: [
    BankFilesLife,
    {
      provide: OWN_POOL,
      inject: [CONFIG, LOGGER],
      useFactory: (config: GatewayConfig, logger: Logger) => poolOf(config, logger, 'payport-bank-files', CONNECTIONS),
    },
    {
      provide: LOCK_POOL,
      inject: [CONFIG, LOGGER],
      // Opened when it is first used: without folders there is none.
      useFactory: (config: GatewayConfig, logger: Logger) => poolOf(config, logger, 'payport-bank-folders', 1),
    },
    BankFoldersLife,
    {
      provide: KeptForgetting,
      inject: [OWN_POOL, CLOCK, LOGGER],
      useFactory: (pool: Pool, clock: Clock, log: Logger) => new KeptForgetting({ pool, clock, log }),
    },
    {
      provide: BankFolders,
      inject: [OWN_POOL, LOCK_POOL, CLOCK, RANDOM, BANK_FILE_READING, CONFIG, LOGGER],
      useFactory: (pool: Pool, locks: Pool, clock: Clock, random: Random, reading: FileReading, { bankFolder: root }: GatewayConfig, log: Logger) =>
        root === null
          ? null
          : new BankFolders({ root, pool, locks, clock, random, log, upload: new BankFileUpload({ pool, clock, random, reading }) }),
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
      inject: [OWN_POOL, CLOCK, RANDOM, BANK_FILE_READING, CONFIG, ReconciliationRuns, ENGINE],
      useFactory: (
        pool: Pool,
        clock: Clock,
        random: Random,
        reading: FileReading,
        { bankFolder: root }: GatewayConfig,
        runs: ReconciliationRuns,
        engine: Engine,
      ) =>
        new BankFilesService({
          pool,
          clock,
          random,
          reading,
          // The upper rungs tell of what went wrong themselves, and nobody waits for them.
          wake: () => {
            runs.wake();
            void engine.newBankLines();
          },
          folderOf: (id) => (root === null ? null : folderOf(root, id)),
          audit: new AuditLog(clock, random),
        }),
    },
  ],
})
export class BankFilesModule {}
