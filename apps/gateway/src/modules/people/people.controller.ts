import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  NewInvitation,
  PersonRefundLimitChange,
  PersonRemoval,
  RoleChange,
  type PortalEndedSessions,
  type PortalMadeLink,
  type PortalPeople,
} from '@payport/contracts';
import { isUuid, type PropertyId, type UserId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { AccountService } from './account.service.ts';
import { InviteService } from './invite.service.ts';
import { MembershipService } from './membership.service.ts';
import { PeopleListService } from './people-list.service.ts';
import { PEOPLE_ROLES, PEOPLE_VIEW_ROLES } from './people-rules.ts';

/** `/portal/v1/people`: HTTP only. */
@Controller('portal/v1/people')
@PortalAccess({ scope: 'properties', roles: PEOPLE_ROLES })
export class PeopleController {
  constructor(
    @Inject(PeopleListService) private readonly people: PeopleListService,
    @Inject(InviteService) private readonly invitations: InviteService,
    @Inject(MembershipService) private readonly memberships: MembershipService,
    @Inject(AccountService) private readonly accounts: AccountService,
  ) {}

  @Get()
  @PortalAccess({ scope: 'properties', roles: PEOPLE_VIEW_ROLES })
  list(@Req() request: FastifyRequest): Promise<PortalPeople> {
    return this.people.list(portalUserOf(request));
  }

  @Post('invitations')
  @HttpCode(201)
  @PortalAccess({ scope: 'properties', roles: PEOPLE_ROLES, stepUp: 'always' })
  invite(@Req() request: FastifyRequest): Promise<PortalMadeLink> {
    return this.invitations.invite(portalUserOf(request), parseOrProblem(NewInvitation, request.body), languageOf(request));
  }

  @Post('invitations/:id/revoke')
  @HttpCode(204)
  revoke(@Req() request: FastifyRequest): Promise<void> {
    return this.invitations.revoke(portalUserOf(request), idOf(request));
  }

  @Post(':id/role')
  @HttpCode(204)
  @PortalAccess({ scope: 'properties', roles: PEOPLE_ROLES, stepUp: 'always' })
  async changeRole(@Req() request: FastifyRequest): Promise<void> {
    const { propertyId, role } = parseOrProblem(RoleChange, request.body);
    await this.memberships.changeRole({ by: portalUserOf(request), userId: idOf(request) as UserId, propertyId: propertyId as PropertyId }, role);
  }

  @Post(':id/refund-limit')
  @HttpCode(204)
  @PortalAccess({ scope: 'properties', roles: PEOPLE_ROLES, stepUp: 'always' })
  async changeRefundLimit(@Req() request: FastifyRequest): Promise<void> {
    const { propertyId, currency, max } = parseOrProblem(PersonRefundLimitChange, request.body);
    const change = { by: portalUserOf(request), userId: idOf(request) as UserId, propertyId: propertyId as PropertyId };
    await this.memberships.changeRefundLimit(change, currency, max);
  }

  @Post(':id/remove')
  @HttpCode(204)
  @PortalAccess({ scope: 'properties', roles: PEOPLE_ROLES, stepUp: 'always' })
  async remove(@Req() request: FastifyRequest): Promise<void> {
    const { propertyId } = parseOrProblem(PersonRemoval, request.body);
    await this.memberships.remove({ by: portalUserOf(request), userId: idOf(request) as UserId, propertyId: propertyId as PropertyId });
  }

  @Post(':id/reset-link')
  @HttpCode(201)
  @PortalAccess({ scope: 'properties', roles: PEOPLE_ROLES, stepUp: 'always' })
  resetLink(@Req() request: FastifyRequest): Promise<PortalMadeLink> {
    return this.accounts.resetLink(portalUserOf(request), idOf(request) as UserId, languageOf(request));
  }

  @Post(':id/remove-second-factor')
  @HttpCode(204)
  @PortalAccess({ scope: 'properties', roles: PEOPLE_ROLES, stepUp: 'always' })
  async removeSecondFactor(@Req() request: FastifyRequest): Promise<void> {
    await this.accounts.removeSecondFactor(portalUserOf(request), idOf(request) as UserId);
  }

  @Post(':id/end-sessions')
  @HttpCode(200)
  async endSessions(@Req() request: FastifyRequest): Promise<PortalEndedSessions> {
    return { ended: await this.accounts.endSessions(portalUserOf(request), idOf(request) as UserId) };
  }
}

/** @throws ProblemError `not-found` for what is no id at all */
function idOf(request: FastifyRequest): string {
  const id = (request.params as { id: string }).id.toLowerCase();
  if (!isUuid(id)) throw new ProblemError('not-found');
  return id;
}
