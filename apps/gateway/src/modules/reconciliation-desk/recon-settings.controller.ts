import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  FeeTariffOrder,
  FeeTariffWithdrawal,
  PERMISSIONS,
  ReconCalendarOrder,
  ReconRuleOrder,
  ReconSecondPersonOrder,
  ReconSettingsQuery,
  type PortalReconSettings,
} from '@payport/contracts';
import type { FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { LOOK, WORK } from './desk-access.ts';
import { hotelOf, uuidOf } from './request-params.ts';
import { SettingsService } from './settings/settings.service.ts';

/** What may differ, and what one person may decide alone, is the owner's to say, who shows once more who they are. */
const OWN = { scope: 'property', roles: PERMISSIONS.ownProperty, stepUp: 'always' } as const;

/** Settings of a hotel's reconciliation: HTTP only. */
@Controller('portal/v1/properties/:id/reconciliation/settings')
export class ReconSettingsController {
  constructor(@Inject(SettingsService) private readonly service: SettingsService) {}

  @Get()
  @PortalAccess(LOOK)
  settings(@Req() request: FastifyRequest): Promise<PortalReconSettings> {
    const { year } = parseOrProblem(ReconSettingsQuery, request.query);
    return this.service.settings(portalUserOf(request), hotelOf(request), year);
  }

  @Post('second-person')
  @HttpCode(200)
  @PortalAccess(OWN)
  setSecondPerson(@Req() request: FastifyRequest): Promise<PortalReconSettings> {
    const { above } = parseOrProblem(ReconSecondPersonOrder, request.body);
    return this.service.setSecondPerson(portalUserOf(request), hotelOf(request), above);
  }

  @Post('rules')
  @HttpCode(200)
  @PortalAccess(OWN)
  setRule(@Req() request: FastifyRequest): Promise<PortalReconSettings> {
    return this.service.setRule(portalUserOf(request), hotelOf(request), parseOrProblem(ReconRuleOrder, request.body));
  }

  @Post('calendar')
  @HttpCode(200)
  @PortalAccess(WORK)
  setDay(@Req() request: FastifyRequest): Promise<PortalReconSettings> {
    return this.service.setDay(portalUserOf(request), hotelOf(request), parseOrProblem(ReconCalendarOrder, request.body));
  }

  @Post('tariffs')
  @HttpCode(200)
  @PortalAccess(WORK)
  addTariff(@Req() request: FastifyRequest): Promise<PortalReconSettings> {
    return this.service.addTariff(portalUserOf(request), hotelOf(request), parseOrProblem(FeeTariffOrder, request.body));
  }

  @Post('tariffs/:tariffId/withdraw')
  @HttpCode(200)
  @PortalAccess(WORK)
  withdrawTariff(@Req() request: FastifyRequest): Promise<PortalReconSettings> {
    const { reason } = parseOrProblem(FeeTariffWithdrawal, request.body);
    return this.service.withdrawTariff(portalUserOf(request), hotelOf(request), uuidOf(request, 'tariffId'), reason);
  }
}
