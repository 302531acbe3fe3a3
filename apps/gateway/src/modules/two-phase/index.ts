export { isUndoOnDevice, undoMayHaveRun } from './step-log.ts';
export { TwoPhase } from './two-phase.service.ts';
