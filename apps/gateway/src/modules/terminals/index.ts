export { LinkWatch } from './link-watch.ts';
export { TerminalRepository } from './terminal.repository.ts';
export { TerminalsService } from './terminals.service.ts';
