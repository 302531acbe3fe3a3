export * from './memory-store/index.ts';
export type { FuzzParser, FuzzStream, Parsed } from './fuzz-parser.ts';
export * from './manual-clock.ts';
export * from './scripted-folder.ts';
export * from './scripted-program-host.ts';
export * from './seeded-random.ts';
export { SerialPair } from './serial-pair.ts';
export { testDatabase, type TestDatabase } from './database.ts';
export { testPool } from './test-pool.ts';
export {
  approveAtOnce,
  approvedResult,
  closed,
  scriptedDecline,
  ScriptedTerminal,
  type LastScript,
  type LastStep,
  type OrderScript,
  type RecoveryScript,
} from './scripted-driver.ts';
export { INSTANCE_RULES, type InstanceBench, type InstanceRule } from './store-rules/instance-rules.ts';
export { PAYMENT_STORE_RULES } from './store-rules/payment-store-rules.ts';
export { type StoreBench, type StoreRule } from './store-rules/store-bench.ts';
export { passLine, type LineFaults, type Passage } from './wires/line-faults.ts';
export { ScriptedLine, type DeviceLine } from './wires/scripted-line.ts';
export { ScriptedWireHost, type OpenedLine, type WireDevice } from './wires/scripted-wire-host.ts';
