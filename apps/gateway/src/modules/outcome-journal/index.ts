export { FileOutcomeJournal, type JournalPlace } from './file-outcome-journal.ts';
