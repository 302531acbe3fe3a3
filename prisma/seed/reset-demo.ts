import { createPool } from '@payport/persistence';
import type { PoolClient } from 'pg';

export interface ResetReport {
  readonly payments: number;
  readonly terminals: number;
  readonly properties: number;
  readonly users: number;
  /** Demonstration properties that stay because something real stands on them. */
  readonly kept: number;
}

/** A payment is on a simulated device right now, and the gateway that looks after it lives. */
const RUNNING = `
  select from payment p join gateway_instance g on g.id = p.instance_id
  where p.demo and p.status in ('accepted', 'dispatched', 'in_progress', 'cancelling') and g.lease_until > now() limit 1`;

/** Demonstration payments, but for those that a real one refers to. */
const PAYMENTS = `
  create temp table reset_payment on commit drop as
  select p.id from payment p where p.demo and not exists (select from payment r where r.original_payment_id = p.id and not r.demo)`;

/** From the leaves to the root. What something real refers to stays. */
const STEPS = {
  reconRuns: `delete from recon_run x using property h where h.id = x.property_id and h.demo`,
  reconPairs: `delete from recon_pair x using property h where h.id = x.property_id and h.demo`,
  reconLines: `delete from recon_line x using property h where h.id = x.property_id and h.demo`,
  reconSuggestions: `delete from recon_suggestion x using property h where h.id = x.property_id and h.demo`,
  reconEvents: `delete from recon_event x using property h where h.id = x.property_id and h.demo`,
  reconAttachments: `delete from recon_attachment x using property h where h.id = x.property_id and h.demo`,
  reconExceptions: `delete from recon_exception x using property h where h.id = x.property_id and h.demo`,
  reconMembers: `delete from recon_match_member x using property h where h.id = x.property_id and h.demo`,
  reconMatches: `delete from recon_match x using property h where h.id = x.property_id and h.demo`,
  reconProposals: `delete from recon_proposal x using property h where h.id = x.property_id and h.demo`,
  reconAdjustments: `delete from recon_adjustment x using property h where h.id = x.property_id and h.demo`,
  reconDayEvents: `delete from recon_day_event x using property h where h.id = x.property_id and h.demo`,
  reconDays: `delete from recon_day x using property h where h.id = x.property_id and h.demo`,
  reconRules: `delete from recon_rule x using property h where h.id = x.property_id and h.demo`,
  reconLimits: `delete from recon_limit x using property h where h.id = x.property_id and h.demo`,
  reconCalendar: `delete from recon_calendar_day x using property h where h.id = x.property_id and h.demo`,
  feeTariffs: `delete from fee_tariff x using property h where h.id = x.property_id and h.demo`,
  frames: 'delete from wire_frame where payment_id in (select id from reset_payment) or command_id in (select id from terminal_command where demo)',
  alarms: `delete from alarm where terminal_id in (select id from terminal where demo) or payment_id in (select id from reset_payment)
    or api_key_id in (select id from api_key where demo)`,
  care: 'delete from payment_care where payment_id in (select id from reset_payment)',
  approvals: 'delete from refund_approval where payment_id in (select id from reset_payment) or refund_id in (select id from reset_payment)',
  outbox: 'delete from outbox where payment_id in (select id from reset_payment)',
  aliases: `delete from idempotency_alias where payment_id in (select id from reset_payment)
    or command_id in (select id from terminal_command where demo)`,
  claims: `delete from device_claim where payment_id in (select id from reset_payment)
    or terminal_id in (select id from terminal where demo)`,
  events: 'delete from payment_event where payment_id in (select id from reset_payment)',
  payments: 'delete from payment where id in (select id from reset_payment)',
  settlements: 'delete from settlement where id in (select id from terminal_command where demo)',
  commands: 'delete from terminal_command where demo',
  instance: `delete from gateway_instance g where g.id = 'demo-history' and not exists (select from payment p where p.instance_id = g.id)`,
  keys: `delete from api_key k where k.demo and not exists (select from payment p where p.api_key_id = k.id)
    and not exists (select from api_key o where o.replaced_by = k.id and (not o.demo or exists (select from payment p where p.api_key_id = o.id)))`,
  defaults: 'delete from workstation_default where terminal_id in (select id from terminal where demo)',
  terminalFrames: `delete from wire_frame f using terminal t where t.id = f.terminal_id and t.demo and f.payment_id is null`,
  terminals: 'delete from terminal t where t.demo and not exists (select from payment p where p.terminal_id = t.id)',
  // Whole chains, or nothing of one. (…01: of the demonstration's people, about no hotel.)
  seals: `delete from audit_seal where chain in (select id from property where demo) or chain = '00000000-0000-0000-0000-000000000001'`,
  audit: `delete from audit_entry where property_id in (select id from property where demo)
    or (property_id is null and actor_id in (select id from app_user where demo))`,
  // A real person's view that was shared with a demonstration hotel is theirs alone again.
  views: 'update list_view v set property_id = null from property h where h.id = v.property_id and h.demo',
  users: 'delete from app_user where demo',
  memberships: `delete from membership m using property h where h.id = m.property_id and h.demo
    and not exists (select from terminal t where t.property_id = h.id) and not exists (select from api_key k where k.property_id = h.id)`,
  registryLines: `delete from registry_line l using bank_file f, property h where f.id = l.file_id and h.id = f.property_id and h.demo`,
  statementEntries: `delete from statement_entry l using bank_file f, property h where f.id = l.file_id and h.id = f.property_id and h.demo`,
  postingLines: `delete from posting_line l using bank_file f, property h where f.id = l.file_id and h.id = f.property_id and h.demo`,
  bankFileProblems: `delete from bank_file_problem l using bank_file f, property h where f.id = l.file_id and h.id = f.property_id and h.demo`,
  bankFilePieces: `delete from bank_file_kept k using bank_file f, property h where f.id = k.file_id and h.id = f.property_id and h.demo`,
  bankFiles: `delete from bank_file f using property h where h.id = f.property_id and h.demo`,
  bankMappingVersions: `delete from bank_mapping_version v using bank_mapping m, property h where m.id = v.mapping_id and h.id = m.property_id and h.demo`,
  bankMappings: `delete from bank_mapping m using property h where h.id = m.property_id and h.demo`,
  bankOperations: `delete from bank_operation b using property h where h.id = b.property_id and h.demo`,
  reconChanges: `delete from recon_change x using property h where h.id = x.property_id and h.demo`,
  propertyOutbox: `delete from outbox o using property h where h.id = o.property_id and h.demo and o.payment_id is null
    and not exists (select from terminal t where t.property_id = h.id) and not exists (select from api_key k where k.property_id = h.id)`,
  properties: `delete from property h where h.demo and not exists (select from terminal t where t.property_id = h.id)
    and not exists (select from api_key k where k.property_id = h.id) and not exists (select from payment p where p.property_id = h.id)`,
} as const;

/**
 * Removes everything that is marked as demonstration, in one transaction. Needs the owner's role: the gateway's own may
 * delete no history, and the owner only says so for this transaction.
 * @throws Error while a payment runs on a simulated terminal
 */
export async function resetDemo(ownerUrl: string): Promise<ResetReport> {
  const pool = createPool(ownerUrl, { applicationName: 'payport-demo-reset', max: 1, onError: () => undefined });
  try {
    const db = await pool.connect();
    try {
      await db.query('begin');
      const report = await resetAll(db);
      await db.query('commit');
      return report;
    } catch (error) {
      await db.query('rollback');
      throw error;
    } finally {
      db.release();
    }
  } finally {
    await pool.end();
  }
}

async function resetAll(db: PoolClient): Promise<ResetReport> {
  if ((await db.query(RUNNING)).rowCount === 1)
    throw new Error('A payment is running on a simulated terminal. Wait until it has ended, then try again.');
  await db.query(`select set_config('payport.demo_reset', 'on', true)`);
  await db.query(PAYMENTS);
  const counts: Partial<Record<keyof typeof STEPS, number>> = {};
  for (const name of Object.keys(STEPS) as (keyof typeof STEPS)[]) counts[name] = (await db.query(STEPS[name])).rowCount ?? 0;
  const kept = await db.query('select from property where demo');
  const { payments = 0, terminals = 0, properties = 0, users = 0 } = counts;
  return { payments, terminals, properties, users, kept: kept.rowCount ?? 0 };
}
