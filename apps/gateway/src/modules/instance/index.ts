export { DeadGateways, type Adoption } from './dead-gateways.ts';
export { InstanceLease, LEASE_MS, LeaseLost, type LeaseHolder, type MaySend } from './instance-lease.ts';
