export * from './constants.ts';
export { sberbank } from './definition.ts';
export { decodeText, encodeText, ENCODINGS, ENCODING_SETTINGS, sniffEncoding, type EncodingName, type EncodingSetting } from './encodings.ts';
export { sberbankSettings, type SberbankSettings } from './settings.ts';
export * from './tables/result-codes.ts';
export * from './terminal.ts';
