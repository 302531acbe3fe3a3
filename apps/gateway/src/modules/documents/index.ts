export { plainPapers, type PaperMaker } from './paper-maker.ts';
export { dayText, faceText, momentText } from './paper-texts.ts';
export type { Content } from './pdf-content.ts';
export { facts, nothing, section, signatures, table, type PdfDocument, type TableColumn } from './pdf-document.ts';
export { threadPapers, type PaperLimits } from './thread-papers.ts';
