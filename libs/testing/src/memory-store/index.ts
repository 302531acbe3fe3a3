export { MemoryBankOperationStore } from './memory-bank-store.ts';
export { MemoryCommandStore } from './memory-command-store.ts';
export { CheckViolation, type StoredPayment } from './event-rules.ts';
export { MemoryDatabase, type Changes, type FrameLine, type OutboxLine } from './memory-database.ts';
export { MemoryInstanceStore } from './memory-instance-store.ts';
export { MemoryPaymentStore } from './memory-payment-store.ts';
export { DeadlockDetected } from './row-locks.ts';
export { ConnectionLost, FAIR_CONDITIONS, type CommitFate, type StoreConditions } from './store-conditions.ts';
