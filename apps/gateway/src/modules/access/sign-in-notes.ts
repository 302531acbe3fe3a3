import type { Clock, UserId } from '@payport/domain';
import type { Logger } from '@payport/logging';
import type { Pool } from 'pg';
import type { AuditEntry, AuditLog } from '../audit/index.ts';

/** Refusals are written down at most this late, ms. */
const FLUSH_MS = 1_000;
/** More refusals at once than any hotel has; beyond it the oldest are lost, and the log still has them. */
const MOST_WAITING = 5_000;

const PERSON = 'select id, name from app_user where lower(email) = lower($1)';

/** What came of somebody's try to get in. */
export interface Refusal {
  readonly email: string;
  readonly address: string | null;
  readonly action: 'sign_in.refused' | 'sign_in.code_refused' | 'sign_in.proof_refused' | 'sign_in.locked';
  readonly after?: Readonly<Record<string, unknown>>;
}

interface Note extends Refusal {
  readonly at: number;
}

export interface SignInNotesPorts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly log: Pick<Logger, 'error'>;
}

/**
 * Sign-ins in the audit. A success is written before its cookie is given away: there is no session without its entry.
 * Refusals are written beside the request, for known and unknown accounts alike, so that no answer takes longer because the
 * account exists; those of unknown accounts are about nobody and go nowhere but into the log.
 */
export class SignInNotes {
  private waiting: Note[] = [];
  private timer: (() => void) | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly ports: SignInNotesPorts) {}

  /** @throws Error where the database is away: then nobody gets in */
  async entered(by: { readonly id: UserId; readonly name: string }, address: string | null): Promise<void> {
    const { pool, audit } = this.ports;
    await audit.add(pool, { by, propertyId: null, action: 'sign_in.done', subject: by.id, after: from(address) });
  }

  refused(refusal: Refusal): void {
    this.waiting.push({ ...refusal, at: this.ports.clock.now() });
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
    this.timer ??= this.ports.clock.after(FLUSH_MS, () => void this.flush());
  }

  /** Writes down what waits, and waits for it. Called before the gateway ends. */
  async flush(): Promise<void> {
    this.timer?.();
    this.timer = null;
    this.writing = this.writing.then(() => this.write());
    await this.writing;
  }

  private async write(): Promise<void> {
    const notes = this.waiting;
    this.waiting = [];
    for (const [index, note] of notes.entries()) {
      try {
        await this.writeOne(note);
      } catch (error) {
        // The database is away: they stay, and are tried again with the next one.
        this.waiting = [...notes.slice(index), ...this.waiting].slice(-MOST_WAITING);
        this.ports.log.error({ err: error, refusals: this.waiting.length }, 'sign_in_notes_not_written');
        return;
      }
    }
  }

  private async writeOne({ email, address, action, after, at }: Note): Promise<void> {
    const [person] = (await this.ports.pool.query<{ id: string; name: string }>(PERSON, [email.trim()])).rows;
    if (!person) return;
    const entry: AuditEntry = { by: null, machine: 'sign-in', propertyId: null, action, subject: person.id, after: { ...after, ...from(address) } };
    await this.ports.audit.add(this.ports.pool, entry, at);
  }
}

/** Null on this machine itself, which says nothing about the person. */
const from = (address: string | null): Readonly<Record<string, string>> => (address === null ? {} : { address });
