import { CLOSED, POSTED, type PortalRoute } from './route.ts';
import {
  PortalChangeTerminal,
  PortalLiftQuarantine,
  PortalDriverList,
  PortalLinkTest,
  PortalLinkTestRequest,
  PortalRegisterTerminal,
  PortalTerminalDetail,
  PortalTerminalList,
  PortalTerminalQuery,
} from './terminals.ts';

const TERMINALS = '/portal/v1/terminals';

export const TERMINAL_PATHS = {
  terminals: TERMINALS,
  terminal: (id: string) => `${TERMINALS}/${id}`,
  enableTerminal: (id: string) => `${TERMINALS}/${id}/enable`,
  disableTerminal: (id: string) => `${TERMINALS}/${id}/disable`,
  liftQuarantine: (id: string) => `${TERMINALS}/${id}/quarantine/lift`,
  terminalDrivers: '/portal/v1/terminal-drivers',
  terminalLinkTests: '/portal/v1/terminal-link-tests',
} as const;

const detail = { description: 'The terminal as it is now', schema: PortalTerminalDetail };

/** Terminals: seen, registered, changed, switched off and on. */
export const TERMINAL_ROUTES: readonly PortalRoute[] = [
  {
    method: 'get',
    path: TERMINAL_PATHS.terminals,
    operationId: 'listTerminals',
    summary: "Terminals of the person's properties with what they do now",
    query: PortalTerminalQuery,
    answers: { 200: { description: 'By property and name', schema: PortalTerminalList } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed'],
  },
  {
    method: 'get',
    path: TERMINAL_PATHS.terminal('{id}'),
    operationId: 'terminal',
    summary: 'One terminal with its settings, without secrets, and its history',
    answers: { 200: detail },
    problems: [...CLOSED, 'not-found'],
  },
  {
    method: 'get',
    path: TERMINAL_PATHS.terminalDrivers,
    operationId: 'terminalDrivers',
    summary: 'Drivers of this version, each with its connection form',
    answers: { 200: { description: 'All of them', schema: PortalDriverList } },
    problems: [...CLOSED, 'forbidden'],
  },
  {
    method: 'post',
    path: TERMINAL_PATHS.terminalLinkTests,
    operationId: 'testLink',
    summary: 'Speak to a device by settings that may not be stored yet; no money moves',
    body: PortalLinkTestRequest,
    answers: { 200: { description: 'What came of it; a device that does not answer is an answer too', schema: PortalLinkTest } },
    problems: [...CLOSED, 'forbidden', 'not-found', 'validation-failed', 'device-taken', 'terminal-busy', ...POSTED],
  },
  {
    method: 'post',
    path: TERMINAL_PATHS.terminals,
    operationId: 'registerTerminal',
    summary: 'Register a terminal',
    body: PortalRegisterTerminal,
    answers: { 201: detail },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', 'validation-failed', 'device-taken', 'link-not-tested', ...POSTED],
  },
  {
    method: 'patch',
    path: TERMINAL_PATHS.terminal('{id}'),
    operationId: 'changeTerminal',
    summary: 'Change what is named; connection and TID only while nothing runs on the terminal',
    body: PortalChangeTerminal,
    answers: { 200: detail },
    problems: [
      ...CLOSED,
      'forbidden',
      'step-up-required',
      'not-found',
      'validation-failed',
      'terminal-busy',
      'device-taken',
      'link-not-tested',
      ...POSTED,
    ],
  },
  {
    method: 'post',
    path: TERMINAL_PATHS.enableTerminal('{id}'),
    operationId: 'enableTerminal',
    summary: 'Enable a terminal once it has answered a link test, which this call runs',
    answers: { 200: detail },
    problems: [...CLOSED, 'forbidden', 'not-found', 'terminal-busy', 'terminal-offline', 'device-taken', 'link-not-tested', ...POSTED],
  },
  {
    method: 'post',
    path: TERMINAL_PATHS.disableTerminal('{id}'),
    operationId: 'disableTerminal',
    summary: 'Disable a terminal: new payments are refused, one that runs there ends first',
    answers: { 200: detail },
    problems: [...CLOSED, 'forbidden', 'not-found', ...POSTED],
  },
  {
    method: 'post',
    path: TERMINAL_PATHS.liftQuarantine('{id}'),
    operationId: 'liftQuarantine',
    summary: 'Let a terminal take orders again that was put out of use by what it answered; says what was checked',
    body: PortalLiftQuarantine,
    answers: { 200: detail },
    problems: [...CLOSED, 'forbidden', 'step-up-required', 'not-found', 'not-quarantined', 'validation-failed', ...POSTED],
  },
];
