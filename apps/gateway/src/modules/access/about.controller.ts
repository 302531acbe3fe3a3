import { Controller, Get, Inject } from '@nestjs/common';
import type { PortalAbout } from '@payport/contracts';
import type { GatewayConfig } from '../../config/config.ts';
import { CONFIG } from '../../tokens.ts';
import { MembershipRepository } from './membership.repository.ts';
import { PortalPublic } from './portal-access.ts';

/** `GET /portal/v1/about`: what the sign-in page shows before anybody has signed in. */
@Controller('portal/v1/about')
export class AboutController {
  constructor(
    @Inject(MembershipRepository) private readonly memberships: MembershipRepository,
    @Inject(CONFIG) private readonly config: Pick<GatewayConfig, 'version' | 'smtp'>,
  ) {}

  @Get()
  @PortalPublic()
  async about(): Promise<PortalAbout> {
    return { version: this.config.version, demo: await this.memberships.anyDemo(), mail: this.config.smtp !== null };
  }
}
