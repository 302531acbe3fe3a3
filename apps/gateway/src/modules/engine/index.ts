export { Engine, engineLog, type EngineParts } from './engine.ts';
