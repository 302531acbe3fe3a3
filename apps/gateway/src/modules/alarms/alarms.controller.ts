import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { PERMISSIONS, PortalAlarmQuery, type PortalAlarm, type PortalAlarmList, type Role } from '@payport/contracts';
import { isUuid, type Clock } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { CLOCK } from '../../tokens.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { AlarmRepository } from './alarm.repository.ts';
import { AlarmsService } from './alarms.service.ts';

/** Saying that one looks at it is a promise to the others; auditors only read. */
const ACKNOWLEDGE_ROLES: readonly Role[] = PERMISSIONS.acknowledgeAlarms;

/** `/portal/v1/alarms`: HTTP only. */
@Controller('portal/v1/alarms')
export class AlarmsController {
  constructor(
    @Inject(AlarmRepository) private readonly alarms: AlarmRepository,
    @Inject(AlarmsService) private readonly rules: AlarmsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PortalAccess({ scope: 'properties', roles: PERMISSIONS.viewAlarms })
  async list(@Req() request: FastifyRequest): Promise<PortalAlarmList> {
    const query = parseOrProblem(PortalAlarmQuery, request.query);
    if (query.cursor !== undefined && !isUuid(query.cursor)) {
      throw new ProblemError('validation-failed', { errors: [{ pointer: 'cursor', code: 'cursor', message: '' }] });
    }
    const mine = portalUserOf(request).propertyIds;
    const propertyIds = query.property === undefined ? mine : mine.filter((id) => id === query.property);
    if (propertyIds.length === 0) throw new ProblemError('not-found');
    const { open, cursor, limit } = query;
    const found = await this.alarms.page({ propertyIds, open, before: cursor, limit }, languageOf(request));
    const data = found.slice(0, limit);
    return { data: [...data], nextCursor: found.length > limit ? (data.at(-1)?.id ?? null) : null };
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @PortalAccess({ scope: 'alarm', roles: ACKNOWLEDGE_ROLES })
  async acknowledge(@Req() request: FastifyRequest): Promise<PortalAlarm> {
    const { id } = request.params as { id: string };
    const alarm = await this.alarms.acknowledge(id.toLowerCase(), portalUserOf(request).name, this.clock.now(), languageOf(request));
    if (!alarm) throw new ProblemError('not-found');
    return alarm;
  }

  @Post(':id/take')
  @HttpCode(200)
  @PortalAccess({ scope: 'alarm', roles: ACKNOWLEDGE_ROLES })
  take(@Req() request: FastifyRequest): Promise<PortalAlarm> {
    const { id } = request.params as { id: string };
    return this.rules.take(portalUserOf(request), id.toLowerCase(), languageOf(request));
  }
}
