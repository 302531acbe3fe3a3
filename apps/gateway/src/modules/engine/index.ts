export { DRAIN_LIMIT_MS, Engine, engineLog, type EngineParts, type Lease } from './engine.ts';
