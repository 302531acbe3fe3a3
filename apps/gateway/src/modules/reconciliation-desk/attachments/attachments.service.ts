import { MAX_RECON_ATTACHMENT_BYTES, type ReconAttached, type ReconAttachmentType } from '@payport/contracts';
import { uuidV7, type Bilingual, type PropertyId } from '@payport/domain';
import { createHash } from 'node:crypto';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import { addDeskEvent } from '../desk-events.ts';
import { deskTransaction } from '../desk-lock.ts';
import type { DeskPorts } from '../desk-ports.ts';
import { attachmentRefusal, type AttachmentRefusal } from './attachment-check.ts';

const TOO_LARGE: Bilingual = { ru: 'Приложить можно файл до 10 МиБ', en: 'An attachment may have up to 10 MiB' };
const WHY: Readonly<Record<AttachmentRefusal, Bilingual>> = {
  empty: { ru: 'Файл пустой', en: 'The file is empty' },
  other_content: {
    ru: 'Внутри не то, что говорит имя: подойдут PDF, PNG, JPEG и текст',
    en: 'It is not what its name says: PDF, PNG, JPEG and text will do',
  },
  card_number: { ru: 'В файле полный номер карты: уберите его и приложите снова', en: 'It holds a full card number: take it out and attach again' },
};

const ADD = `
  insert into recon_attachment (id, property_id, exception_id, name, media_type, size_bytes, sha256, bytes, added_at, added_by, added_name)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const FIND = 'select name, media_type, bytes from recon_attachment where property_id = $1 and id = $2';
const STATE = 'select state from recon_exception where property_id = $1 and id = $2';

export interface StoredAttachment {
  readonly name: string;
  readonly media_type: string;
  readonly bytes: Buffer;
}

/** Files beside exceptions: added, read, and never changed. */
export class AttachmentsService {
  constructor(private readonly ports: DeskPorts) {}

  /** @throws ProblemError `payload-too-large`, `recon-attachment-refused`, `not-found` */
  async add(
    user: PortalUser,
    propertyId: PropertyId,
    exceptionId: string,
    { name, type }: { readonly name: string; readonly type: ReconAttachmentType },
    content: AsyncIterable<Uint8Array>,
  ): Promise<ReconAttached> {
    const { pool, clock, random, audit } = this.ports;
    const bytes = await collected(content);
    const refusal = attachmentRefusal(type, name, bytes);
    if (refusal !== null) throw new ProblemError('recon-attachment-refused', { detail: WHY[refusal] });
    const id = uuidV7(clock, random);
    const at = new Date(clock.now());
    const sha256 = createHash('sha256').update(bytes).digest();
    await deskTransaction(pool, propertyId, async (db) => {
      const exception = (await db.query<{ state: string }>(STATE, [propertyId, exceptionId])).rows[0];
      if (exception === undefined) throw new ProblemError('not-found');
      await db.query(ADD, [id, propertyId, exceptionId, name, type, bytes.length, sha256, bytes, at, user.id, user.name]);
      await addDeskEvent(db, {
        propertyId,
        exceptionId,
        at,
        by: user,
        kind: 'attached',
        from: exception.state,
        to: exception.state,
        attachmentId: id,
      });
      await audit.add(db, {
        by: user,
        propertyId,
        action: 'reconciliation.attached',
        subject: exceptionId,
        after: { name, type, sizeBytes: bytes.length },
      });
    });
    return { id, name, sizeBytes: bytes.length };
  }

  /** @throws ProblemError `not-found` */
  async find(propertyId: PropertyId, id: string): Promise<StoredAttachment> {
    const found = (await this.ports.pool.query<StoredAttachment>(FIND, [propertyId, id])).rows[0];
    if (found === undefined) throw new ProblemError('not-found');
    return found;
  }
}

async function collected(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size > MAX_RECON_ATTACHMENT_BYTES) throw new ProblemError('payload-too-large', { detail: TOO_LARGE });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
