export { CloseRecovery } from './close-recovery.ts';
export { CloseWriter, replayCloses } from './close-writer.ts';
export { CommandConclusion, raiseAlarm } from './command-conclusion.ts';
export { actorOf, type CommandRequest, type StartedCommand } from './command-requests.ts';
export { CommandRunner, type CommandRunnerPorts } from './command-runner.ts';
export { CommandsService, type CommandsServicePorts } from './commands.service.ts';
export { TerminalCommands } from './terminal-commands.ts';
