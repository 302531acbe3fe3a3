export { LinkWatch } from './link-watch.ts';
export { SHOWN_CLAIM, TerminalRepository } from './terminal.repository.ts';
export { statusOf, TerminalsService } from './terminals.service.ts';
