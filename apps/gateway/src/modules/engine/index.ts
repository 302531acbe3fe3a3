export { DRAIN_LIMIT_MS, Engine, engineLog, type EngineParts } from './engine.ts';
