export * from './manual-clock.ts';
export * from './scripted-folder.ts';
export * from './scripted-program-host.ts';
export * from './seeded-random.ts';
export { testDatabase, type TestDatabase } from './database.ts';
export {
  approveAtOnce,
  approvedResult,
  closed,
  scriptedDecline,
  ScriptedTerminal,
  type OrderScript,
  type RecoveryScript,
} from './scripted-driver.ts';
