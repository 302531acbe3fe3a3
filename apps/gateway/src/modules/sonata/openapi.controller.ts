import { sonataOpenApi } from '@payport/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import type { GatewayConfig } from '../../config/config.ts';
import { CONFIG } from '../../tokens.ts';

/** The contract itself, made from the schemas that validate requests. */
@Controller('sonata/v1/openapi.json')
export class OpenApiController {
  private readonly document: unknown;

  constructor(@Inject(CONFIG) config: GatewayConfig) {
    this.document = sonataOpenApi(config.version);
  }

  @Get()
  get(): unknown {
    return this.document;
  }
}
