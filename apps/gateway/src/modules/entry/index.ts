export { EntryModule } from './entry.module.ts';
export { printSetupLink } from './setup-link.ts';
