export { InstanceLease, LeaseLost } from './instance-lease.ts';
