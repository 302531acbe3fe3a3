export type { Cell } from './cell.ts';
export { csvBytes, csvMark, type FileCharset, type FileLanguage } from './csv-format.ts';
export { hotelTime } from './hotel-time.ts';
export { workbookEntries, xlsxEntries, type FilledSheet, type Sheet } from './xlsx-format.ts';
export { zipStream, type ZipEntry } from './zip-stream.ts';
