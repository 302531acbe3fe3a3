import {
  SERVICE_COMMAND_KINDS,
  type PortalServiceCommand,
  type PortalServiceCommandList,
  type PortalServiceCommandQuery,
  type PortalServiceCommandRequest,
} from '@payport/contracts';
import {
  isUuid,
  ok,
  refuse,
  type CommandId,
  type CommandRecord,
  type PaymentStore,
  type Result,
  type TerminalId,
  type TerminalRecord,
} from '@payport/domain';
import type { PortalUser } from '../access/index.ts';
import type { Language, Refusal } from '../payments/index.ts';
import type { TerminalCommands } from '../service-commands/index.ts';
import { commandResource } from './command-resource.ts';
import { mayCommand } from './command-roles.ts';
import type { PortalCommandRepository } from './portal-command.repository.ts';

export interface PortalCommandsPorts {
  readonly repository: PortalCommandRepository;
  readonly commands: TerminalCommands;
  readonly store: PaymentStore;
}

/** Remote actions of people on terminals. The guard has already seen that the terminal is one of theirs. */
export class PortalCommandsService {
  constructor(private readonly ports: PortalCommandsPorts) {}

  async start(
    user: PortalUser,
    terminalId: string,
    request: PortalServiceCommandRequest,
    language: Language,
  ): Promise<Result<PortalServiceCommand, Refusal | 'not-allowed'>> {
    const terminal = await this.terminal(terminalId);
    if (!mayCommand(user.memberships.get(terminal.propertyId), request.kind)) return refuse('not-allowed');
    const started = await this.ports.commands.start({
      propertyId: terminal.propertyId,
      terminalId: terminal.id,
      kind: request.kind,
      requestedBy: { kind: 'user', name: user.name, id: user.id },
      acknowledged: request.acknowledge?.openPayment ?? [],
      idempotencyKey: null,
      dueAtMs: null,
    });
    return started.ok ? ok(await this.resource(started.value.command, language)) : started;
  }

  async list(
    user: PortalUser,
    terminalId: string,
    query: PortalServiceCommandQuery,
    language: Language,
  ): Promise<Result<PortalServiceCommandList, 'cursor'>> {
    if (query.cursor !== undefined && !isUuid(query.cursor)) return refuse('cursor');
    const terminal = await this.terminal(terminalId);
    const { repository, commands } = this.ports;
    const { kind, limit } = query;
    const found = await repository.page({ terminalId: terminal.id, kind, before: query.cursor as CommandId | undefined, limit });
    const page = found.slice(0, limit);
    const currency = await repository.currencyOf(terminal.propertyId);
    const can = await commands.kindsOf(terminal);
    const role = user.memberships.get(terminal.propertyId);
    return ok({
      data: page.map((command) => commandResource(command, currency, language)),
      nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      may: { commands: SERVICE_COMMAND_KINDS.filter((each) => can.includes(each) && mayCommand(role, each)) },
    });
  }

  async get(id: string, language: Language): Promise<PortalServiceCommand> {
    const command = await this.ports.commands.find(id as CommandId);
    if (!command) throw new Error(`command ${id} passed the guard and cannot be read`);
    return this.resource(command, language);
  }

  private async terminal(id: string): Promise<TerminalRecord> {
    const terminal = await this.ports.store.terminal(id as TerminalId);
    if (!terminal) throw new Error(`terminal ${id} passed the guard and cannot be read`);
    return terminal;
  }

  private async resource(command: CommandRecord, language: Language): Promise<PortalServiceCommand> {
    return commandResource(command, await this.ports.repository.currencyOf(command.propertyId), language);
  }
}
