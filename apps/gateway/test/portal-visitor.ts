import type { Role } from '@payport/contracts';
import type { PropertyId, UserId } from '@payport/domain';
import { randomUUID } from 'node:crypto';
import { createUser, grantMembership } from '../src/modules/access/create-user.ts';
import type { Answer, GatewayHarness } from './gateway-harness.ts';

export const PORTAL_ORIGIN = 'http://localhost:3000';
export const PASSWORD = 'correct horse battery';

export interface Person {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
}

export async function addPerson(gateway: GatewayHarness, roles: Readonly<Record<string, Role>> = {}, name = 'Анна Соколова'): Promise<Person> {
  const email = `${randomUUID()}@grand.example`;
  const created = await createUser(gateway.db, { email, name, password: PASSWORD, demo: false });
  if (!created.ok) throw new Error(created.error);
  for (const [propertyId, role] of Object.entries(roles)) {
    await grantMembership(gateway.db, { userId: created.value, propertyId: propertyId as PropertyId, role });
  }
  return { id: created.value, email, name };
}

/** A person who never signs in: without a password, so without the time that hashing one takes. */
export async function addMember({ db }: GatewayHarness, roles: Readonly<Record<string, Role>> = {}, name = 'Пётр Иванов'): Promise<Person> {
  const id = randomUUID() as UserId;
  const email = `${id}@grand.example`;
  await db.query('insert into app_user (id, name, email) values ($1, $2, $3)', [id, name, email]);
  for (const [propertyId, role] of Object.entries(roles)) await grantMembership(db, { userId: id, propertyId: propertyId as PropertyId, role });
  return { id, email, name };
}

/** A browser at the portal: keeps its cookie and says where its pages come from, as the portal's server passes it on. */
export class PortalVisitor {
  cookie: string | undefined;

  constructor(private readonly gateway: GatewayHarness) {}

  static async signedIn(gateway: GatewayHarness, person: Person): Promise<PortalVisitor> {
    const visitor = new PortalVisitor(gateway);
    const answer = await visitor.signIn(person.email);
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${answer.text}`);
    return visitor;
  }

  async signIn(email: string, password = PASSWORD, headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await this.post('/portal/v1/auth/sign-in/email', { email, password }, headers);
    const [set] = setCookies(answer);
    if (set !== undefined) this.cookie = set.split(';', 1)[0];
    return answer;
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.gateway.call('GET', url, undefined, this.headers(headers));
  }

  post(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.gateway.call('POST', url, body, this.headers({ origin: PORTAL_ORIGIN, ...headers }));
  }

  patch(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.gateway.call('PATCH', url, body, this.headers({ origin: PORTAL_ORIGIN, ...headers }));
  }

  private headers(more: Record<string, string>): Record<string, string> {
    return { authorization: '', ...(this.cookie === undefined ? {} : { cookie: this.cookie }), ...more };
  }
}

export const setCookies = (answer: Answer): readonly string[] => {
  const header = (answer.headers as Record<string, unknown>)['set-cookie'];
  return Array.isArray(header) ? (header as string[]) : typeof header === 'string' ? [header] : [];
};
