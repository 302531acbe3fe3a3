export * from './problems.ts';
export * from './portal/payment.ts';
export * from './portal/routes.ts';
export * from './portal/session.ts';
export * from './sonata/payment.ts';
export * from './sonata/primitives.ts';
export * from './sonata/terminal.ts';
