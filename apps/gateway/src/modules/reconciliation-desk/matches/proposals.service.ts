import type { ReconDecided, ReconLineGroup } from '@payport/contracts';
import type { PropertyId, ReconRelation, ReconResult, ReconSide } from '@payport/domain';
import type { PoolClient } from 'pg';
import { ProblemError } from '../../../http/problem-error.ts';
import type { PortalUser } from '../../access/index.ts';
import { addDeskEvent } from '../desk-events.ts';
import { deskTransaction } from '../desk-lock.ts';
import type { DeskPorts } from '../desk-ports.ts';
import { refuseCardNumber } from '../exceptions/exception-work.service.ts';
import { stakeOfRow } from '../exceptions/exception-rows.ts';
import { ExceptionsRepository } from '../exceptions/exceptions.repository.ts';
import { linesOf, type MatchOrder } from './match-lines.ts';
import { weightOf } from './match-weight.ts';
import type { MatchesService } from './matches.service.ts';

const FIND = `
  select kind, relation, members, amount_minor::text, reason, proposed_by, proposed_name, decided_at from recon_proposal where property_id = $1 and id = $2 for update`;
const DECIDE = 'update recon_proposal set decided_at = $2, decided_by = $3, decided_name = $4, decision = $5 where id = $1';
const SIGN_OFF = `update recon_exception set state = 'signed_off', ended_as = 'person', ended_at = $2 where id = $1`;

interface ProposalRow {
  readonly kind: 'force_match' | 'write_off';
  readonly relation: ReconRelation;
  readonly members: {
    readonly exceptions: readonly string[];
    readonly members?: readonly { readonly side: ReconSide; readonly ref: string }[];
    /** A match: days of merchants that its lines are. */
    readonly groups?: readonly ReconLineGroup[];
    /** A write-off: what the exception was called. */
    readonly code?: ReconResult;
  };
  readonly amount_minor: string;
  readonly reason: string;
  readonly proposed_by: string;
  readonly proposed_name: string;
  readonly decided_at: Date | null;
}

/** What one person proposed and another decides. */
export class ProposalsService {
  constructor(
    private readonly ports: DeskPorts,
    private readonly matches: MatchesService,
  ) {}

  /**
   * The second person agrees to what the first one saw: what has changed since is proposed anew.
   * @throws ProblemError `second-person-needed` for who proposed it, `resolution-gone`, `recon-lines-taken`
   */
  async confirm(user: PortalUser, propertyId: PropertyId, id: string): Promise<ReconDecided> {
    await deskTransaction(this.ports.pool, propertyId, async (db) => {
      const proposal = await open(db, propertyId, id);
      if (proposal.proposed_by === user.id) throw new ProblemError('second-person-needed');
      await db.query(DECIDE, [id, this.now(), user.id, user.name, 'confirmed']);
      const reason = `${proposal.reason} (${proposal.proposed_name}, ${user.name})`;
      if (proposal.kind === 'force_match') await this.match(db, user, propertyId, proposal, reason);
      else await this.writeOff(db, user, propertyId, proposal, reason);
      await this.ports.audit.add(db, {
        by: user,
        propertyId,
        action: 'reconciliation.confirmed',
        subject: id,
        after: { kind: proposal.kind, by: proposal.proposed_name },
      });
    });
    this.ports.wake(propertyId);
    return { decision: 'confirmed' };
  }

  /** By whoever reconciles; who proposed it takes it back. @throws ProblemError `resolution-gone` */
  async reject(user: PortalUser, propertyId: PropertyId, id: string, reason: string): Promise<ReconDecided> {
    refuseCardNumber(reason, '/reason');
    await deskTransaction(this.ports.pool, propertyId, async (db) => {
      const proposal = await open(db, propertyId, id);
      const own = proposal.proposed_by === user.id;
      await db.query(DECIDE, [id, this.now(), user.id, user.name, own ? 'withdrawn' : 'rejected']);
      for (const row of await new ExceptionsRepository(db).find(propertyId, proposal.members.exceptions)) {
        const event = { propertyId, exceptionId: row.id, at: this.now(), by: user, from: row.state, to: row.state, comment: reason };
        await addDeskEvent(db, { ...event, kind: own ? 'proposal_withdrawn' : 'proposal_rejected' });
      }
      await this.ports.audit.add(db, {
        by: user,
        propertyId,
        action: 'reconciliation.rejected',
        subject: id,
        after: { kind: proposal.kind, reason },
      });
    });
    return { decision: 'rejected' };
  }

  /**
   * The lines are looked at again, and what they weigh: what was free when it was proposed may be taken now, and what was suggested
   * then may be no suggestion any more.
   */
  private async match(db: PoolClient, user: PortalUser, propertyId: PropertyId, proposal: ProposalRow, reason: string): Promise<void> {
    const { relation, members } = proposal;
    const order: MatchOrder = { relation, verdict: 'together', members: [...(members.members ?? [])] };
    const lines = await linesOf(db, propertyId, order);
    const { minor } = await weightOf(db, propertyId, { ...order, groups: [...(members.groups ?? [])] }, lines);
    if (minor !== BigInt(proposal.amount_minor)) throw new ProblemError('resolution-gone');
    await this.matches.make(db, user, propertyId, order, lines, reason.slice(0, 1_000));
  }

  private async writeOff(db: PoolClient, user: PortalUser, propertyId: PropertyId, proposal: ProposalRow, comment: string): Promise<void> {
    for (const row of await new ExceptionsRepository(db).find(propertyId, proposal.members.exceptions)) {
      if (row.ended_at !== null) continue;
      const { code = row.code } = proposal.members;
      if (code !== row.code || stakeOfRow(row) !== BigInt(proposal.amount_minor)) throw new ProblemError('resolution-gone');
      await db.query(SIGN_OFF, [row.id, this.now()]);
      const detail = { proposedBy: proposal.proposed_name };
      const event = { propertyId, exceptionId: row.id, at: this.now(), by: user, from: row.state, to: 'signed_off', comment, detail };
      await addDeskEvent(db, { ...event, kind: 'write_off_confirmed' });
    }
  }

  private now(): Date {
    return new Date(this.ports.clock.now());
  }
}

async function open(db: PoolClient, propertyId: PropertyId, id: string): Promise<ProposalRow> {
  const found = (await db.query<ProposalRow>(FIND, [propertyId, id])).rows[0];
  if (found === undefined) throw new ProblemError('not-found');
  if (found.decided_at !== null) throw new ProblemError('resolution-gone');
  return found;
}
