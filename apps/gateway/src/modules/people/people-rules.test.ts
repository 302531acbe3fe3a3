import { ROLES, type Role } from '@payport/contracts';
import type { PropertyId } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { mayGive, mayManageAccount, rolesToGive } from './people-rules.ts';

const at = (roles: Record<string, Role>) => new Map(Object.entries(roles)) as unknown as ReadonlyMap<PropertyId, Role>;

describe('roles', () => {
  it('owners give all of them', () => {
    expect(rolesToGive('owner')).toEqual(ROLES);
  });

  it('managers give only lesser ones', () => {
    expect(ROLES.filter((role) => mayGive('manager', role))).toEqual(['finance', 'support', 'auditor']);
  });

  it.each(['finance', 'support', 'auditor'] as const)('%s gives none', (giver) => {
    expect(rolesToGive(giver)).toEqual([]);
  });
});

describe('an account', () => {
  it.each([
    ['the owner of its only hotel', at({ grand: 'owner' }), at({ grand: 'owner' }), true],
    ['the manager of its only hotel', at({ grand: 'manager' }), at({ grand: 'finance' }), true],
    ['a manager, when it is an owner', at({ grand: 'manager' }), at({ grand: 'owner' }), false],
    ['a manager, when it is a manager', at({ grand: 'manager' }), at({ grand: 'manager' }), false],
    ['the owner of one of its hotels', at({ grand: 'owner' }), at({ grand: 'auditor', baltika: 'auditor' }), false],
    ['somebody who only looks', at({ grand: 'auditor' }), at({ grand: 'auditor' }), false],
  ])('is managed by %s: %s', (_, giver, account, may) => {
    expect(mayManageAccount(giver, account)).toBe(may);
  });
});
