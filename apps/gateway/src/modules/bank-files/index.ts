export { BankFilesModule } from './bank-files.module.ts';
export type { FileReading } from './reading/file-reading.ts';
export { threadReading } from './reading/thread-reading.ts';
