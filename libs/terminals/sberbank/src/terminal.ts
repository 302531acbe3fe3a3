/**
 * The other side of the conversation, for simulators and tests: what the bank's program reads from its command line and
 * writes into its folder. Pure; whoever plays the program adds the process, the files and the bank.
 */
export * from './terminal-arguments.ts';
export * from './terminal-result.ts';
export * from './terminal-slip.ts';
