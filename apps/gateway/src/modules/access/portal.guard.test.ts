import { Reflector } from '@nestjs/core';
import type { ExecutionContext } from '@nestjs/common';
import { ROLES, type Role } from '@payport/contracts';
import type { PropertyId, UserId } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import type { MembershipRepository } from './membership.repository.ts';
import { PortalAccess, PortalPublic } from './portal-access.ts';
import type { PortalSessions } from './portal-sessions.ts';
import { portalUserOf } from './portal-user.ts';
import { PortalGuard } from './portal.guard.ts';

const HOTEL = 'b7f1c1de-0000-7000-8000-000000000001' as PropertyId;
const INN = 'b7f1c1de-0000-7000-8000-000000000002' as PropertyId;
const PAYMENT = 'b7f1c1de-0000-7000-8000-0000000000aa';
const TERMINAL = 'b7f1c1de-0000-7000-8000-0000000000bb';

interface Call {
  readonly method?: string;
  readonly url?: string;
  readonly rule?: MethodDecorator;
  readonly memberships?: Readonly<Record<string, Role>>;
  readonly signedIn?: boolean;
  readonly id?: string;
  readonly proven?: boolean;
  readonly lacksFactor?: boolean;
}

function enter({ method = 'GET', url = '/portal/v1/x', rule, memberships = {}, signedIn = true, id, proven = true, lacksFactor = false }: Call) {
  const handler = (): void => undefined;
  if (rule) rule(handler, 'handler', { value: handler });
  const sessions = {
    identify: () => Promise.resolve(signedIn ? { id: 'u' as UserId, email: 'a@b.example', name: 'A', sessionId: 's', proven } : null),
  };
  const repository = {
    of: () => Promise.resolve({ memberships: new Map(Object.entries(memberships)), lacksFactor }),
    propertyOf: (kind: string, id: string) => Promise.resolve({ payment: PAYMENT, terminal: TERMINAL }[kind] === id ? HOTEL : null),
  };
  const guard = new PortalGuard(new Reflector(), sessions as unknown as PortalSessions, repository as unknown as MembershipRepository, {
    portalUrl: 'https://pay.hotel.example',
  });
  const request = { method, routeOptions: { url }, headers: { cookie: 'c', origin: 'https://pay.hotel.example' }, params: { id } };
  const context = {
    switchToHttp: () => ({ getRequest: () => request, getResponse: () => ({ header: () => undefined }) }),
    getHandler: () => handler,
    getClass: () => Object,
  };
  return { request, entered: guard.canActivate(context as unknown as ExecutionContext) };
}

describe('the guard', () => {
  it('leaves routes outside of the portal alone', async () => {
    await expect(enter({ url: '/sonata/v1/payments', signedIn: false }).entered).resolves.toBe(true);
  });

  it.each(['GET', 'POST', 'DELETE'])('shuts a portal route that says nothing about access (%s), even to owners', async (method) => {
    await expect(enter({ method, memberships: { [HOTEL]: 'owner' } }).entered).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('lets nobody look at a user whom it did not let in', () => {
    expect(() => portalUserOf({} as never)).toThrow('unauthorized');
  });

  it('opens a public route to everybody, with no user in it', async () => {
    const { request, entered } = enter({ rule: PortalPublic(), signedIn: false });
    await expect(entered).resolves.toBe(true);
    expect(() => portalUserOf(request as never)).toThrow('unauthorized');
  });

  it('gives a route only the properties where the role is enough', async () => {
    const rule = PortalAccess({ scope: 'properties', roles: ['finance'] });
    const { request, entered } = enter({ rule, memberships: { [HOTEL]: 'finance', [INN]: 'auditor' } });
    await entered;
    expect(portalUserOf(request as never).propertyIds).toEqual([HOTEL]);
    await expect(enter({ rule, memberships: { [INN]: 'auditor' } }).entered).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each([undefined, '', 'nonsense', `${PAYMENT}0`, 'b7f1c1de-0000-7000-8000-0000000000ab'])('finds no payment under "%s"', async (id) => {
    const call = enter({
      rule: PortalAccess({ scope: 'payment', roles: ROLES }),
      memberships: { [HOTEL]: 'owner' },
      ...(id === undefined ? {} : { id }),
    });
    await expect(call.entered).rejects.toMatchObject({ code: 'not-found' });
  });

  it('looks a terminal up as a terminal and a payment as a payment', async () => {
    const of = (scope: 'payment' | 'terminal', id: string): Promise<boolean> =>
      enter({ rule: PortalAccess({ scope, roles: ROLES }), memberships: { [HOTEL]: 'owner' }, id }).entered;
    await expect(of('terminal', TERMINAL)).resolves.toBe(true);
    await expect(of('terminal', PAYMENT)).rejects.toMatchObject({ code: 'not-found' });
    await expect(of('payment', TERMINAL)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('lets only who has lately proven who they are through a door that asks for it, and says so to nobody else', async () => {
    const rule = PortalAccess({ scope: 'payment', roles: ['owner'], stepUp: 'always' });
    const owner = { rule, id: PAYMENT, memberships: { [HOTEL]: 'owner' } } as const;
    await expect(enter(owner).entered).resolves.toBe(true);
    await expect(enter({ ...owner, proven: false }).entered).rejects.toMatchObject({ code: 'step-up-required' });
    await expect(enter({ ...owner, memberships: { [HOTEL]: 'support' }, proven: false }).entered).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('lets who lacks a second factor that a hotel asks for do nothing but get one', async () => {
    const lacking = { memberships: { [HOTEL]: 'owner' }, lacksFactor: true } as const;
    const of = (scope: 'self' | 'properties' | 'payment'): Promise<boolean> =>
      enter({ ...lacking, id: PAYMENT, rule: PortalAccess({ scope, roles: ROLES }) }).entered;
    await expect(of('self')).resolves.toBe(true);
    for (const scope of ['properties', 'payment'] as const) await expect(of(scope)).rejects.toMatchObject({ code: 'second-factor-needed' });
  });

  it('tells a role that is not enough only to who belongs to the payment’s property', async () => {
    const rule = PortalAccess({ scope: 'payment', roles: ['owner'] });
    await expect(enter({ rule, id: PAYMENT, memberships: { [HOTEL]: 'support' } }).entered).rejects.toMatchObject({ code: 'forbidden' });
    await expect(enter({ rule, id: PAYMENT, memberships: { [INN]: 'owner' } }).entered).rejects.toMatchObject({ code: 'not-found' });
    await expect(enter({ rule, id: PAYMENT.toUpperCase(), memberships: { [HOTEL]: 'owner' } }).entered).resolves.toBe(true);
  });
});
