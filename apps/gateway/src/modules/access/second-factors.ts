import type { Clock, Random, UserId } from '@payport/domain';
import { inTransaction, type SecretSeal } from '@payport/persistence';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { AuditLog, Queryable } from '../audit/index.ts';
import { base32, matchingStep, otpauthUri, SECRET_BYTES } from './totp.ts';

/** As many as fit on a card in a wallet. */
const RECOVERY_CODES = 10;
/** 50 bits each: not to be guessed within the limits on sign-in. */
const RECOVERY_BYTES = 7;
const RECOVERY_LENGTH = 10;

export interface Person {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
}

export interface FactorState {
  readonly on: boolean;
  readonly since: Date | null;
  readonly recoveryCodes: number;
}

/** `off`: the person has none. `missing`: a code is needed. */
export type FactorCheck = 'off' | 'missing' | 'wrong' | 'ok';

export interface SecondFactorPorts {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly seal: SecretSeal;
  readonly audit: AuditLog;
}

const STATE = `
  select f.confirmed_at, (select count(*)::int from user_recovery_code c where c.user_id = f.user_id and c.used_at is null) as codes
  from user_second_factor f where f.user_id = $1 and f.confirmed_at is not null`;
/** One that works already is not written over. */
const BEGIN = `
  insert into user_second_factor as f (user_id, secret, created_at) values ($1, $2, $3)
  on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at where f.confirmed_at is null returning user_id`;
const SECRET = 'select secret, confirmed_at from user_second_factor where user_id = $1';
/** In one statement: of two who show the same code at once, one is let in. */
const USE_STEP = 'update user_second_factor set last_step = $2 where user_id = $1 and last_step < $2';
const USE_CODE = 'update user_recovery_code set used_at = $3 where user_id = $1 and sha256 = $2 and used_at is null';
const CONFIRM = 'update user_second_factor set confirmed_at = $2, last_step = $3 where user_id = $1 and confirmed_at is null';
const REMOVE = 'delete from user_second_factor where user_id = $1 and confirmed_at is not null';

/** Ends a person's second factor without asking: for who has the machine. */
export const dropSecondFactor = async (db: Queryable, id: UserId): Promise<void> => {
  await db.query('delete from user_second_factor where user_id = $1', [id]);
};

/** Codes of the person's phone, and those for the day it is lost. */
export class SecondFactors {
  constructor(private readonly ports: SecondFactorPorts) {}

  async state(id: UserId): Promise<FactorState> {
    const [row] = (await this.ports.pool.query<{ confirmed_at: Date; codes: number }>(STATE, [id])).rows;
    return row ? { on: true, since: row.confirmed_at, recoveryCodes: row.codes } : { on: false, since: null, recoveryCodes: 0 };
  }

  /** A new secret, which counts once a code of it was shown. Null where the person has a factor already. */
  async begin({ id, email }: Person): Promise<{ readonly secret: string; readonly uri: string } | null> {
    const { pool, clock, random, seal } = this.ports;
    const secret = random.bytes(SECRET_BYTES);
    const begun = await pool.query(BEGIN, [id, seal.seal(secret, id), new Date(clock.now())]);
    return begun.rowCount === 1 ? { secret: base32(secret), uri: otpauthUri(base32(secret), email) } : null;
  }

  /** The recovery codes, told this once; null where the code does not fit or nothing was begun. */
  async confirm(person: Person, code: string): Promise<readonly string[] | null> {
    const { pool, clock, audit } = this.ports;
    const found = await this.secretOf(person.id);
    const step = found && !found.confirmed ? matchingStep(found.secret, code, clock.now()) : null;
    if (step === null) return null;
    return inTransaction(pool, async (db) => {
      if ((await db.query(CONFIRM, [person.id, new Date(clock.now()), step])).rowCount !== 1) return null;
      await audit.add(db, { by: person, propertyId: null, action: 'second_factor.enabled', subject: person.id });
      return this.newCodes(db, person.id);
    });
  }

  /** A code of the phone or a recovery code; either works once. */
  async check(person: Person, code: string | undefined): Promise<FactorCheck> {
    const { pool, clock, audit } = this.ports;
    const found = await this.secretOf(person.id);
    if (!found?.confirmed) return 'off';
    const typed = (code ?? '').replace(/[\s-]/g, '').toUpperCase();
    if (typed === '') return 'missing';
    const step = matchingStep(found.secret, typed, clock.now());
    if (step !== null) return (await pool.query(USE_STEP, [person.id, step])).rowCount === 1 ? 'ok' : 'wrong';
    return inTransaction(pool, async (db) => {
      if ((await db.query(USE_CODE, [person.id, digest(typed), new Date(clock.now())])).rowCount !== 1) return 'wrong';
      await audit.add(db, { by: person, propertyId: null, action: 'second_factor.recovery_used', subject: person.id });
      return 'ok';
    });
  }

  /** The former ones end. Null without a second factor. */
  async renewCodes(person: Person): Promise<readonly string[] | null> {
    return inTransaction(this.ports.pool, async (db) => {
      const { rows } = await db.query<{ confirmed_at: Date | null }>(`${SECRET} for update`, [person.id]);
      if (!rows[0]?.confirmed_at) return null;
      await this.ports.audit.add(db, { by: person, propertyId: null, action: 'second_factor.codes_renewed', subject: person.id });
      return this.newCodes(db, person.id);
    });
  }

  /** False where there was none. `by`: the person, or who looks after their account. */
  async remove(by: Pick<Person, 'id' | 'name'>, id: UserId): Promise<boolean> {
    return inTransaction(this.ports.pool, async (db) => {
      if ((await db.query(REMOVE, [id])).rowCount !== 1) return false;
      await this.ports.audit.add(db, { by, propertyId: null, action: 'second_factor.removed', subject: id });
      return true;
    });
  }

  private async secretOf(id: UserId): Promise<{ readonly secret: Uint8Array; readonly confirmed: boolean } | null> {
    const [row] = (await this.ports.pool.query<{ secret: Buffer; confirmed_at: Date | null }>(SECRET, [id])).rows;
    if (!row) return null;
    const secret = this.ports.seal.open(row.secret, id);
    // Whoever cannot be asked for the factor is not let in without it.
    if (!secret) throw new Error('a second factor was sealed with another AUTH_SECRET');
    return { secret, confirmed: row.confirmed_at !== null };
  }

  private async newCodes(db: Queryable, id: UserId): Promise<readonly string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => base32(this.ports.random.bytes(RECOVERY_BYTES)).slice(0, RECOVERY_LENGTH));
    await db.query('delete from user_recovery_code where user_id = $1', [id]);
    await db.query('insert into user_recovery_code (user_id, sha256) select $1, unnest($2::bytea[])', [id, codes.map(digest)]);
    return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
  }
}

const digest = (code: string): Buffer => createHash('sha256').update(code, 'utf8').digest();
