import { createRequire } from 'node:module';
import { PDF_STYLES, RULE_COLOR } from './pdf-content.ts';
import type { PdfDocument } from './pdf-document.ts';

/** What is used of pdfmake. */
interface PdfMake {
  createPdf(definition: object): { getBuffer(): Promise<Buffer> };
  setUrlAccessPolicy(allowed: (url: string) => boolean): void;
  setLocalAccessPolicy(allowed: (file: string) => boolean): void;
  setFonts(fonts: object): void;
  setTableLayouts(layouts: object): void;
}

const require = createRequire(import.meta.url);
const pdfmake = require('pdfmake') as PdfMake;

const ttf = (name: string): string => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

/** DejaVu has Cyrillic and the ruble sign; only the letters that are used go into the file. */
const FONTS = {
  Sans: {
    normal: ttf('DejaVuSans'),
    bold: ttf('DejaVuSans-Bold'),
    italics: ttf('DejaVuSans-Oblique'),
    bolditalics: ttf('DejaVuSans-BoldOblique'),
  },
  Mono: {
    normal: ttf('DejaVuSansMono'),
    bold: ttf('DejaVuSansMono-Bold'),
    italics: ttf('DejaVuSansMono-Oblique'),
    bolditalics: ttf('DejaVuSansMono-BoldOblique'),
  },
};
const FILES = new Set<string>(Object.values(FONTS).flatMap((font) => Object.values(font)));

interface Node {
  readonly table: { readonly body: readonly unknown[]; readonly headerRows: number };
}

const LAYOUTS = {
  facts: {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    paddingLeft: () => 0,
    paddingRight: () => 8,
    paddingTop: () => 1.5,
    paddingBottom: () => 1.5,
  },
  rows: {
    hLineWidth: (i: number, { table }: Node) => (i === 0 || i === table.body.length ? 0 : i === table.headerRows ? 0.75 : 0.25),
    hLineColor: () => RULE_COLOR,
    vLineWidth: () => 0,
    paddingLeft: (i: number) => (i === 0 ? 0 : 5),
    paddingRight: () => 3,
    paddingTop: () => 2.5,
    paddingBottom: () => 2.5,
  },
};

// A paper is made of what the gateway knows: nothing is fetched for it, and no file is read but the fonts.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((file) => FILES.has(file));
pdfmake.setFonts(FONTS);
pdfmake.setTableLayouts(LAYOUTS);

/** Below this part of the page there is no room for the head and a row of the table that follows. */
const LOWEST_HEADING = 0.86;

interface Heading {
  readonly headlineLevel?: number;
  readonly startPosition: { readonly verticalRatio: number };
}

const PAGE_OF = { ru: (page: number, of: number) => `стр. ${page} из ${of}`, en: (page: number, of: number) => `page ${page} of ${of}` };

/** The paper as a file. */
export async function renderPdf(document: PdfDocument): Promise<Buffer> {
  return pdfmake.createPdf(definitionOf(document)).getBuffer();
}

function definitionOf({ language, title, about, foot, madeAt, landscape = false, content }: PdfDocument): object {
  return {
    pageSize: 'A4',
    pageOrientation: landscape ? 'landscape' : 'portrait',
    pageMargins: [40, 40, 40, 48],
    language: language === 'ru' ? 'ru-RU' : 'en-GB',
    displayTitle: true,
    info: { title, creator: 'PayPort', producer: 'PayPort', creationDate: madeAt, modDate: madeAt },
    defaultStyle: { font: 'Sans', fontSize: 9, lineHeight: 1.15 },
    styles: PDF_STYLES,
    footer: (page: number, of: number) => ({
      margin: [40, 16, 40, 0],
      columns: [
        { text: foot, style: 'foot' },
        { text: PAGE_OF[language](page, of), style: 'foot', alignment: 'right', width: 90 },
      ],
    }),
    // A heading alone at the bottom of a page belongs to the next.
    pageBreakBefore: (node: Heading, around: { getFollowingNodesOnPage(): readonly unknown[] }) =>
      node.headlineLevel === 1 && (around.getFollowingNodesOnPage().length === 0 || node.startPosition.verticalRatio > LOWEST_HEADING),
    // The library writes its own marks into what it is given.
    content: structuredClone([{ text: title, style: 'title' }, ...about.map((text) => ({ text, style: 'about' })), ...content]),
  };
}
