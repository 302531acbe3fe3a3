export * from './card-number.ts';
export * from './card-result.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './payment-status.ts';
export * from './ports.ts';
export * from './result.ts';
