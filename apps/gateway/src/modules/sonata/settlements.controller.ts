import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { CreateSettlement, SettlementListQuery, type SettlementList } from '@payport/contracts';
import { isUuid, type CommandId, type SettlementRecord, type TerminalId } from '@payport/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { languageOf } from '../../http/language.ts';
import { parseOrProblem } from '../../http/parse.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { COMMANDS, PG_POOL } from '../../tokens.ts';
import type { TerminalCommands } from '../service-commands/index.ts';
import { SettlementRepository, settlementResource } from '../settlements/index.ts';
import { callAborted } from './call-aborted.ts';
import { waitSecondsOf } from './prefer.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { callerOf, requireScope } from './sonata-auth.ts';
import { idempotencyKeyOf } from './start-command.ts';

/** `/sonata/v1/…/settlements`: HTTP only; the rules live with the service commands. */
@Controller('sonata/v1')
export class SonataSettlementsController {
  private readonly repository: SettlementRepository;

  constructor(
    @Inject(COMMANDS) private readonly commands: TerminalCommands,
    @Inject(PG_POOL) pool: Pool,
  ) {
    this.repository = new SettlementRepository(pool);
  }

  @Post('terminals/:id/settlements')
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const caller = callerOf(request);
    const key = idempotencyKeyOf(request.headers['idempotency-key']);
    const body = parseOrProblem(CreateSettlement, request.body);
    requireScope(caller, 'settlements:write');
    const { id } = request.params as { id: string };
    if (!isUuid(id.toLowerCase())) throw new ProblemError('terminal-not-found');
    const started = await this.commands.start({
      propertyId: caller.propertyId,
      terminalId: id.toLowerCase() as TerminalId,
      kind: 'settlement',
      requestedBy: { kind: 'pms', name: caller.keyName, id: caller.keyId },
      acknowledged: body.acknowledge?.openPayment ?? [],
      idempotencyKey: key,
      dueAtMs: null,
    });
    if (!started.ok) throw refusalProblem(started.error);
    const { replayed, command } = started.value;
    await this.hold(request, reply, command.id);
    void reply.code(replayed ? 200 : 201).header('Location', `/sonata/v1/settlements/${command.id}`);
    if (replayed) void reply.header('Idempotent-Replayed', 'true');
    const settlement = await this.commands.settlement(caller.propertyId, command.id);
    if (!settlement) throw new Error('a settlement just recorded cannot be read');
    void reply.send(settlementResource(settlement, languageOf(request)));
  }

  @Get('settlements')
  async list(@Req() request: FastifyRequest): Promise<SettlementList> {
    const caller = callerOf(request);
    requireScope(caller, 'payments:read');
    const query = parseOrProblem(SettlementListQuery, request.query);
    if (query.cursor !== undefined && !isUuid(query.cursor)) {
      throw new ProblemError('validation-failed', { errors: [{ pointer: 'cursor', code: 'cursor', message: '' }] });
    }
    const found = await this.repository.page({
      propertyId: caller.propertyId,
      terminalId: query.terminalId as TerminalId | undefined,
      fromMs: query.from === undefined ? undefined : Date.parse(query.from),
      toMs: query.to === undefined ? undefined : Date.parse(query.to),
      before: query.cursor as CommandId | undefined,
      limit: query.limit,
    });
    const page = found.slice(0, query.limit);
    const language = languageOf(request);
    return {
      data: page.map((settlement) => settlementResource(settlement, language)),
      nextCursor: found.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    };
  }

  @Get('settlements/:id')
  async get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const known = await this.find(request);
    await this.hold(request, reply, known.id);
    void reply.code(200).send(settlementResource(await this.find(request), languageOf(request)));
  }

  private async find(request: FastifyRequest): Promise<SettlementRecord> {
    const caller = callerOf(request);
    requireScope(caller, 'payments:read');
    const { id } = request.params as { id: string };
    const settlement = isUuid(id.toLowerCase()) ? await this.commands.settlement(caller.propertyId, id.toLowerCase() as CommandId) : null;
    if (!settlement) throw new ProblemError('not-found');
    return settlement;
  }

  private async hold(request: FastifyRequest, reply: FastifyReply, id: CommandId): Promise<void> {
    const seconds = waitSecondsOf(request.headers['prefer']);
    if (seconds === null) return;
    void reply.header('Preference-Applied', `wait=${seconds}`);
    await this.commands.wait(id, seconds * 1000, callAborted(reply));
  }
}
