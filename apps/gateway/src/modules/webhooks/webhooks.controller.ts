import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  NewWebhook,
  ReplayWebhook,
  RotateWebhook,
  WebhookDeliveryQuery,
  type PortalMadeWebhook,
  type PortalReplay,
  type PortalWebhook,
  type PortalWebhookDelivery,
  type PortalWebhookDeliveryDetail,
  type PortalWebhookDeliveryList,
  type PortalWebhookDetail,
  type PortalWebhookList,
} from '@payport/contracts';
import type { PaymentId, PropertyId } from '@payport/domain';
import type { FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { PortalAccess, portalUserOf } from '../access/index.ts';
import { PaymentViews } from '../audit/index.ts';
import { DeliveriesService } from './managing/deliveries.service.ts';
import { EndpointsService } from './managing/endpoints.service.ts';
import { WEBHOOK_CHANGE_ROLES, WEBHOOK_VIEW_ROLES } from './managing/webhook-roles.ts';

/** Receivers and deliveries of the portal API: HTTP only. */
@Controller('portal/v1')
export class WebhooksController {
  constructor(
    @Inject(EndpointsService) private readonly endpoints: EndpointsService,
    @Inject(DeliveriesService) private readonly deliveries: DeliveriesService,
    @Inject(PaymentViews) private readonly views: PaymentViews,
  ) {}

  @Get('properties/:id/webhooks')
  @PortalAccess({ scope: 'property', roles: WEBHOOK_VIEW_ROLES })
  list(@Req() request: FastifyRequest): Promise<PortalWebhookList> {
    return this.endpoints.list(portalUserOf(request), idOf(request) as PropertyId);
  }

  @Post('properties/:id/webhooks')
  @HttpCode(201)
  @PortalAccess({ scope: 'property', roles: WEBHOOK_CHANGE_ROLES, stepUp: 'always' })
  create(@Req() request: FastifyRequest): Promise<PortalMadeWebhook> {
    return this.endpoints.create(portalUserOf(request), idOf(request) as PropertyId, parseOrProblem(NewWebhook, request.body));
  }

  @Get('webhooks/:id')
  @PortalAccess({ scope: 'webhook', roles: WEBHOOK_VIEW_ROLES })
  webhook(@Req() request: FastifyRequest): Promise<PortalWebhookDetail> {
    return this.endpoints.detail(portalUserOf(request), idOf(request));
  }

  @Post('webhooks/:id/enable')
  @HttpCode(200)
  @PortalAccess({ scope: 'webhook', roles: WEBHOOK_CHANGE_ROLES })
  enable(@Req() request: FastifyRequest): Promise<PortalWebhook> {
    return this.endpoints.setEnabled(portalUserOf(request), idOf(request), true);
  }

  @Post('webhooks/:id/disable')
  @HttpCode(200)
  @PortalAccess({ scope: 'webhook', roles: WEBHOOK_CHANGE_ROLES })
  disable(@Req() request: FastifyRequest): Promise<PortalWebhook> {
    return this.endpoints.setEnabled(portalUserOf(request), idOf(request), false);
  }

  @Post('webhooks/:id/test')
  @HttpCode(201)
  @PortalAccess({ scope: 'webhook', roles: WEBHOOK_CHANGE_ROLES })
  test(@Req() request: FastifyRequest): Promise<PortalWebhookDelivery> {
    return this.deliveries.test(portalUserOf(request), idOf(request));
  }

  @Post('webhooks/:id/rotate')
  @HttpCode(200)
  @PortalAccess({ scope: 'webhook', roles: WEBHOOK_CHANGE_ROLES, stepUp: 'always' })
  rotate(@Req() request: FastifyRequest): Promise<PortalMadeWebhook> {
    return this.endpoints.rotate(portalUserOf(request), idOf(request), parseOrProblem(RotateWebhook, request.body));
  }

  @Get('webhooks/:id/deliveries')
  @PortalAccess({ scope: 'webhook', roles: WEBHOOK_VIEW_ROLES })
  listDeliveries(@Req() request: FastifyRequest): Promise<PortalWebhookDeliveryList> {
    return this.deliveries.list(idOf(request), parseOrProblem(WebhookDeliveryQuery, request.query));
  }

  @Post('webhooks/:id/replay')
  @HttpCode(200)
  @PortalAccess({ scope: 'webhook', roles: WEBHOOK_CHANGE_ROLES })
  replayPeriod(@Req() request: FastifyRequest): Promise<PortalReplay> {
    return this.deliveries.replayMany(portalUserOf(request), idOf(request), parseOrProblem(ReplayWebhook, request.body));
  }

  @Get('webhook-deliveries/:id')
  @PortalAccess({ scope: 'webhook_delivery', roles: WEBHOOK_VIEW_ROLES })
  async delivery(@Req() request: FastifyRequest): Promise<PortalWebhookDeliveryDetail> {
    const delivery = await this.deliveries.detail(idOf(request));
    // Its body shows a guest's payment, as the payment's own page does.
    if (delivery.paymentId !== null) this.views.viewed(portalUserOf(request), delivery.paymentId as PaymentId);
    return delivery;
  }

  @Post('webhook-deliveries/:id/replay')
  @HttpCode(200)
  @PortalAccess({ scope: 'webhook_delivery', roles: WEBHOOK_CHANGE_ROLES })
  replay(@Req() request: FastifyRequest): Promise<PortalWebhookDelivery> {
    return this.deliveries.replay(portalUserOf(request), idOf(request));
  }
}

/** The guard has checked that it is an id, and whose. */
const idOf = (request: FastifyRequest): string => (request.params as { id: string }).id.toLowerCase();
