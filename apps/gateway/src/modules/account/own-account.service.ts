import type { PortalAccount, PortalFactorSecret, PortalRecoveryCodes, Proof } from '@payport/contracts';
import type { UserId } from '@payport/domain';
import type { Pool } from 'pg';
import { ProblemError } from '../../http/problem-error.ts';
import type { OwnSession, PortalSignIn, PortalUser, SecondFactors, SessionDesk } from '../access/index.ts';
import { passwordFits } from '../entry/index.ts';

export interface OwnAccountPorts {
  readonly pool: Pool;
  readonly factors: SecondFactors;
  readonly sessions: SessionDesk;
  readonly door: PortalSignIn;
  readonly sessionIdleMs: number;
}

const NEEDED_BY = `
  select p.name from membership m join property p on p.id = m.property_id
  where m.user_id = $1 and m.role = any (p.second_factor_roles) order by p.name`;

/** Second factor, sessions, and showing again who one is. */
export class OwnAccountService {
  constructor(private readonly ports: OwnAccountPorts) {}

  async account(user: PortalUser): Promise<PortalAccount> {
    const { factors, sessions, sessionIdleMs } = this.ports;
    const { on, since, recoveryCodes } = await factors.state(user.id);
    return {
      secondFactor: { on, since: since?.toISOString() ?? null, recoveryCodes, neededBy: [...(await this.neededBy(user.id))] },
      sessions: (await sessions.list(user)).map(toSession),
      idleMinutes: Math.round(sessionIdleMs / 60_000),
    };
  }

  /** Counted and limited as a sign-in is. @throws ProblemError */
  async prove(user: PortalUser, address: string | null, { password, code }: Proof): Promise<void> {
    const { pool, factors, door, sessions } = this.ports;
    await door.proven({ email: user.email, address }, async () => {
      const checked = await factors.check(user, code);
      const fits = checked === 'off' ? password !== undefined && (await passwordFits(pool, user.id, password)) : checked === 'ok';
      if (!fits) throw new ProblemError('second-factor-wrong');
      await sessions.prove(user.sessionId, user.id);
      return {};
    });
  }

  /** @throws ProblemError */
  async begin(user: PortalUser): Promise<PortalFactorSecret> {
    const begun = await this.ports.factors.begin(user);
    if (!begun) throw new ProblemError('second-factor-on');
    return begun;
  }

  /** @throws ProblemError */
  async confirm(user: PortalUser, address: string | null, code: string): Promise<PortalRecoveryCodes> {
    return this.ports.door.proven({ email: user.email, address }, async () => {
      const codes = await this.ports.factors.confirm(user, code.replace(/\s/g, ''));
      if (!codes) throw new ProblemError('second-factor-wrong');
      return { codes: [...codes] };
    });
  }

  /** @throws ProblemError */
  async remove(user: PortalUser): Promise<void> {
    if ((await this.neededBy(user.id)).length > 0) throw new ProblemError('second-factor-kept');
    if (!(await this.ports.factors.remove(user, user.id))) throw new ProblemError('second-factor-off');
  }

  /** @throws ProblemError */
  async renewCodes(user: PortalUser): Promise<PortalRecoveryCodes> {
    const codes = await this.ports.factors.renewCodes(user);
    if (!codes) throw new ProblemError('second-factor-off');
    return { codes: [...codes] };
  }

  /** @throws ProblemError */
  async endSession(user: PortalUser, id: string): Promise<void> {
    if (!(await this.ports.sessions.end(user, id))) throw new ProblemError('not-found');
  }

  endSessions(user: PortalUser, others: boolean): Promise<number> {
    return this.ports.sessions.endAll(user, { others });
  }

  private async neededBy(id: UserId): Promise<readonly string[]> {
    return (await this.ports.pool.query<{ name: string }>(NEEDED_BY, [id])).rows.map(({ name }) => name);
  }
}

const toSession = ({ id, current, userAgent, address, createdAt, lastSeenAt, expiresAt }: OwnSession): PortalAccount['sessions'][number] => ({
  id,
  current,
  browser: userAgent,
  address: address === '' ? null : address,
  createdAt: createdAt.toISOString(),
  lastSeenAt: lastSeenAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});
