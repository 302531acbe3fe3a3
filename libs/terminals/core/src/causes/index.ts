export { causeText, NOT_READY, NOT_THE_CARD, setupCause, stepOf, unreachableFor, type CauseText } from './cause-text.ts';
export { COMMON_CAUSES, type CommonCause } from './common-causes.ts';
export { declineOf, type TerminalWords } from './decline-of.ts';
export { causeOfHostResponse } from './host-responses.ts';
export { PROGRAM_CAUSES, type ProgramCause } from './program-causes.ts';
