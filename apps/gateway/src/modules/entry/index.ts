export { EntryModule } from './entry.module.ts';
export { passwordFits } from './person-records.ts';
export { printSetupLink } from './setup-link.ts';
