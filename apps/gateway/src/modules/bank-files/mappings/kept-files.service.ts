import type { BankFileSampleQuery, DescribeBankFile, PortalBankFileSample, PortalMappingPreview, PreviewBankMapping } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import type { AuditLog } from '../../audit/index.ts';
import { SELECT_FILE, type BankFileRow } from '../bank-file-rows.ts';
import { BankFileUpload, type UploadPorts } from '../bank-file-upload.ts';
import { keptHead, type KeptTableRow } from '../lines/kept-tables.ts';
import { lookAt, previewOf } from './kept-look.ts';
import { newestMapping } from './mapping-repository.ts';

export interface KeptFilesPorts extends UploadPorts {
  readonly audit: AuditLog;
}

/** Files whose rows are kept, until somebody has said what their columns are. */
export class KeptFilesService {
  private readonly upload: BankFileUpload;

  constructor(private readonly ports: KeptFilesPorts) {
    this.upload = new BankFileUpload(ports);
  }

  /** @throws ProblemError `bank-file-not-kept` */
  async sample(id: string, query: BankFileSampleQuery): Promise<PortalBankFileSample> {
    const { file, table } = await this.tableOf(id, query.table);
    return lookAt(await keptHead(this.ports.pool, id, query.table, table), file.kept, query);
  }

  /** @throws ProblemError `bank-file-not-kept` */
  async preview(id: string, wanted: PreviewBankMapping): Promise<PortalMappingPreview> {
    const { table } = await this.tableOf(id, wanted.table);
    return previewOf(await keptHead(this.ports.pool, id, wanted.table, table), table.from1904, wanted.definition);
  }

  /** @returns the id of the file that takes its place @throws ProblemError */
  async describe(user: PortalUser, id: string, { mapping }: DescribeBankFile): Promise<string> {
    const { pool, audit } = this.ports;
    const file = await this.fileOf(id);
    if (file.kept.length === 0 || file.kept.some(({ cut }) => cut)) throw new ProblemError('bank-file-not-kept');
    const named = await newestMapping(pool, file.property_id, mapping);
    if (named === null) throw new ProblemError('bank-mapping-changed');
    const next = await this.upload.readKept(user, file, named);
    const { name, version } = named.mark;
    const about = { by: user, propertyId: file.property_id as PropertyId, subject: next };
    await audit.add(pool, { ...about, action: 'bank_file.described', after: { name: file.name, mapping: name, version } });
    return next;
  }

  private async tableOf(id: string, no: number): Promise<{ readonly file: BankFileRow; readonly table: KeptTableRow }> {
    const file = await this.fileOf(id);
    const table = file.kept[no - 1];
    if (table === undefined) throw new ProblemError('bank-file-not-kept');
    return { file, table };
  }

  private async fileOf(id: string): Promise<BankFileRow> {
    const file = (await this.ports.pool.query<BankFileRow>(`${SELECT_FILE} where f.id = $1`, [id])).rows[0];
    if (file === undefined) throw new ProblemError('not-found');
    if (file.state !== 'read' && file.state !== 'refused') throw new ProblemError('bank-file-decided');
    return file;
  }
}
