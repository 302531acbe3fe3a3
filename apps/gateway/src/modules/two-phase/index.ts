export { TwoPhase } from './two-phase.service.ts';
