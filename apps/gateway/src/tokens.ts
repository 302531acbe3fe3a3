/** Injection tokens. Everything on the payment path is plain TypeScript, put together in the modules. */
export const CONFIG = Symbol('CONFIG');
export const PG_POOL = Symbol('PG_POOL');
export const CLOCK = Symbol('CLOCK');
export const RANDOM = Symbol('RANDOM');
export const PROGRAMS = Symbol('PROGRAMS');
export const CHECKPOINTS = Symbol('CHECKPOINTS');
export const LOGGER = Symbol('LOGGER');
export const INSTANCE = Symbol('INSTANCE');
export const PAYMENT_STORE = Symbol('PAYMENT_STORE');
export const DRIVERS = Symbol('DRIVERS');
export const PAYMENTS = Symbol('PAYMENTS');
export const COMMANDS = Symbol('COMMANDS');
export const ENGINE = Symbol('ENGINE');
export const METRICS = Symbol('METRICS');
export const TERMINALS = Symbol('TERMINALS');
export const BANK_FILE_READING = Symbol('BANK_FILE_READING');
export const SONATA_DOOR = Symbol('SONATA_DOOR');
