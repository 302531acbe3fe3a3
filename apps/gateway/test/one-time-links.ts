import type { PropertyId, UserId } from '@payport/domain';
import { OneTimeLinks } from '@payport/persistence';
import { systemRandom } from '@payport/terminals-transports';
import { randomUUID } from 'node:crypto';
import type { GatewayHarness } from './gateway-harness.ts';
import { addMember } from './portal-visitor.ts';

const HOUR_MS = 3_600_000;
export const links = new OneTimeLinks(Date, systemRandom);

/** The token of a link that the machine made. */
export async function machineLink({ db }: GatewayHarness, purpose: 'setup' | 'owner_reset' = 'setup', lifeMs = HOUR_MS): Promise<string> {
  await links.voidMachineLinks(db);
  return (await links.make(db, { purpose, lifeMs })).token;
}

export interface Invited {
  readonly email: string;
  readonly token: string;
  readonly id: string;
}

/** An invitation to the gateway's hotel, made by an owner of it. */
export async function invitation(gateway: GatewayHarness, { email = anyone(), role = 'finance', lifeMs = HOUR_MS } = {}): Promise<Invited> {
  const maker = await addMember(gateway, { [gateway.propertyId]: 'owner' });
  const made = await links.make(gateway.db, { purpose: 'invitation', lifeMs, madeBy: maker.id, email });
  await gateway.db.query('insert into invitation_grant values ($1, $2, $3)', [made.id, gateway.propertyId as PropertyId, role]);
  return { email, token: made.token, id: made.id };
}

export const resetLink = async ({ db }: GatewayHarness, userId: UserId, lifeMs = HOUR_MS): Promise<string> =>
  (await links.make(db, { purpose: 'password_reset', lifeMs, userId })).token;

export const anyone = (): string => `${randomUUID()}@grand.example`;

/** As if its time were over. */
export const expire = ({ db }: GatewayHarness): Promise<unknown> =>
  db.query(
    `update one_time_link set created_at = created_at - interval '30 days', expires_at = expires_at - interval '30 days' where ended_at is null`,
  );
