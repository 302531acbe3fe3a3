export { ADAPTERS } from './adapters/index.ts';
export { nameOf, type Adapter, type Faults, type World } from './adapter.ts';
