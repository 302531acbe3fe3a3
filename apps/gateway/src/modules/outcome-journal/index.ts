export { decodeLine, encodeLine, idOf, isClose, isPayment } from './journal-line.ts';
export { FileOutcomeJournal, type JournalPlace } from './file-outcome-journal.ts';
