export { ROLL_CALL_MS, type PeerPulse } from './peer-news.ts';
export { DRAIN_LIMIT_MS, Engine, engineLog, type EngineParts } from './engine.ts';
