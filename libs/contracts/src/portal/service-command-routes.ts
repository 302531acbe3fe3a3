import { CLOSED, POSTED, type PortalRoute } from './route.ts';
import { PortalServiceCommand, PortalServiceCommandList, PortalServiceCommandQuery, PortalServiceCommandRequest } from './service-commands.ts';

export const SERVICE_COMMAND_PATHS = {
  terminalCommands: (terminalId: string) => `/portal/v1/terminals/${terminalId}/commands`,
  command: (id: string) => `/portal/v1/commands/${id}`,
} as const;

/** Remote actions on a terminal, with kept results. */
export const SERVICE_COMMAND_ROUTES: readonly PortalRoute[] = [
  {
    method: 'post',
    path: SERVICE_COMMAND_PATHS.terminalCommands('{id}'),
    operationId: 'commandTerminal',
    summary: 'Have the terminal do something beside payments; what comes of it is read from the command later',
    body: PortalServiceCommandRequest,
    answers: { 202: { description: 'The command as it is now; it is under way', schema: PortalServiceCommand } },
    problems: [
      ...CLOSED,
      'forbidden',
      'not-found',
      'terminal-busy',
      'terminal-disabled',
      'terminal-offline',
      'open-payment',
      'operation-not-supported',
      'validation-failed',
      ...POSTED,
    ],
  },
  {
    method: 'get',
    path: SERVICE_COMMAND_PATHS.terminalCommands('{id}'),
    operationId: 'listTerminalCommands',
    summary: 'Commands of one terminal, newest first',
    query: PortalServiceCommandQuery,
    answers: { 200: { description: 'One page', schema: PortalServiceCommandList } },
    problems: [...CLOSED, 'not-found', 'validation-failed'],
  },
  {
    method: 'get',
    path: SERVICE_COMMAND_PATHS.command('{id}'),
    operationId: 'terminalCommand',
    summary: 'One command with its result',
    answers: { 200: { description: 'The command', schema: PortalServiceCommand } },
    problems: [...CLOSED, 'not-found'],
  },
];
