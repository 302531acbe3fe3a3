export { DeadGateways } from './dead-gateways.ts';
export { InstanceLease, LEASE_MS, LeaseLost, type MaySend } from './instance-lease.ts';
