import type { PdfDocument } from './pdf-document.ts';

/** Makes a paper a file. */
export type PaperMaker = (document: PdfDocument) => Promise<Buffer>;

/** In the caller's own thread, which does nothing else meanwhile: for tests, and for where no thread is at hand. */
export const plainPapers: PaperMaker = async (document) => (await import('./pdf-render.ts')).renderPdf(document);
