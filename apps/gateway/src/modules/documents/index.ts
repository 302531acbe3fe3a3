export type { Content } from './pdf-content.ts';
export { facts, nothing, section, signatures, table, type PdfDocument, type TableColumn } from './pdf-document.ts';
export { renderPdf } from './pdf-render.ts';
