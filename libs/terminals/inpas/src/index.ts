export * from './constants.ts';
export { inpas } from './definition.ts';
export { inpasSettings, type InpasSettings } from './settings.ts';
export * from './terminal.ts';
