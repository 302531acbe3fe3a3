import { TerminalQuery, type Terminal } from '@payport/contracts';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { parseOrProblem } from '../../http/parse.ts';
import { TERMINALS } from '../../tokens.ts';
import type { TerminalsService } from '../terminals/index.ts';
import { callerOf, requireScope } from './sonata-auth.ts';

/** `GET /sonata/v1/terminals`: a hotel has few; the list is never paged, the shape is that of all lists. */
@Controller('sonata/v1/terminals')
export class SonataTerminalsController {
  constructor(@Inject(TERMINALS) private readonly terminals: TerminalsService) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<{ data: readonly Terminal[]; nextCursor: null }> {
    const caller = callerOf(request);
    requireScope(caller, 'payments:read');
    const { workstation } = parseOrProblem(TerminalQuery, request.query);
    return { data: await this.terminals.list(caller.propertyId, workstation ?? null), nextCursor: null };
  }
}
