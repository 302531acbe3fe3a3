export { LOST_CLOSE, ofClose, type BatchBefore, type CommandOutcome } from './command-conversation.ts';
export { DriverDirectory, TerminalSetupError, type OpenDriver } from './driver-directory.ts';
export { HeldConversations } from './held-conversation.ts';
export { TerminalSessions, type OrderHooks, type OriginalNow, type SessionHooks } from './terminal-sessions.ts';
