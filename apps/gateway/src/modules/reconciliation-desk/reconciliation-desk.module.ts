import { Inject, Injectable, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Clock, Random } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import { BANK_FILE_READING, CLOCK, LOGGER, PAPERS, PG_POOL, RANDOM } from '../../tokens.ts';
import { AuditLog } from '../audit/index.ts';
import type { FileReading } from '../bank-files/index.ts';
import type { PaperMaker } from '../documents/index.ts';
import { ReconciliationModule, ReconciliationRuns } from '../reconciliation/index.ts';
import { AttachmentsService } from './attachments/attachments.service.ts';
import { DayFilesService } from './days/day-files.service.ts';
import { DayLinesService } from './days/day-lines.service.ts';
import { DaysService } from './days/days.service.ts';
import type { DeskPorts } from './desk-ports.ts';
import { ExceptionWatch } from './exceptions/exception-watch.ts';
import { ExceptionWorkService } from './exceptions/exception-work.service.ts';
import { ExceptionsService } from './exceptions/exceptions.service.ts';
import { MatchesService } from './matches/matches.service.ts';
import { ProposalsService } from './matches/proposals.service.ts';
import { ReconDaysController } from './recon-days.controller.ts';
import { ReconExceptionsController } from './recon-exceptions.controller.ts';
import { ReconSettingsController } from './recon-settings.controller.ts';
import { ReconReportsController } from './recon-reports.controller.ts';
import { ReportFilesService } from './reports/report-files.service.ts';
import { ReportsService } from './reports/reports.service.ts';
import { SettingsService } from './settings/settings.service.ts';
import { WorkbookService } from './workbook/workbook.service.ts';

const DESK_PORTS = Symbol('RECON_DESK_PORTS');

@Injectable()
class ExceptionWatchLife implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(@Inject(ExceptionWatch) private readonly watch: ExceptionWatch) {}

  onApplicationBootstrap(): void {
    this.watch.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.watch.stop();
  }
}

/** Work of people on reconciliation: exceptions, matches by hand, closing of days, and what is handed out. */
@Module({
  imports: [ReconciliationModule],
  controllers: [ReconDaysController, ReconExceptionsController, ReconReportsController, ReconSettingsController],
  providers: [
    {
      provide: DESK_PORTS,
      inject: [PG_POOL, CLOCK, RANDOM, ReconciliationRuns],
      useFactory: (pool: Pool, clock: Clock, random: Random, { wake }: ReconciliationRuns): DeskPorts => ({
        pool,
        clock,
        random,
        audit: new AuditLog(clock, random),
        wake,
      }),
    },
    { provide: DaysService, inject: [DESK_PORTS], useFactory: (ports: DeskPorts) => new DaysService(ports) },
    { provide: DayLinesService, inject: [PG_POOL], useFactory: (pool: Pool) => new DayLinesService(pool) },
    {
      provide: DayFilesService,
      inject: [DESK_PORTS, PAPERS],
      useFactory: (ports: DeskPorts, papers: PaperMaker) => new DayFilesService({ ...ports, papers }),
    },
    { provide: SettingsService, inject: [DESK_PORTS], useFactory: (ports: DeskPorts) => new SettingsService(ports) },
    { provide: ReportsService, inject: [DESK_PORTS], useFactory: (ports: DeskPorts) => new ReportsService(ports) },
    {
      provide: ReportFilesService,
      inject: [DESK_PORTS, ReportsService],
      useFactory: (ports: DeskPorts, reports: ReportsService) => new ReportFilesService(ports, reports),
    },
    ExceptionWatchLife,
    {
      provide: ExceptionWatch,
      inject: [PG_POOL, CLOCK, RANDOM, LOGGER],
      useFactory: (pool: Pool, clock: Clock, random: Random, log: Logger) => new ExceptionWatch({ pool, clock, random, log }),
    },
    { provide: ExceptionsService, inject: [DESK_PORTS], useFactory: (ports: DeskPorts) => new ExceptionsService(ports) },
    { provide: ExceptionWorkService, inject: [DESK_PORTS], useFactory: (ports: DeskPorts) => new ExceptionWorkService(ports) },
    {
      provide: WorkbookService,
      inject: [DESK_PORTS, ExceptionWorkService, BANK_FILE_READING],
      useFactory: (ports: DeskPorts, work: ExceptionWorkService, reading: FileReading) => new WorkbookService({ ...ports, work, reading }),
    },
    { provide: AttachmentsService, inject: [DESK_PORTS], useFactory: (ports: DeskPorts) => new AttachmentsService(ports) },
    { provide: MatchesService, inject: [DESK_PORTS], useFactory: (ports: DeskPorts) => new MatchesService(ports) },
    {
      provide: ProposalsService,
      inject: [DESK_PORTS, MatchesService],
      useFactory: (ports: DeskPorts, matches: MatchesService) => new ProposalsService(ports, matches),
    },
  ],
})
export class ReconciliationDeskModule {}
