import { Controller, Get, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import {
  ApiKeyChange,
  NewApiKey,
  NewProperty,
  PropertyChange,
  type PortalApiKey,
  type PortalApiKeyList,
  type PortalMadeApiKey,
  type PortalPropertyDetail,
  type PortalPropertyList,
} from '@payport/contracts';
import { isUuid, type PropertyId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { ApiKeysService } from './api-keys.service.ts';
import { PropertiesService } from './properties.service.ts';
import { EDIT_ROLES, KEY_LIMIT_ROLES, KEY_MANAGE_ROLES, KEY_VIEW_ROLES, OWNER_ROLES, VIEW_ROLES } from './property-roles.ts';

/** `/portal/v1/properties`: HTTP only. */
@Controller('portal/v1/properties')
export class PropertiesController {
  constructor(
    @Inject(PropertiesService) private readonly properties: PropertiesService,
    @Inject(ApiKeysService) private readonly keys: ApiKeysService,
  ) {}

  @Get()
  @PortalAccess({ scope: 'properties', roles: VIEW_ROLES })
  list(@Req() request: FastifyRequest): Promise<PortalPropertyList> {
    return this.properties.list(portalUserOf(request));
  }

  @Post()
  @HttpCode(201)
  @PortalAccess({ scope: 'properties', roles: OWNER_ROLES })
  create(@Req() request: FastifyRequest): Promise<PortalPropertyDetail> {
    return this.properties.create(portalUserOf(request), parseOrProblem(NewProperty, request.body));
  }

  @Get(':id')
  @PortalAccess({ scope: 'property', roles: VIEW_ROLES })
  detail(@Req() request: FastifyRequest): Promise<PortalPropertyDetail> {
    return this.properties.detail(portalUserOf(request), idOf(request));
  }

  @Patch(':id')
  @PortalAccess({ scope: 'property', roles: EDIT_ROLES, stepUp: ['limits', 'refundLimits', 'secondFactorRoles'] })
  change(@Req() request: FastifyRequest): Promise<PortalPropertyDetail> {
    return this.properties.change(portalUserOf(request), idOf(request), parseOrProblem(PropertyChange, request.body));
  }

  @Get(':id/api-keys')
  @PortalAccess({ scope: 'property', roles: KEY_VIEW_ROLES })
  apiKeys(@Req() request: FastifyRequest): Promise<PortalApiKeyList> {
    return this.keys.list(idOf(request));
  }

  @Post(':id/api-keys')
  @HttpCode(201)
  @PortalAccess({ scope: 'property', roles: KEY_MANAGE_ROLES, stepUp: 'always' })
  createApiKey(@Req() request: FastifyRequest): Promise<PortalMadeApiKey> {
    return this.keys.create(portalUserOf(request), idOf(request), parseOrProblem(NewApiKey, request.body));
  }

  @Patch(':id/api-keys/:keyId')
  @PortalAccess({ scope: 'property', roles: KEY_LIMIT_ROLES, stepUp: 'always' })
  changeApiKey(@Req() request: FastifyRequest): Promise<PortalApiKey> {
    return this.keys.change(portalUserOf(request), idOf(request), keyIdOf(request), parseOrProblem(ApiKeyChange, request.body));
  }

  @Post(':id/api-keys/:keyId/revoke')
  @HttpCode(204)
  @PortalAccess({ scope: 'property', roles: KEY_MANAGE_ROLES, stepUp: 'always' })
  async revokeApiKey(@Req() request: FastifyRequest): Promise<void> {
    await this.keys.revoke(portalUserOf(request), idOf(request), keyIdOf(request));
  }
}

/** The guard has checked that it is an id, and whose. */
const idOf = (request: FastifyRequest): PropertyId => (request.params as { id: string }).id.toLowerCase() as PropertyId;

/** @throws ProblemError `not-found` */
function keyIdOf(request: FastifyRequest): string {
  const keyId = (request.params as { keyId: string }).keyId.toLowerCase();
  if (!isUuid(keyId)) throw new ProblemError('not-found');
  return keyId;
}
