import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  FactorConfirmation,
  Proof,
  ROLES,
  SessionsEnd,
  type PortalAccount,
  type PortalEndedSessions,
  type PortalFactorSecret,
  type PortalRecoveryCodes,
} from '@payport/contracts';
import { isUuid } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { clientAddress, PortalAccess, portalUserOf, type PortalAccessRule } from '../access/index.ts';
import { OwnAccountService } from './own-account.service.ts';

const SELF: PortalAccessRule = { scope: 'self', roles: ROLES };
/** A browser that was left open changes nothing about who gets in. */
const PROVEN: PortalAccessRule = { ...SELF, stepUp: 'always' };

/** `/portal/v1/account`: HTTP only. */
@Controller('portal/v1/account')
@PortalAccess(SELF)
export class AccountController {
  constructor(@Inject(OwnAccountService) private readonly service: OwnAccountService) {}

  @Get()
  account(@Req() request: FastifyRequest): Promise<PortalAccount> {
    return this.service.account(portalUserOf(request));
  }

  @Post('prove')
  @HttpCode(204)
  prove(@Req() request: FastifyRequest): Promise<void> {
    return this.service.prove(portalUserOf(request), clientAddress(request), parseOrProblem(Proof, request.body));
  }

  @Post('second-factor')
  @HttpCode(201)
  @PortalAccess(PROVEN)
  begin(@Req() request: FastifyRequest): Promise<PortalFactorSecret> {
    return this.service.begin(portalUserOf(request));
  }

  @Post('second-factor/confirm')
  @HttpCode(200)
  @PortalAccess(PROVEN)
  confirm(@Req() request: FastifyRequest): Promise<PortalRecoveryCodes> {
    const { code } = parseOrProblem(FactorConfirmation, request.body);
    return this.service.confirm(portalUserOf(request), clientAddress(request), code);
  }

  @Post('second-factor/remove')
  @HttpCode(204)
  @PortalAccess(PROVEN)
  remove(@Req() request: FastifyRequest): Promise<void> {
    return this.service.remove(portalUserOf(request));
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @PortalAccess(PROVEN)
  renewCodes(@Req() request: FastifyRequest): Promise<PortalRecoveryCodes> {
    return this.service.renewCodes(portalUserOf(request));
  }

  @Post('sessions/end')
  @HttpCode(200)
  async endSessions(@Req() request: FastifyRequest): Promise<PortalEndedSessions> {
    const { others } = parseOrProblem(SessionsEnd, request.body);
    return { ended: await this.service.endSessions(portalUserOf(request), others) };
  }

  @Post('sessions/:id/end')
  @HttpCode(204)
  endSession(@Req() request: FastifyRequest): Promise<void> {
    const id = (request.params as { id: string }).id.toLowerCase();
    if (!isUuid(id)) throw new ProblemError('not-found');
    return this.service.endSession(portalUserOf(request), id);
  }
}
