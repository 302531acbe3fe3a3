export { LinkWatch } from './link-watch.ts';
export { TerminalRepository } from './terminal.repository.ts';
export { statusOf, TerminalsService } from './terminals.service.ts';
