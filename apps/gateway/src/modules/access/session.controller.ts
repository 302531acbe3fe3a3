import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ROLES, type PortalSession } from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config/config.ts';
import { CONFIG } from '../../tokens.ts';
import { MembershipRepository } from './membership.repository.ts';
import { PortalAccess } from './portal-access.ts';
import { portalUserOf } from './portal-user.ts';

/** `GET /portal/v1/session`: who sits there, and where that person may look. */
@Controller('portal/v1/session')
export class SessionController {
  constructor(
    @Inject(MembershipRepository) private readonly memberships: MembershipRepository,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'version'>,
  ) {}

  @Get()
  @PortalAccess({ scope: 'self', roles: ROLES })
  async session(@Req() request: FastifyRequest): Promise<PortalSession> {
    const { id, email, name } = portalUserOf(request);
    const properties = await this.memberships.properties(id);
    const { lacksFactor } = await this.memberships.of(id);
    return {
      user: { id, email, name },
      properties: properties.map(({ demo: _demo, ...property }) => property),
      version: this.config.version,
      demo: properties.some(({ demo }) => demo),
      secondFactorNeeded: lacksFactor,
    };
  }
}
