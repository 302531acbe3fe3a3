export * from './constants.ts';
export {
  decodeText, encodeText, ENCODINGS, ENCODING_SETTINGS, sniffEncoding, type EncodingName, type EncodingSetting,
} from './encodings.ts';
export * from './tables/result-codes.ts';
export * from './terminal.ts';
