export { alikeOperations } from './alike-operations.ts';
export { isAbsenceEarly, isMemoryIntact } from './device-memory.ts';
export { LadderTime } from './ladder-time.ts';
export { delayBeforeAttempt } from './recovery-clock.ts';
export { RecoveryService, type RecoveryPorts } from './recovery.service.ts';
export { OrphanWatch } from './orphan-watch.ts';
