import { PORTAL_PATHS } from '@payport/contracts';
import { codeOf, stepAt } from '../src/modules/access/totp.ts';
import { insertProperty, type GatewayHarness } from './gateway-harness.ts';
import { addPerson, PortalVisitor, type Person } from './portal-visitor.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app makes of the written secret. */
export function bytesOf(secret: string): Uint8Array {
  const bits = Array.from(secret, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code that the app shows; `ahead`: that of a later time step, since each works once. */
export const appCode = (secret: string, ahead = 0): string => codeOf(bytesOf(secret), stepAt(Date.now()) + ahead);

export interface Factored {
  readonly person: Person;
  readonly visitor: PortalVisitor;
  readonly secret: string;
  readonly codes: readonly string[];
}

/** Somebody of the gateway's hotel who has set a second factor up. */
export async function withFactor(gateway: GatewayHarness, role: 'owner' | 'finance' = 'finance'): Promise<Factored> {
  const person = await addPerson(gateway, { [gateway.propertyId]: role });
  const visitor = await PortalVisitor.signedIn(gateway, person);
  const { secret } = (await visitor.post(PORTAL_PATHS.beginSecondFactor)).body as { secret: string };
  const { codes } = (await visitor.post(PORTAL_PATHS.confirmSecondFactor, { code: appCode(secret) })).body as { codes: string[] };
  return { person, visitor, secret, codes };
}

/** Owner of a hotel that asks owners for a second factor, without one. */
export async function withoutFactor(gateway: GatewayHarness): Promise<PortalVisitor> {
  const hotel = await insertProperty(gateway.db, 'Строгая');
  await gateway.db.query(`update property set second_factor_roles = '{owner}' where id = $1`, [hotel]);
  return PortalVisitor.signedIn(gateway, await addPerson(gateway, { [hotel]: 'owner' }));
}

/** Owner of the gateway's hotel whose sign-in was a while ago. */
export async function staleOwner(gateway: GatewayHarness): Promise<PortalVisitor> {
  const person = await addPerson(gateway, { [gateway.propertyId]: 'owner' });
  const visitor = await PortalVisitor.signedIn(gateway, person);
  await letProofAge(gateway, person);
  return visitor;
}

export const letProofAge = (gateway: GatewayHarness, { id }: Person): Promise<unknown> =>
  gateway.db.query(`update user_session set proven_at = now() - interval '11 minutes' where user_id = $1`, [id]);
