import { PERMISSIONS, type ReconWork, type ReconWorkDone } from '@payport/contracts';
import { holdsCardNumber, uuidV7, type PropertyId } from '@payport/domain';
import type { PoolClient } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import { addDeskEvent } from '../desk-events.ts';
import { deskTransaction } from '../desk-lock.ts';
import type { DeskPorts } from '../desk-ports.ts';
import { stakeOfRow, type ExceptionRow } from './exception-rows.ts';
import { needsSecondPerson, secondPersonAboveMajor } from '../settings/second-person.ts';
import { ExceptionsRepository } from './exceptions.repository.ts';
import { writeOffSums, type WriteOffSums } from './write-off-sums.ts';

type Refusal = ReconWorkDone['refused'][number]['why'];
type Outcome = 'changed' | 'proposed' | Refusal;
type Without<Order> = Order extends unknown ? Omit<Order, 'ids'> : never;
/** What the whole act has in common. */
export interface ActFacts {
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly sums: WriteOffSums;
}
/** What is ordered, whichever exceptions it is about. */
export type WorkStep = Without<ReconWork>;

const SET_OWNER = `update recon_exception set owner_id = $2, owner_name = $3, state = case when $2::uuid is null then 'open' else 'assigned' end where id = $1`;
const SET_DUE = 'update recon_exception set due_on = $2 where id = $1';
const SIGN_OFF = `update recon_exception set state = 'signed_off', ended_as = 'person', ended_at = $2 where id = $1`;
const REOPEN = `
  update recon_exception set state = case when owner_id is null then 'open' else 'assigned' end, ended_as = null, ended_at = null where id = $1`;
const PROPOSE = `
  insert into recon_proposal (id, property_id, kind, relation, members, amount_minor, currency, reason, proposed_at, proposed_by, proposed_name)
  values ($1, $2, 'write_off', $3, $4, $5, $6, $7, $8, $9, $10)`;

/** Nobody writes a full card number into a history that is kept for ever. */
export function refuseCardNumber(text: string, pointer: string): void {
  if (!holdsCardNumber(text)) return;
  throw new ProblemError('validation-failed', { errors: [{ pointer, code: 'card_number', message: '' }] });
}

/** Work on exceptions, one or many; each is decided about by itself but for the limit of what is written off, and all in one transaction. */
export class ExceptionWorkService {
  constructor(private readonly ports: DeskPorts) {}

  /** @throws ProblemError `validation-failed` for an owner who does not reconcile there, or a card number in a comment */
  work(user: PortalUser, propertyId: PropertyId, order: ReconWork): Promise<ReconWorkDone> {
    if ('comment' in order) refuseCardNumber(order.comment, '/comment');
    const ids = [...new Set(order.ids.map((id) => id.toLowerCase()))];
    return deskTransaction(this.ports.pool, propertyId, async (db) => {
      const repository = new ExceptionsRepository(db);
      const owner = order.action === 'assign' ? await ownerOf(repository, user, propertyId, order.to) : null;
      const rows = new Map((await repository.find(propertyId, ids)).map((row) => [row.id, row]));
      const sums = writeOffSums(rows.values());
      const done: { changed: string[]; proposed: string[]; refused: { id: string; why: Refusal }[] } = { changed: [], proposed: [], refused: [] };
      for (const id of ids) {
        const row = rows.get(id);
        const outcome = row === undefined ? 'not-found' : await this.step(db, user, row, order, { owner, sums });
        if (outcome === 'changed') done.changed.push(id);
        else if (outcome === 'proposed') done.proposed.push(id);
        else done.refused.push({ id, why: outcome });
      }
      if (done.changed.length + done.proposed.length > 0) await this.note(db, user, propertyId, order, done);
      return done;
    });
  }

  /** One order about one exception, in the caller's transaction under the hotel's lock; the caller writes the audit. */
  async step(db: PoolClient, user: PortalUser, row: ExceptionRow, order: WorkStep, { owner, sums }: ActFacts): Promise<Outcome> {
    // What a close has frozen stays; what came to a closed day later still has to be explained.
    if (row.day_closed && order.action === 'reopen') return 'day-closed';
    const ended = row.ended_at !== null;
    if (order.action === 'note') await this.event(db, user, row, 'noted', row.state, order.comment);
    else if (order.action === 'reopen') return this.reopen(db, user, row, order.comment);
    else if (ended) return 'ended';
    else if (order.action === 'due') {
      await db.query(SET_DUE, [row.id, order.on]);
      await this.event(db, user, row, 'due_set', row.state, order.on ?? undefined);
    } else if (order.action === 'sign_off') return this.signOff(db, user, row, order.comment, sums);
    else {
      await db.query(SET_OWNER, [row.id, owner?.id ?? null, owner?.name ?? null]);
      await this.event(db, user, row, owner === null ? 'released' : 'assigned', owner === null ? 'open' : 'assigned', owner?.name);
    }
    return 'changed';
  }

  private async signOff(db: PoolClient, user: PortalUser, row: ExceptionRow, comment: string, sums: WriteOffSums): Promise<Outcome> {
    if (row.proposal_id !== null) return 'proposed' satisfies Refusal;
    const stake = stakeOfRow(row);
    const above = await secondPersonAboveMajor(db, row.property_id);
    const alone = needsSecondPerson(stake, row.currency, above);
    if (alone || needsSecondPerson(sums.get(row.currency) ?? 0n, row.currency, above)) {
      const { clock, random } = this.ports;
      const id = uuidV7(clock, random);
      const members = JSON.stringify({ exceptions: [row.id], code: row.code, basis: alone ? 'stake' : 'bulk' });
      await db.query(PROPOSE, [id, row.property_id, row.relation, members, stake, row.currency, comment, this.now(), user.id, user.name]);
      await this.event(db, user, row, 'write_off_proposed', row.state, comment);
      return 'proposed';
    }
    await db.query(SIGN_OFF, [row.id, this.now()]);
    await this.event(db, user, row, 'signed_off', 'signed_off', comment);
    return 'changed';
  }

  private async reopen(db: PoolClient, user: PortalUser, row: ExceptionRow, comment: string): Promise<Outcome> {
    if (row.state !== 'signed_off') return 'not-ended';
    await db.query(REOPEN, [row.id]);
    await this.event(db, user, row, 'reopened', row.owner_id === null ? 'open' : 'assigned', comment);
    return 'changed';
  }

  private event(db: PoolClient, by: PortalUser, row: ExceptionRow, kind: string, to: string, comment?: string): Promise<void> {
    const event = { propertyId: row.property_id, exceptionId: row.id, at: this.now(), by, kind, from: row.state, to };
    return addDeskEvent(db, comment === undefined ? event : { ...event, comment });
  }

  private async note(db: PoolClient, user: PortalUser, propertyId: PropertyId, order: ReconWork, done: ReconWorkDone): Promise<void> {
    const first = done.changed[0] ?? done.proposed[0] ?? propertyId;
    const action = done.changed.length === 0 ? 'reconciliation.write_off_proposed' : AUDIT[order.action];
    await this.ports.audit.add(db, {
      by: user,
      propertyId,
      action,
      subject: first,
      after: { exceptions: done.changed.length, proposed: done.proposed.length, ...('comment' in order ? { comment: order.comment } : {}) },
    });
  }

  private now(): Date {
    return new Date(this.ports.clock.now());
  }
}

const AUDIT: Readonly<Record<ReconWork['action'], string>> = {
  assign: 'reconciliation.assigned',
  release: 'reconciliation.released',
  due: 'reconciliation.due_set',
  note: 'reconciliation.noted',
  sign_off: 'reconciliation.signed_off',
  reopen: 'reconciliation.exception_reopened',
};

async function ownerOf(
  repository: ExceptionsRepository,
  user: PortalUser,
  propertyId: PropertyId,
  to: string,
): Promise<{ readonly id: string; readonly name: string }> {
  if (to === 'me') return user;
  const person = (await repository.people(propertyId, PERMISSIONS.reconcile)).find(({ id }) => id === to.toLowerCase());
  if (person === undefined) throw new ProblemError('validation-failed', { errors: [{ pointer: '/to', code: 'person', message: '' }] });
  return person;
}
