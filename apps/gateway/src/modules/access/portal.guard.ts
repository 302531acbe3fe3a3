import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { asksProof } from '@payport/contracts';
import { isUuid, type PropertyId } from '@payport/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config/config.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { CONFIG } from '../../tokens.ts';
import { NOT_YOURS, OTHER_SITE, SIGN_IN_FIRST } from './access-texts.ts';
import { MembershipRepository } from './membership.repository.ts';
import { PORTAL_ACCESS, type PortalAccessRule, type PortalObject } from './portal-access.ts';
import { PortalSessions } from './portal-sessions.ts';
import { rememberUser, type PortalUser } from './portal-user.ts';
import { fromPortal, portalOrigins } from './same-origin.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD']);

/**
 * Stands before every route of the gateway and answers for those of the portal: a route without a rule is closed, and
 * nothing is said about objects of properties that the person does not belong to.
 */
@Injectable()
export class PortalGuard implements CanActivate {
  private readonly origins: ReadonlySet<string>;

  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(PortalSessions) private readonly sessions: PortalSessions,
    @Inject(MembershipRepository) private readonly memberships: MembershipRepository,
    @Inject(CONFIG) config: Pick<GatewayConfig, 'portalUrl'>,
  ) {
    this.origins = portalOrigins(config.portalUrl);
  }

  /** @throws ProblemError */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // The registered pattern, not what the caller wrote: no spelling of a URL gets around it.
    if (!request.routeOptions.url?.startsWith('/portal/')) return true;
    void context.switchToHttp().getResponse<FastifyReply>().header('Cache-Control', 'no-store');
    const rule = this.reflector.getAllAndOverride<PortalAccessRule | 'public' | undefined>(PORTAL_ACCESS, [context.getHandler(), context.getClass()]);
    if (rule === undefined) throw new ProblemError('forbidden', { detail: NOT_YOURS });
    if (!SAFE_METHODS.has(request.method) && !fromPortal(request.headers, this.origins)) throw new ProblemError('forbidden', { detail: OTHER_SITE });
    if (rule !== 'public') rememberUser(request, await this.admit(request, rule));
    return true;
  }

  private async admit(request: FastifyRequest, rule: PortalAccessRule): Promise<PortalUser> {
    const identity = await this.sessions.identify(request.headers);
    if (!identity) throw new ProblemError('unauthorized', { detail: SIGN_IN_FIRST });
    const { memberships, lacksFactor } = await this.memberships.of(identity.id);
    if (lacksFactor && rule.scope !== 'self') throw new ProblemError('second-factor-needed');
    const propertyIds = [...memberships].filter(([, role]) => rule.roles.includes(role)).map(([id]) => id);
    const user: PortalUser = { ...identity, memberships, propertyIds };
    if (rule.scope === 'property') checkNamed(user, idOf(request) as PropertyId | null);
    else if (rule.scope !== 'self' && rule.scope !== 'properties') checkNamed(user, await this.ownerOf(rule.scope, request));
    else if (rule.scope === 'properties' && propertyIds.length === 0) throw new ProblemError('forbidden', { detail: NOT_YOURS });
    if (!identity.proven && asksProof(rule.stepUp ?? 'never', request.body)) throw new ProblemError('step-up-required');
    return user;
  }

  private async ownerOf(object: PortalObject, request: FastifyRequest): Promise<PropertyId | null> {
    const id = idOf(request);
    return id === null ? null : this.memberships.propertyOf(object, id);
  }
}

function idOf(request: FastifyRequest): string | null {
  const { id } = request.params as { id?: string };
  const named = id?.toLowerCase() ?? '';
  return isUuid(named) ? named : null;
}

/** Where the person does not belong, nothing exists. @throws ProblemError */
function checkNamed(user: PortalUser, propertyId: PropertyId | null): void {
  if (propertyId === null || !user.memberships.has(propertyId)) throw new ProblemError('not-found');
  if (!user.propertyIds.includes(propertyId)) throw new ProblemError('forbidden', { detail: NOT_YOURS });
}
