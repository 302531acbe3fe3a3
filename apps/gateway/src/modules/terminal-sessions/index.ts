export { ofClose, type CommandOutcome } from './command-conversation.ts';
export { DriverDirectory, TerminalSetupError, type OpenDriver } from './driver-directory.ts';
export { LOST_COMMAND, TerminalSessions, type SessionHooks } from './terminal-sessions.ts';
