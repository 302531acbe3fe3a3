import type { Role } from '@payport/contracts';
import type { PropertyId, UserId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../http/problem-error.ts';

export interface PortalIdentity {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly sessionId: string;
  /** Has shown lately who they are, at the sign-in or since. */
  readonly proven: boolean;
}

/** Who asks, and what the route lets that person see. */
export interface PortalUser extends PortalIdentity {
  /** Every property the person belongs to. */
  readonly memberships: ReadonlyMap<PropertyId, Role>;
  /** Those where the role is enough for this route. A query must never look beyond them. */
  readonly propertyIds: readonly PropertyId[];
}

const users = new WeakMap<FastifyRequest, PortalUser>();

export const rememberUser = (request: FastifyRequest, user: PortalUser): void => void users.set(request, user);

/** @throws ProblemError `unauthorized` where no guard let the request in; deny by default */
export function portalUserOf(request: FastifyRequest): PortalUser {
  const user = users.get(request);
  if (!user) throw new ProblemError('unauthorized');
  return user;
}
